import { postingOf, type Tally } from '@ywk/appraisal-domain';
import { isRejection, type LocalDay, type Rejection } from '@ywk/kernel';
import type { BulkPlace } from '@ywk/projections';
import type { PoolClient } from 'pg';
import { eachKeptFact, type KeptFact, type KeptRange } from '../../persistence/kept-facts.ts';
import { LocalDays } from '../../persistence/local-days.ts';
import { readMarkers, type Marker } from '../../persistence/marker.store.ts';
import { copyTallies, type TallyAt } from '../../persistence/tally.store.ts';
import type { FoldRules } from './fact-entries.ts';
import { MarksAt } from './marks-at.ts';

/** How facts of one partition are posted: markers before a position decide, see `postingOf`. */
class Postings {
  private readonly marks: MarksAt;
  private readonly known = new Map<string, string>();

  constructor(
    markers: readonly Marker[],
    private readonly rules: FoldRules,
  ) {
    this.marks = new MarksAt(markers);
  }

  of(day: LocalDay, { pos, ruled }: Pick<KeptFact, 'pos' | 'ruled'>): string {
    const before = this.marks.countBefore(pos);
    const key = `${before} ${day}${ruled ? ' ruled' : ''}`;
    let posted = this.known.get(key);
    if (posted === undefined) {
      const marks = this.marks.after(before);
      const { schemes } = this.rules;
      const origin = schemes.months.monthOf(day);
      posted = postingOf(origin, { marks, ...schemes.of(origin).late, ruled });
      this.known.set(key, posted);
    }
    return posted;
  }
}

const SEPARATOR = '|';

/** Names of sums, each made once: the officers of a partition share them. */
class SumNames {
  private readonly known = new Map<string, Map<string, string>>();

  /** Names by metric of a day and posting. */
  private byMetric(day: LocalDay, posted: string): Map<string, string> {
    const place = posted === '' ? day : day + SEPARATOR + posted;
    let names = this.known.get(place);
    if (names === undefined) this.known.set(place, (names = new Map<string, string>()));
    return names;
  }

  of({ day, metric, posted }: Pick<Tally, 'day' | 'metric' | 'posted'>): string {
    const names = this.byMetric(day, posted);
    let name = names.get(metric);
    if (name === undefined) names.set(metric, (name = [day, metric, posted].join(SEPARATOR)));
    return name;
  }
}

/** Sums of one partition: by officer, then by day, metric and posting. */
export class KeptSums {
  private readonly byOfficer = new Map<string, Map<string, number>>();
  private readonly days = new LocalDays();
  private readonly names = new SumNames();

  constructor(
    private readonly rules: FoldRules,
    private readonly postings: Postings,
  ) {}

  /** @throws Rejection for a fact that no metric can count */
  add(fact: KeptFact): void {
    const { officer, code, sign, occurredMs, amounts: text } = fact;
    const day = this.days.of(occurredMs);
    const posted = this.postings.of(day, fact);
    const amounts = JSON.parse(text) as Record<string, number>;
    let sums = this.byOfficer.get(officer);
    if (sums === undefined) this.byOfficer.set(officer, (sums = new Map<string, number>()));
    for (const { metric, n } of this.rules.metrics.deltasOn(day, { officer, code, amounts })) {
      const name = this.names.of({ day, metric, posted });
      sums.set(name, (sums.get(name) ?? 0) + n * sign);
    }
  }

  get officers(): Iterable<string> {
    return this.byOfficer.keys();
  }

  *of(officer: string): Generator<Tally> {
    for (const [key, n] of this.byOfficer.get(officer) ?? []) {
      if (n === 0) continue;
      const [day = '', metric = '', posted = ''] = key.split(SEPARATOR);
      yield { officer, day, metric, posted, n };
    }
  }
}

/** Facts of one partition to be summed again. */
export interface KeptSource {
  readonly log: string;
  readonly range: KeptRange;
  readonly rules: FoldRules;
  /** Told of a fact that no metric can count; without it such a fact ends the sum. */
  readonly refused?: (fact: KeptFact, refusal: Rejection) => void;
}

/** What kept facts come to, and how many facts and markers there were. */
export interface SummedFacts {
  readonly sums: KeptSums;
  readonly facts: number;
  readonly markers: number;
}

const added = (sums: KeptSums, fact: KeptFact, refused: KeptSource['refused']): void => {
  try {
    sums.add(fact);
  } catch (error) {
    if (refused === undefined || !isRejection(error)) throw error;
    refused(fact, error);
  }
};

/** Sums kept facts by rules, as the fold did by its own. @throws Rejection see `refused` */
export const sumFacts = async (tx: PoolClient, source: KeptSource): Promise<SummedFacts> => {
  const { log, range, rules, refused } = source;
  const { partition, until } = range;
  const markers = (await readMarkers(tx, log, [partition])).filter(({ pos }) => pos <= until);
  const sums = new KeptSums(rules, new Postings(markers, rules));
  const facts = await eachKeptFact(tx, range, (fact) => added(sums, fact, refused));
  return { sums, facts, markers: markers.length };
};

function* rowsOf(sums: KeptSums, partition: number): Generator<TallyAt> {
  for (const officer of sums.officers) {
    for (const tally of sums.of(officer)) yield { partition, ...tally };
  }
}

/**
 * Sums the kept facts of one partition into a table without keys. Each event up to the position is a
 * kept fact, a marker or parked: when they do not add up, the copy is not whole.
 * @returns whether it was whole; if not, nothing was written
 */
export const sumKeptFacts = async (
  { tx, log, partition, pos, parked }: BulkPlace,
  { table, rules }: { readonly table: string; readonly rules: FoldRules },
): Promise<boolean> => {
  const range = { partition, until: pos, without: parked };
  const { sums, facts, markers } = await sumFacts(tx, { log, range, rules });
  if (facts + markers + parked.size !== pos) return false;
  await copyTallies(tx, table, rowsOf(sums, partition));
  return true;
};
