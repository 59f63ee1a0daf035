import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { withinBudget } from './unit-budget.ts';

describe("a unit's budget", () => {
  test('the vetoed are counted in n, though they are paid nothing', () => {
    const asks = [60_000, 60_000, 0];
    expect(withinBudget(asks, { mode: 'BLOCK', perHead: 50_000 })).toEqual({
      ...{ budget: 150_000, asked: 120_000, overrun: 0, pays: asks, carryOver: 0 },
    });
  });

  test('CARRY_POOL pays everybody and takes the overrun from the next month', () => {
    const first = withinBudget([60_000, 55_000], { mode: 'CARRY_POOL', perHead: 50_000 });
    expect(first).toMatchObject({ overrun: 15_000, pays: [60_000, 55_000], carryOver: 15_000 });
    const rule = { mode: 'CARRY_POOL', perHead: 50_000, carried: first.carryOver } as const;
    expect(withinBudget([45_000, 45_000], rule)).toMatchObject({
      ...{ budget: 85_000, asked: 90_000, overrun: 5_000, carryOver: 5_000 },
    });
    expect(withinBudget([40_000, 40_000], rule)).toMatchObject({ overrun: 0, carryOver: 0 });
  });

  test('more carried than a month has goes on to the month after', () => {
    const rule = { mode: 'CARRY_POOL', perHead: 50_000, carried: 70_000 } as const;
    expect(withinBudget([40_000], rule)).toMatchObject({ budget: 0, carryOver: 60_000 });
  });

  test('over any months a pool owes exactly what was paid above its budgets', () => {
    const anyMonth = fc.array(fc.constantFrom(0, 40_000, 45_000, 50_000, 55_000, 60_000), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(fc.array(anyMonth, { maxLength: 24 }), (months) => {
        let carried = 0;
        let owed = 0;
        for (const asks of months) {
          const rule = { mode: 'CARRY_POOL', perHead: 50_000, carried } as const;
          const outcome = withinBudget(asks, rule);
          owed = Math.max(0, owed + outcome.asked - 50_000 * asks.length);
          carried = outcome.carryOver;
        }
        expect(carried).toBe(owed);
      }),
    );
  });
});
