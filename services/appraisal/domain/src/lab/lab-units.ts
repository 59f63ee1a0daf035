import type { Fen, Label, LocalMonth } from '@ywk/kernel';
import type { BudgetMode } from '../grade/unit-budget.ts';
import type { UnitDecided } from './decide-side.ts';

/** One unit's month on both sides. */
export interface LabUnitMonth {
  readonly unit: string;
  readonly period: LocalMonth;
  readonly mode: BudgetMode;
  readonly before: UnitDecided;
  readonly after: UnitDecided;
}

/** Levels and budgets of one side, summed over months. Amounts in fen. */
export interface BudgetSum {
  /** People by level, level 1 first. */
  readonly levels: readonly number[];
  readonly members: number;
  readonly budget: Fen;
  readonly asked: Fen;
  readonly paid: Fen;
  readonly overrun: Fen;
  /** Months of units whose grades BLOCK refuses. */
  readonly refused: number;
  /** What is carried against the month after the last. */
  readonly carryOver: Fen;
  /** Why no level could be placed, each reason once. */
  readonly impossible: readonly Label[];
}

/** A unit's levels and budget under both sides; the whole bureau has no mode. */
export interface UnitBudgets {
  readonly unit: string | null;
  readonly mode: BudgetMode | null;
  readonly before: BudgetSum;
  readonly after: BudgetSum;
}

const EMPTY: BudgetSum = {
  ...{ levels: [0, 0, 0, 0], members: 0, budget: 0, asked: 0, paid: 0, overrun: 0, refused: 0 },
  ...{ carryOver: 0, impossible: [] },
};

const reasons = (known: readonly Label[], next: Label | null): readonly Label[] =>
  next === null || known.some(({ en }) => en === next.en) ? known : [...known, next];

const added = (sum: BudgetSum, next: UnitDecided, isLast: boolean): BudgetSum => ({
  levels: sum.levels.map((people, at) => people + (next.levels[at] ?? 0)),
  members: sum.members + next.members,
  budget: sum.budget + next.budget,
  asked: sum.asked + next.asked,
  paid: sum.paid + next.paid,
  overrun: sum.overrun + next.overrun,
  refused: sum.refused + Number(next.refused),
  carryOver: sum.carryOver + (isLast ? next.carryOver : 0),
  impossible: reasons(sum.impossible, next.impossible),
});

const plus = (budgets: UnitBudgets, month: LabUnitMonth, isLast: boolean): UnitBudgets => ({
  ...budgets,
  before: added(budgets.before, month.before, isLast),
  after: added(budgets.after, month.after, isLast),
});

/** Sums of the bureau, then of each unit by name. */
export interface LabBudgets {
  readonly all: UnitBudgets;
  readonly units: readonly UnitBudgets[];
}

/** Adds up units' months; what is carried is that of the last month alone. */
export const budgetsOf = (months: readonly LabUnitMonth[]): LabBudgets => {
  const last = months.map(({ period }) => period).reduce((a, b) => (a > b ? a : b), '');
  const units = new Map<string, UnitBudgets>();
  let all: UnitBudgets = { unit: null, mode: null, before: EMPTY, after: EMPTY };
  for (const month of months) {
    const { unit, mode, period } = month;
    const known = units.get(unit) ?? { unit, mode, before: EMPTY, after: EMPTY };
    units.set(unit, plus(known, month, period === last));
    all = plus(all, month, period === last);
  }
  const sorted = [...units].sort(([a], [b]) => (a < b ? -1 : 1));
  return { all, units: sorted.map(([, each]) => each) };
};
