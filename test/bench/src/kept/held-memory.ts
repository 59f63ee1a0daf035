import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { PARTITIONS } from '@ywk/contracts';

/** Steps of one month: each partition is opened, then scored. */
const STEPS_OF_MONTH = 2 * PARTITIONS;

/** What the process held during a run. */
export interface HeldMemory {
  /** Most of it, with what waits to be collected. */
  readonly mostMiB: number;
  /** Heap after a collection at the end of the last month ÷ at the end of the first. */
  readonly growth: number;
}

// Only a collection tells what is held from what merely was not collected yet.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Looks at the process after each step of a run. */
export class MemoryWatch {
  private steps = 0;
  private most = process.memoryUsage.rss();
  private readonly kept: number[] = [];

  look(): void {
    this.steps += 1;
    this.most = Math.max(this.most, process.memoryUsage.rss());
    if (this.steps % STEPS_OF_MONTH > 0) return;
    collect();
    this.kept.push(process.memoryUsage().heapUsed);
  }

  get held(): HeldMemory {
    const [first = 1, last = first] = [this.kept[0], this.kept.at(-1)];
    return { mostMiB: this.most / 2 ** 20, growth: last / first };
  }
}
