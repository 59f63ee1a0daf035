import { eventually } from '@ywk/testing';
import type { DispatchEvent } from '@ywk/contracts';
import { sized, type Benchmark, type Course, type Figure, type Setting } from '../benchmark.ts';
import { quantile } from '../statistics.ts';
import type { BenchSystem } from './bench-system.ts';
import { badgeOf, callOf, ndjson } from './feed-lines.ts';
import { counted, roundTrips, type Pace } from '../reference/round-trip.ts';
import { Schedule } from './schedule.ts';
import { ScoreWatch } from './score-watch.ts';

const PERIOD = '2024-05';

interface Planned {
  readonly event: DispatchEvent;
  readonly officer: string;
}

/** Calls that came in and are not answered yet, with the answers to come. */
const prepare = async (bench: BenchSystem, count: number, first: number): Promise<Planned[]> => {
  const planned: Planned[] = [];
  let opening: DispatchEvent[] = [];
  for (let n = 0; n < count; n += 1) {
    const at = n % bench.officers.length;
    const [received, answered] = callOf(first + n, badgeOf(at));
    if (received === undefined || answered === undefined) continue;
    opening.push(received);
    planned.push({ event: answered, officer: bench.officers[at] ?? '' });
    if (opening.length < 5_000) continue;
    await bench.feed(ndjson(opening));
    opening = [];
  }
  if (opening.length > 0) await bench.feed(ndjson(opening));
  return planned;
};

/**
 * From the planned time of an event until the officer's score shows it, ms each. An event whose
 * officer has one under way is sent and not measured: whose it was could not be told.
 */
const visible = async (
  bench: BenchSystem,
  watch: ScoreWatch,
  { pace, planned }: { pace: Pace; planned: readonly Planned[] },
): Promise<number[]> => {
  const latencies: number[] = [];
  const pending: Promise<unknown>[] = [];
  const schedule = new Schedule(pace.perSecond, planned.length);
  await schedule.run((from, to) => {
    const due = planned.slice(from, to);
    due.forEach(({ officer }, at) => {
      if (watch.isAwaited(officer)) return;
      const plannedAt = schedule.plannedAt(from + at);
      pending.push(watch.next(officer).then((seenAt) => latencies.push(seenAt - plannedAt)));
    });
    pending.push(bench.feed(ndjson(due.map(({ event }) => event))));
  });
  await Promise.all(pending);
  return counted(latencies, pace);
};

const figureOf = (latencies: readonly number[]): Figure => ({
  value: quantile(latencies, 0.99),
  more: {
    p50: quantile(latencies, 0.5),
    max: quantile(latencies, 1),
    measured: latencies.length,
  },
});

const open = async (setting: Setting): Promise<Course> => {
  const seconds = sized(setting, { full: 20, quick: 8, smoke: 1 });
  const bench = await setting.system();
  const watch = new ScoreWatch(bench.system.databases.appraisal.ownerUrl, PERIOD);
  watch.start();
  let calls = 0;
  const many = sized(setting, { full: 1_000, quick: 1_000, smoke: 200 });
  const feedAt = (perSecond: number) => async () => {
    const count = perSecond * seconds;
    const planned = await prepare(bench, count, (calls += count) - count);
    const pace = { perSecond, seconds };
    return figureOf(await visible(bench, watch, { pace, planned }));
  };
  // Everybody has a sheet before the first event is measured.
  const [first] = await prepare(bench, 1, (calls += 1));
  await bench.feed(ndjson(first === undefined ? [] : [first.event]));
  await eventually(
    () => watch.sheets,
    (sheets) => sheets === bench.officers.length,
    { withinMs: 60_000 },
  );
  const sample = ndjson(callOf(0, badgeOf(0)).slice(1, 2));
  const trip = (perSecond: number) => async () =>
    figureOf(await roundTrips(setting.servers.brokers, { perSecond, seconds }, sample));
  return {
    contestants: {
      'feed at 100/s': feedAt(100),
      'round trip at 100/s': trip(100),
      'feed at 1,000/s': feedAt(many),
      'round trip at 1,000/s': trip(many),
    },
    close: () => watch.stop(),
  };
};

export const visibleScore: Benchmark = {
  name: 'visible',
  title: 'from the planned time of an event to the score that shows it, 99 of 100',
  unit: 'ms',
  rounds: 3,
  rows: [
    {
      what: 'feed to score at 100/s, against a round trip',
      product: 'feed at 100/s',
      reference: 'round trip at 100/s',
      reach: 10,
      better: 'less',
    },
    { what: 'feed to score at 100/s', product: 'feed at 100/s', reach: 2_000, better: 'less' },
    { what: 'feed to score at 1,000/s', product: 'feed at 1,000/s', reach: 2_000, better: 'less' },
  ],
  open,
};
