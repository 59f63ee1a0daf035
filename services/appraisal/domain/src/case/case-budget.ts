import { hundredthsText, Rejection, type Fen } from '@ywk/kernel';
import { withinBudget, type BudgetMode } from '../grade/unit-budget.ts';
import type { MonthOfAll, MonthOfOne } from './case-month.ts';

/** What a closed month pays under the budgets of its units. Amounts in fen. */
export interface PaidMonth {
  /** By officer; those of units without a stated budget get what their grade says. */
  readonly pays: ReadonlyMap<string, Fen>;
  /** By unit, what goes against its next month. */
  readonly carried: ReadonlyMap<string, Fen>;
}

/** Rules of units, and what their month before carried over. */
export interface Budgets {
  readonly modes: Readonly<Record<string, BudgetMode>>;
  readonly carried: ReadonlyMap<string, Fen>;
}

type Ranked = readonly [string, MonthOfOne];

const rankedIn = (month: MonthOfAll, unit: string): Ranked[] =>
  [...month]
    .filter(([, { sheet }]) => sheet.unit === unit && sheet.grade !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));

const refused = (unit: string, found: ReturnType<typeof withinBudget>): Rejection => {
  const { budget, asked, overrun } = found;
  const detail = {
    zh: `单位${unit}各等次所需金额超出其预算${hundredthsText(overrun)}元。`,
    en: `The grades of ${unit} ask for ${overrun} fen more than its budget.`,
  };
  return new Rejection('BUDGET_EXCEEDED', detail, { unit, budget, asked, overrun });
};

/** @throws Rejection BUDGET_EXCEEDED where a unit's budget blocks */
export const paidMonth = (month: MonthOfAll, { modes, carried }: Budgets): PaidMonth => {
  const pays = new Map(
    [...month].flatMap(([officer, { sheet }]) =>
      sheet.pay === null ? [] : [[officer, sheet.pay] as const],
    ),
  );
  const next = new Map<string, Fen>();
  for (const [unit, mode] of Object.entries(modes)) {
    const ranked = rankedIn(month, unit);
    const [first] = ranked;
    if (first === undefined) continue;
    const { perHead } = first[1].closing.rules.scheme.document.unitBudget;
    const rule = { mode, perHead, carried: carried.get(unit) ?? 0 };
    const found = withinBudget(
      ranked.map(([, { sheet }]) => sheet.pay ?? 0),
      rule,
    );
    if (found.pays === undefined) throw refused(unit, found);
    for (const [at, [officer]] of ranked.entries()) pays.set(officer, found.pays[at] ?? 0);
    next.set(unit, found.carryOver);
  }
  return { pays, carried: next };
};
