import { DEMO_UNITS } from '../bureau/city.ts';
import type { DemoBureau } from '../bureau/people.ts';
import { BUDGET_PER_HEAD } from './rc-1.ts';
import type { ExpectedScore } from './score.ts';

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

interface Ask {
  readonly officer: string;
  /** Fen. */
  readonly pay: number;
}

/** Every amount times budget / sum, to the fen by largest remainder; equal ones by officer. */
const scaled = (asks: readonly Ask[], budget: number): Ask[] => {
  const asked = sumOf(asks.map(({ pay }) => pay));
  const parts = asks.map(({ officer, pay }) => {
    const remainder = (pay * budget) % asked;
    return { officer, pay: (pay * budget - remainder) / asked, remainder };
  });
  const left = budget - sumOf(parts.map(({ pay }) => pay));
  const raised = [...parts]
    .sort((a, b) => b.remainder - a.remainder || (a.officer < b.officer ? -1 : 1))
    .slice(0, left);
  return parts.map((part) => ({
    officer: part.officer,
    pay: part.pay + (raised.includes(part) ? 1 : 0),
  }));
};

/** What the month pays. */
export interface UnitPay {
  /** Fen by officer; nobody of a unit that was refused. */
  readonly paid: ReadonlyMap<string, number>;
  /** Fen by which units that may not overrun their budget would have, by unit. */
  readonly overruns: ReadonlyMap<string, number>;
}

/** Performance pay under the budgets of the units (DOMAIN 3.0b): SCALE shares out, BLOCK refuses. */
export const payOfUnits = (
  { officers }: Pick<DemoBureau, 'officers'>,
  scores: ReadonlyMap<string, ExpectedScore>,
): UnitPay => {
  const paid = new Map<string, number>();
  const overruns = new Map<string, number>();
  for (const { unit, budgetMode } of DEMO_UNITS) {
    const asks = officers
      .filter((officer) => officer.unit === unit)
      .map(({ officer }) => ({ officer, pay: scores.get(officer)?.pay ?? 0 }));
    const budget = BUDGET_PER_HEAD * 100 * asks.length;
    const overrun = sumOf(asks.map(({ pay }) => pay)) - budget;
    if (overrun > 0 && budgetMode === 'BLOCK') {
      overruns.set(unit, overrun);
      continue;
    }
    for (const { officer, pay } of overrun > 0 ? scaled(asks, budget) : asks) {
      paid.set(officer, pay);
    }
  }
  return { paid, overruns };
};
