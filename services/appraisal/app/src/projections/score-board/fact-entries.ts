import {
  postingOf,
  talliesOf,
  TallySheet,
  type Entry,
  type Mark,
  type MetricBook,
  type SchemeBook,
  type Tally,
} from '@ywk/appraisal-domain';
import type { Fact, PeriodCutOff, RuledFact } from '@ywk/contracts';
import { isRejection, localDay, type LocalDay, type LocalMonth } from '@ywk/kernel';
import type { AppliedEvent, LogBatch } from '@ywk/projections';
import { readMarkers, type Marker } from '../../persistence/marker.store.ts';
import type { TallyAt } from '../../persistence/tally.store.ts';
import { MarksAt } from './marks-at.ts';

/** One fact event with its posting and the sums it adds to. */
export interface FoldedFact {
  readonly event: AppliedEvent;
  readonly fact: Fact;
  /** On which it occurred. */
  readonly day: LocalDay;
  /** The appraisal month of that day. */
  readonly origin: LocalMonth;
  readonly entry: Entry;
  /** The ruling that it follows; null for most. */
  readonly ruling: string | null;
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

/** How far months had come at the positions of some partitions. */
class MarkedMonths {
  private readonly byPartition = new Map<number, MarksAt>();

  constructor(markers: readonly Marker[], partitions: readonly number[]) {
    for (const partition of partitions) {
      const own = markers.filter((marker) => marker.partition === partition);
      this.byPartition.set(partition, new MarksAt(own));
    }
  }

  before({ partition, pos }: AppliedEvent): ReadonlyMap<string, Mark> {
    const marks = this.byPartition.get(partition);
    return marks === undefined ? NONE : marks.after(marks.countBefore(pos));
  }
}

const NONE: ReadonlyMap<string, Mark> = new Map();

const isReversal = ({ type }: AppliedEvent): boolean =>
  type === 'FactReversed' || type === 'FactReversedByRuling';

const foldOne = (
  event: AppliedEvent,
  marked: MarkedMonths,
  { metrics, schemes }: FoldRules,
): FoldedFact => {
  const fact = event.data as Fact & Partial<RuledFact>;
  const { ruling = null } = fact;
  const sign = isReversal(event) ? -1 : 1;
  const day = localDay(fact.occurredAt);
  const origin = schemes.months.monthOf(day);
  const { late } = schemes.of(origin);
  const posted = postingOf(origin, {
    marks: marked.before(event),
    ...late,
    ruled: ruling !== null,
  });
  const entry: Entry = { fact, sign, posted };
  return { event, fact, day, origin, entry, ruling, tallies: talliesOf(metrics, entry) };
};

/** What the fold of facts rests on. */
export interface FoldRules {
  readonly metrics: MetricBook;
  /** The scheme of a fact's month says what becomes of it when it is late. */
  readonly schemes: SchemeBook;
}

/** Reads a batch; what no metric can count is parked with its officer. */
export const readBatch = async (batch: LogBatch, rules: FoldRules): Promise<FoldedBatch> => {
  const { events, log, tx } = batch;
  const markers = events.filter(({ type }) => type === 'PeriodCutOff').map(markerOf);
  const partitions = [...new Set(events.map(({ partition }) => partition))];
  const known = await readMarkers(tx, log, partitions);
  const marked = new MarkedMonths([...known, ...markers], partitions);
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
