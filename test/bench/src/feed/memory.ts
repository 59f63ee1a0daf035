import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '@ywk/contracts';
import { eventually, query } from '@ywk/testing';
import { sized, type Benchmark, type Course, type Figure, type Setting } from '../benchmark.ts';
import type { BenchSystem } from './bench-system.ts';
import { badgeOf, callOf, ndjson } from './feed-lines.ts';
import { Schedule } from './schedule.ts';

const SERVICES: readonly ServiceName[] = ['recruitment', 'duty', 'appraisal', 'payroll'];

/** Memory that a process holds now, MiB. */
const residentMiB = (pid: number): number => {
  const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
  return (Number(pages) * 4096) / 2 ** 20;
};

class MemoryWatch {
  private readonly samples = new Map<ServiceName, number[]>(SERVICES.map((name) => [name, []]));
  private watching = true;
  private readonly done: Promise<void>;

  constructor(private readonly bench: BenchSystem) {
    this.done = this.run();
  }

  async stop(): Promise<ReadonlyMap<ServiceName, readonly number[]>> {
    this.watching = false;
    await this.done;
    return this.samples;
  }

  private async run(): Promise<void> {
    while (this.watching) {
      for (const [name, all] of this.samples) all.push(residentMiB(this.bench.system.pid(name)));
      await pause(500);
    }
  }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Growth from the second quarter of a burst to its last, of the service that grew most. */
const growthOf = (samples: ReadonlyMap<ServiceName, readonly number[]>): Figure => {
  const more: Record<string, number> = {};
  let worst = 0;
  for (const [name, all] of samples) {
    const quarter = Math.max(1, Math.floor(all.length / 4));
    const [early, late] = [mean(all.slice(quarter, 2 * quarter)), mean(all.slice(-quarter))];
    more[`${name} MiB`] = late;
    worst = Math.max(worst, late / early);
  }
  return { value: worst, more };
};

const peaksOf = (samples: ReadonlyMap<ServiceName, readonly number[]>): Figure => {
  const peaks = [...samples].map(([name, all]) => [`${name} MiB`, Math.max(...all)] as const);
  return { value: Math.max(...peaks.map(([, peak]) => peak)), more: Object.fromEntries(peaks) };
};

const TAKEN = `
SELECT count(*)::int AS n FROM source_event WHERE partition BETWEEN 0 AND 63 AND source = 'bench'`;

/** Lines of the bench that duty has committed. */
const taken = async (bench: BenchSystem): Promise<number> => {
  const [row] = await query<{ n: number }>(bench.system.databases.duty.ownerUrl, TAKEN);
  return row?.n ?? 0;
};

const open = async (setting: Setting): Promise<Course> => {
  const seconds = sized(setting, { full: 60, quick: 20, smoke: 2 });
  const aSecond = sized(setting, { full: 1_000, quick: 1_000, smoke: 80 });
  const together = sized(setting, { full: 20_000, quick: 20_000, smoke: 400 });
  const bench = await setting.system();
  let n = 0;
  const lines = (count: number): string =>
    ndjson(
      Array.from({ length: count / 4 }, () =>
        callOf((n += 1), badgeOf(n % bench.officers.length)),
      ).flat(),
    );
  const steady = async (): Promise<Figure> => {
    const watch = new MemoryWatch(bench);
    const pending: Promise<void>[] = [];
    await new Schedule(10, seconds * 10).run(() => {
      pending.push(bench.feed(lines(aSecond / 10)));
    });
    await Promise.all(pending);
    return growthOf(await watch.stop());
  };
  const atOnce = async (): Promise<Figure> => {
    const before = await taken(bench);
    const halves = [lines(together / 2), lines(together / 2)];
    const watch = new MemoryWatch(bench);
    await Promise.all(halves.map((half) => bench.feed(half)));
    await eventually(
      () => taken(bench),
      (found) => found >= before + together,
      { withinMs: 120_000 },
    );
    return peaksOf(await watch.stop());
  };
  return {
    contestants: { 'a minute': steady, 'at once': atOnce },
    close: () => Promise.resolve(),
  };
};

export const memory: Benchmark = {
  name: 'memory',
  title: 'memory of the services under 1,000 lines/s, then under 20,000 lines in a second',
  unit: '× / MiB',
  rounds: 2,
  rows: [
    {
      what: 'growth of the service that grows most, last quarter of a minute against the second',
      product: 'a minute',
      reach: 1.2,
      better: 'less',
    },
    {
      what: 'most that a service holds after 20,000 lines at once (MiB)',
      product: 'at once',
      reach: 512,
      better: 'less',
    },
  ],
  open,
};
