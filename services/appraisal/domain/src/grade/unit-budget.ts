import { shareByLargestRemainder, type Fen } from '@ywk/kernel';

export type BudgetMode = 'BLOCK' | 'SCALE';

/** How a unit's performance pay meets its budget (DOMAIN 3.0b Unit budget). Amounts in fen. */
export interface BudgetOutcome {
  readonly budget: Fen;
  /** Sum of what the grades ask for. */
  readonly asked: Fen;
  /** 0 when the budget holds. */
  readonly overrun: Fen;
  /** What each is paid, in the order given; undefined when BLOCK refuses. */
  readonly pays: readonly Fen[] | undefined;
}

/** Applies the rule of the unit to what its ranked people are to get. */
export const withinBudget = (
  asks: readonly Fen[],
  { mode, perHead }: { mode: BudgetMode; perHead: Fen },
): BudgetOutcome => {
  const budget = perHead * asks.length;
  const asked = asks.reduce((sum, ask) => sum + ask, 0);
  const overrun = Math.max(0, asked - budget);
  if (overrun === 0) return { budget, asked, overrun, pays: asks };
  const pays = mode === 'SCALE' ? shareByLargestRemainder(budget, asks) : undefined;
  return { budget, asked, overrun, pays };
};
