import { SERVICES, type TopicRecord } from './dump.ts';
import { wireOf } from './form.ts';
import { Finding, type Verdict } from './verdict.ts';
import type { KeptEvent, World } from './world.ts';

/** Logs that stand on a topic of the same name. */
export const PUBLISHED = [
  'recruitment.personnel.v1',
  'duty.fact.v1',
  'duty.conduct.v1',
  'appraisal.period.v1',
  'appraisal.decision.v1',
  'payroll.change.v1',
];

const DOORS = ['dispatch.feed.v1', 'payroll.ack.v1'];

const recordName = (topic: string, { partition, value }: TopicRecord): string =>
  `${topic}/${partition} ${value}`;

/** Topics that a fault of this kind was played on, as the history tells. */
const topicsHarmed = (world: World, fault: 'topic-truncated' | 'topic-remade'): Set<string> =>
  new Set(
    world.dump.history
      .filter(({ kind, phase }) => kind === fault && phase !== 'invoke')
      .flatMap(({ note }) => (note as { topic?: string } | undefined)?.topic ?? []),
  );

/** Each published event is on its topic, in its partition, byte for byte. */
export const eventsAreOnTopics = (world: World): Verdict => {
  const finding = new Finding('I7', 'each published event is on its topic with equal bytes');
  const removed = topicsHarmed(world, 'topic-truncated');
  for (const topic of PUBLISHED) {
    const records = world.dump.records(topic);
    const found = new Set(records.map((record) => recordName(topic, record)));
    const low = lowest(records, removed.has(topic));
    for (const event of world.of(topic)) {
      if (event.pos < (low.get(event.partition) ?? 0)) continue;
      const name = `${topic}/${event.partition} ${wireOf(event)}`;
      finding.holds(found.has(name), () => `${topic}/${event.partition}@${event.pos} is not on it`);
    }
  }
  return finding.done();
};

const positionOf = (value: string): number | undefined => {
  try {
    const { pos } = JSON.parse(value) as { pos?: unknown };
    return typeof pos === 'number' ? pos : undefined;
  } catch {
    return undefined;
  }
};

/** Where records were removed, the oldest position that is left, by partition. */
const lowest = (records: readonly TopicRecord[], removed: boolean): Map<number, number> => {
  const low = new Map<number, number>();
  if (!removed) return low;
  for (const { partition, value } of records) {
    const pos = positionOf(value);
    if (pos !== undefined) low.set(partition, Math.min(low.get(partition) ?? pos, pos));
  }
  for (let partition = 0; partition < 64; partition += 1) {
    if (!low.has(partition)) low.set(partition, Number.POSITIVE_INFINITY);
  }
  return low;
};

const strayValues = (world: World): Set<string> =>
  new Set(
    world.operations
      .filter(({ kind }) => kind === 'stray')
      .flatMap(({ items }) => items.flatMap(({ body }) => body ?? [])),
  );

/** A topic holds what its log holds, and what the nemesis put there. */
export const topicsHoldOnlyEvents = (world: World): Verdict => {
  const finding = new Finding('I8', 'no record on a topic that its log does not know');
  const strays = strayValues(world);
  for (const topic of PUBLISHED) {
    const known = new Set(world.of(topic).map((event) => `${event.partition} ${wireOf(event)}`));
    for (const { partition, offset, value } of world.dump.records(topic)) {
      const ours = known.has(`${partition} ${value}`) || strays.has(value);
      finding.holds(ours, () => `${topic}/${partition} offset ${offset}: ${value}`);
    }
  }
  return finding.done();
};

const firstSeen = (records: readonly TopicRecord[]): Map<number, number[]> => {
  const seen = new Map<number, Set<number>>();
  for (const { partition, value } of records) {
    const pos = positionOf(value);
    if (pos === undefined) continue;
    const known = seen.get(partition) ?? new Set<number>();
    seen.set(partition, known.add(pos));
  }
  return new Map([...seen].map(([partition, positions]) => [partition, [...positions]]));
};

/**
 * Leaves out what stands before the log's first position: a batch that was on its way when its topic was
 * removed may reach the new one before everything is sent again from the beginning.
 */
const sentAgainFromTheBeginning = (records: readonly TopicRecord[]): TopicRecord[] => {
  const ahead = new Set(
    records.filter(({ value }) => positionOf(value) === 1).map(({ partition }) => partition),
  );
  return records.filter(({ partition, value }) => {
    if (positionOf(value) === 1) ahead.delete(partition);
    return !ahead.has(partition);
  });
};

/**
 * Leaves out what stands before the first position that a cut topic still has: it was there before the cut,
 * and a suffix that is sent again may begin with it.
 */
const fromTheCut = (records: readonly TopicRecord[]): TopicRecord[] => {
  const first = new Map<number, number>();
  return records.filter(({ partition, value }) => {
    const pos = positionOf(value);
    if (pos === undefined) return true;
    const least = first.get(partition) ?? pos;
    first.set(partition, least);
    return pos >= least;
  });
};

/** Whatever is sent again: positions first appear in order, without a gap. */
export const firstsAreInOrder = (world: World): Verdict => {
  const finding = new Finding('I9', 'positions first appear on a topic in order, without gap');
  const strays = strayValues(world);
  const remade = topicsHarmed(world, 'topic-remade');
  const cut = topicsHarmed(world, 'topic-truncated');
  for (const topic of PUBLISHED) {
    const records = world.dump.records(topic).filter(({ value }) => !strays.has(value));
    const whole = remade.has(topic) ? sentAgainFromTheBeginning(records) : records;
    const judged = cut.has(topic) ? fromTheCut(whole) : whole;
    for (const [partition, positions] of firstSeen(judged)) {
      positions.forEach((pos, at) => {
        const wanted = at === 0 ? pos : (positions[at - 1] ?? 0) + 1;
        finding.equal(pos, wanted, () => `${topic}/${partition}`);
      });
    }
  }
  return finding.done();
};

/** Offsets of each partition follow each other. */
export const offsetsAreContiguous = (world: World): Verdict => {
  const finding = new Finding('I10', 'offsets of topics and doors are contiguous');
  for (const topic of [...PUBLISHED, ...DOORS]) {
    const next = new Map<number, number>();
    for (const { partition, offset } of world.dump.records(topic)) {
      const wanted = next.get(partition) ?? offset;
      finding.equal(offset, wanted, () => `${topic}/${partition}`);
      next.set(partition, offset + 1);
    }
  }
  return finding.done();
};

interface CheckpointRow {
  readonly log: string;
  readonly partition: number;
  readonly pos: number;
}

const ends = (events: readonly KeptEvent[]): Map<string, number> => {
  const found = new Map<string, number>();
  for (const { log, partition, pos } of events) found.set(`${log}/${partition}`, pos);
  return found;
};

/** After healing the relay has sent all there is, and claims no more than that. */
export const relaysAreDone = (world: World): Verdict => {
  const finding = new Finding('I11', "relay checkpoints stand at their log's end");
  const rows = SERVICES.flatMap((name) => world.dump.rows<CheckpointRow>(name, 'relay_checkpoint'));
  const checkpoints = new Map(rows.map((row) => [`${row.log}/${row.partition}`, row.pos]));
  const last = ends(PUBLISHED.flatMap((log) => world.of(log)));
  for (const place of new Set([...checkpoints.keys(), ...last.keys()])) {
    const [found, wanted] = [checkpoints.get(place) ?? 0, last.get(place) ?? 0];
    finding.equal(found, wanted, () => `checkpoint of ${place}`);
  }
  return finding.done();
};
