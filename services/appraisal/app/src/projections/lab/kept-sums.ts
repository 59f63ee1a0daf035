import { IN_TIME, type Tally } from '@ywk/appraisal-domain';
import { LOGS } from '@ywk/contracts';
import { monthOf, type LocalMonth } from '@ywk/kernel';
import type { PoolClient } from 'pg';
import type { Database, OfficerAt } from '../../persistence/database.ts';
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
  ) {}

  tallies(
    db: Database,
    officers: readonly SpannedOfficer[],
    bounds: DayBounds,
  ): Promise<ReadonlyMap<string, readonly Tally[]>> {
    if (!this.months.has(monthOf(bounds.from))) return foldedSums.tallies(db, officers, bounds);
    const within = ({ day }: Tally) => day >= bounds.from && day < bounds.until;
    const own = officers.map(({ officer }) => [officer, this.of(officer).filter(within)] as const);
    return Promise.resolve(new Map(own));
  }

  async lateOrigins(
    db: Database,
    officers: readonly OfficerAt[],
    posted: string,
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const folded = await foldedSums.lateOrigins(db, officers, posted);
    const found = new Map<string, readonly string[]>();
    for (const { officer } of officers) {
      const others = (folded.get(officer) ?? []).filter((month) => !this.months.has(month));
      const late = this.of(officer).filter((tally) => tally.posted === posted);
      const own = posted === IN_TIME ? [] : late.map(({ day }) => monthOf(day));
      const origins = [...new Set([...others, ...own])].sort();
      if (origins.length > 0) found.set(officer, origins);
    }
    return found;
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
}

/** Sums kept facts by other metric definitions. @returns how many facts they cannot count, by code */
export const sumsOfMonths = async (
  tx: PoolClient,
  { partition, months, rules }: KeptMonths,
): Promise<{ sums: SumSource; uncounted: Uncounted }> => {
  const uncounted: Record<string, number> = {};
  const { sums } = await sumFacts(tx, {
    log: LOGS.fact,
    range: { partition, until: Number.MAX_SAFE_INTEGER, without: new Set(), months },
    rules,
    refused: ({ code }) => {
      uncounted[code] = (uncounted[code] ?? 0) + 1;
    },
  });
  return { sums: new SumsOfMonths(sums, new Set(months)), uncounted };
};
