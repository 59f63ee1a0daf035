import { IN_TIME, type AppraisalCalendar, type Tally } from '@ywk/appraisal-domain';
import { LOGS } from '@ywk/contracts';
import type { LocalMonth } from '@ywk/kernel';
import type { PoolClient } from 'pg';
import type { Database, OfficerAt } from '../../persistence/database.ts';
import { calendarMonths } from '../../persistence/fact-months.ts';
import type { Uncounted } from '../../persistence/lab-run.store.ts';
import { foldedSums, type SumSource } from '../../persistence/sheet-inputs.ts';
import type { SpannedOfficer } from '../../persistence/span-sums.store.ts';
import type { DayBounds } from '../../persistence/tally.store.ts';
import type { FoldRules } from '../score-board/fact-entries.ts';
import { sumFacts, type KeptSums } from '../score-board/sum-kept-facts.ts';

/** Sums of some months from kept facts; of all other months as they were folded. */
class SumsOfMonths implements SumSource {
  constructor(
    private readonly sums: KeptSums,
    private readonly months: ReadonlySet<LocalMonth>,
    private readonly calendar: AppraisalCalendar,
  ) {}

  tallies(
    db: Database,
    officers: readonly SpannedOfficer[],
    bounds: DayBounds,
  ): Promise<ReadonlyMap<string, readonly Tally[]>> {
    if (!this.months.has(this.calendar.monthOf(bounds.from)))
      return foldedSums.tallies(db, officers, bounds);
    const within = ({ day }: Tally) => day >= bounds.from && day < bounds.until;
    const own = officers.map(({ officer }) => [officer, this.of(officer).filter(within)] as const);
    return Promise.resolve(new Map(own));
  }

  async lateOrigins(
    db: Database,
    officers: readonly OfficerAt[],
    asked: { readonly posted: string; readonly months: AppraisalCalendar },
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const folded = await foldedSums.lateOrigins(db, officers, asked);
    const found = new Map<string, readonly string[]>();
    for (const { officer } of officers) {
      const others = (folded.get(officer) ?? []).filter((month) => !this.months.has(month));
      const own = this.lateIn(officer, asked.posted);
      const origins = [...new Set([...others, ...own])].sort();
      if (origins.length > 0) found.set(officer, origins);
    }
    return found;
  }

  private lateIn(officer: string, posted: string): LocalMonth[] {
    if (posted === IN_TIME) return [];
    const late = this.of(officer).filter((tally) => tally.posted === posted);
    const origins = late.map(({ day }) => this.calendar.monthOf(day));
    // A calendar month in which facts are kept may lie in two appraisal months.
    return origins.filter((month) => this.months.has(month));
  }

  private of(officer: string): Tally[] {
    return [...this.sums.of(officer)];
  }
}

/** Facts of some months of a partition. */
export interface KeptMonths {
  readonly partition: number;
  readonly months: readonly LocalMonth[];
  readonly rules: FoldRules;
  /** By which the months are meant. */
  readonly calendar: AppraisalCalendar;
}

/** Sums kept facts by other metric definitions. @returns how many facts they cannot count, by code */
export const sumsOfMonths = async (
  tx: PoolClient,
  { partition, months, rules, calendar }: KeptMonths,
): Promise<{ sums: SumSource; uncounted: Uncounted }> => {
  const uncounted: Record<string, number> = {};
  const kept = months.flatMap((month) => calendarMonths(calendar.boundsOf(month)));
  const { sums } = await sumFacts(tx, {
    log: LOGS.fact,
    range: {
      partition,
      until: Number.MAX_SAFE_INTEGER,
      without: new Set(),
      months: [...new Set(kept)],
    },
    rules,
    refused: ({ code }) => {
      uncounted[code] = (uncounted[code] ?? 0) + 1;
    },
  });
  return { sums: new SumsOfMonths(sums, new Set(months), calendar), uncounted };
};
