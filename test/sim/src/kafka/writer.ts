import type { LogRecord, LogWriter } from '@ywk/event-store';
import type { Bugs } from '../bugs.ts';
import type { Faults } from '../faults.ts';
import type { Process, World } from '../world.ts';
import type { Topic } from './topic.ts';

export interface WriterParts {
  readonly world: World;
  readonly topic: Topic;
  readonly faults: Faults;
  readonly bugs: Bugs;
  readonly by: Process;
  /** Carries what is still on its way after its sender gave up. */
  readonly network: Process;
}

const timedOut = (): Error => new Error('The request timed out.');

/** A producer: what a batch became is not always what its sender is told. */
export class SimulatedWriter implements LogWriter {
  constructor(private readonly parts: WriterParts) {}

  async sendBatch(records: readonly LogRecord[]): Promise<void> {
    const { world, by, bugs } = this.parts;
    const what = this.describe(records);
    const sent = world.ask({ by, what, serve: () => this.store(records) });
    if (bugs.acknowledgesBeforeStored) return void sent.catch(() => undefined);
    if (bugs.passesOverFailedBatches) return sent.catch(() => undefined);
    return sent;
  }

  async close(): Promise<void> {
    return undefined;
  }

  private describe(records: readonly LogRecord[]): string {
    if (this.parts.world.trace === undefined) return 'send';
    const positions = records.map(({ partition }) => partition).join(' ');
    return `send ${records.length} records (partitions ${positions})`;
  }

  private store(records: readonly LogRecord[]): void {
    const { world, faults, network } = this.parts;
    if (faults.happens('lostRequest')) throw timedOut();
    if (faults.happens('lateBatch')) {
      const serve = (): void => this.keep(records);
      void world.ask({ by: network, what: 'a batch comes late', oneWay: true, serve });
      throw timedOut();
    }
    if (faults.happens('partialBatch')) {
      const [first] = records;
      this.keep(records.filter(({ partition }) => partition === first?.partition));
      throw timedOut();
    }
    this.keep(records);
    if (faults.happens('doubledBatch')) this.keep(records);
    if (faults.happens('lostAnswer')) throw timedOut();
  }

  private keep(records: readonly LogRecord[]): void {
    for (const { partition, key, value } of records) this.parts.topic.append(partition, key, value);
  }
}
