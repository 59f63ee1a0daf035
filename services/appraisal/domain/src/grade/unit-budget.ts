import { shareByLargestRemainder, type Fen } from '@ywk/kernel';

export const BUDGET_MODES = ['BLOCK', 'SCALE', 'CARRY_POOL'] as const;
export type BudgetMode = (typeof BUDGET_MODES)[number];

/** The rule of a unit, and what its budget is made of. Amounts in fen. */
export interface BudgetRule {
  readonly mode: BudgetMode;
  readonly perHead: Fen;
  /** Overrun of the month before that a pool carried into this one; 0 when absent. */
  readonly carried?: Fen;
}

/** How a unit's performance pay meets its budget (DOMAIN 3.0b Unit budget). Amounts in fen. */
export interface BudgetOutcome {
  /** Per head of everybody ranked, the vetoed too, less what was carried; never below 0. */
  readonly budget: Fen;
  /** Sum of what the grades ask for. */
  readonly asked: Fen;
  /** 0 when the budget holds. */
  readonly overrun: Fen;
  /** What each is paid, in the order given; undefined when BLOCK refuses. */
  readonly pays: readonly Fen[] | undefined;
  /** What goes against the unit's next month (CARRY_POOL). */
  readonly carryOver: Fen;
}

/** Applies the rule of the unit to what its ranked people are to get. */
export const withinBudget = (
  asks: readonly Fen[],
  { mode, perHead, carried = 0 }: BudgetRule,
): BudgetOutcome => {
  const due = perHead * asks.length - carried;
  const budget = Math.max(0, due);
  const asked = asks.reduce((sum, ask) => sum + ask, 0);
  const overrun = Math.max(0, asked - budget);
  const held = { budget, asked, overrun };
  switch (mode) {
    case 'BLOCK':
      return { ...held, pays: overrun === 0 ? asks : undefined, carryOver: 0 };
    case 'SCALE':
      return {
        ...held,
        pays: overrun === 0 ? asks : shareByLargestRemainder(budget, asks),
        carryOver: 0,
      };
    case 'CARRY_POOL':
      return { ...held, pays: asks, carryOver: Math.max(0, asked - due) };
  }
};
