import {
  postingOf,
  talliesOf,
  TallySheet,
  type Entry,
  type MetricBook,
  type SchemeBook,
  type Tally,
} from '@ywk/appraisal-domain';
import type { Fact, PeriodCutOff } from '@ywk/contracts';
import { isRejection, localDay, monthOf, type LocalDay } from '@ywk/kernel';
import type { AppliedEvent, LogBatch } from '@ywk/projections';
import { readMarkers, type Marker } from '../../persistence/marker.store.ts';
import type { TallyAt } from '../../persistence/tally.store.ts';

/** One fact event with its posting and the sums it adds to. */
export interface FoldedFact {
  readonly event: AppliedEvent;
  readonly fact: Fact;
  /** On which it occurred. */
  readonly day: LocalDay;
  readonly entry: Entry;
  readonly tallies: readonly Tally[];
}

/** A batch of the fact log, read once for all that is written from it. */
export interface FoldedBatch {
  readonly facts: readonly FoldedFact[];
  readonly markers: readonly Marker[];
}

export const markerOf = (event: AppliedEvent): Marker => ({
  partition: event.partition,
  log: event.log,
  pos: event.pos,
  ...(event.data as PeriodCutOff),
});

const NONE: ReadonlySet<string> = new Set();

/** Months marked before a position of a partition: what is late there, on every replay alike. */
class MarkedMonths {
  private readonly byPartition = new Map<number, Marker[]>();

  constructor(markers: readonly Marker[]) {
    for (const marker of markers) {
      const known = this.byPartition.get(marker.partition);
      if (known === undefined) this.byPartition.set(marker.partition, [marker]);
      else known.push(marker);
    }
  }

  before({ partition, pos }: AppliedEvent): ReadonlySet<string> {
    const markers = this.byPartition.get(partition);
    if (markers === undefined) return NONE;
    return new Set(markers.filter((marker) => marker.pos < pos).map(({ period }) => period));
  }
}

const foldOne = (
  event: AppliedEvent,
  marked: MarkedMonths,
  { metrics, schemes }: FoldRules,
): FoldedFact => {
  const fact = event.data as Fact;
  const sign = event.type === 'FactReversed' ? -1 : 1;
  const day = localDay(fact.occurredAt);
  const { lateHorizonMonths: horizonMonths } = schemes.of(monthOf(day)).document;
  const posted = postingOf(day, { marked: marked.before(event), horizonMonths });
  const entry: Entry = { fact, sign, posted };
  return { event, fact, day, entry, tallies: talliesOf(metrics, entry) };
};

/** What the fold of facts rests on. */
export interface FoldRules {
  readonly metrics: MetricBook;
  /** The scheme of a fact's month says how far back it still adjusts when it is late. */
  readonly schemes: SchemeBook;
}

/** Reads a batch; what no metric can count is parked with its officer. */
export const readBatch = async (batch: LogBatch, rules: FoldRules): Promise<FoldedBatch> => {
  const { events, log, tx } = batch;
  const markers = events.filter(({ type }) => type === 'PeriodCutOff').map(markerOf);
  const partitions = [...new Set(events.map(({ partition }) => partition))];
  const known = await readMarkers(tx, log, partitions);
  const marked = new MarkedMonths([...known, ...markers]);
  const facts: FoldedFact[] = [];
  for (const event of events) {
    if (event.type === 'PeriodCutOff') continue;
    try {
      facts.push(foldOne(event, marked, rules));
    } catch (error) {
      if (!isRejection(error)) throw error;
      batch.park(event, error.code, error.detail);
    }
  }
  return { facts, markers };
};

/** The sums of a batch, coalesced and sorted by key. */
export const coalesced = (facts: readonly FoldedFact[]): TallyAt[] => {
  const sheets = new Map<number, TallySheet>();
  for (const { event, tallies } of facts) {
    const sheet = sheets.get(event.partition) ?? new TallySheet();
    sheets.set(event.partition, sheet);
    for (const tally of tallies) sheet.add(tally);
  }
  return [...sheets]
    .sort(([a], [b]) => a - b)
    .flatMap(([partition, sheet]) => sheet.list().map((tally) => ({ ...tally, partition })));
};
