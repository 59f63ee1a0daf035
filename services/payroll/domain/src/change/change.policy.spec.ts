import { describe, expect, test } from '@jest/globals';
import type { LocalMonth } from '@ywk/kernel';
import { changesOf } from './change.policy.ts';
import type { PaidBefore } from './pay-change.ts';

const officer = 'A01';
const NEVER: PaidBefore = { lockedRun: null, performance: null, protection: 0, leftOn: null };

const graded = (performancePay: number, revision = 1) => ({
  type: 'GradeDecided' as const,
  data: { officer, period: '2024-05', revision, performancePay },
});
const moved = (from: number, to: number, effectiveDate: string) => ({
  type: 'TierChanged' as const,
  data: { officer, from, to, effectiveDate, protection: 0 },
});
const converted = (from: number, to: number, protection: number) => {
  const { type, data } = moved(from, to, '2021-01-01');
  return { type, data: { ...data, protection } };
};
const paid = (amount: number, lockedRun: LocalMonth | null, revision = 1): PaidBefore => ({
  ...NEVER,
  lockedRun,
  performance: { revision, amount },
});

describe('performance pay', () => {
  test('an approved grade pays once, for the month it belongs to', () => {
    expect(changesOf(graded(50_000), NEVER)).toEqual([
      {
        officer,
        kind: 'PERFORMANCE',
        component: 'PERFORMANCE',
        originPeriod: '2024-05',
        effectiveDate: '2024-05-01',
        amount: 50_000,
        previousAmount: null,
        run: null,
      },
    ]);
  });

  test('a vetoed month is a line of nothing, so that the payroll system hears of it', () => {
    expect(changesOf(graded(0), NEVER)).toMatchObject([{ amount: 0 }]);
  });

  test('before the run of June is locked, a later revision of May replaces the earlier', () => {
    expect(changesOf(graded(50_000, 2), paid(55_000, '2024-05'))).toMatchObject([
      { kind: 'PERFORMANCE', amount: 50_000, previousAmount: 55_000, run: null },
    ]);
    expect(changesOf(graded(55_000, 2), paid(55_000, '2024-05'))).toEqual([]);
  });

  test('W11: reopened after May was paid, 50 yuan are taken back in July', () => {
    expect(changesOf(graded(50_000, 3), paid(55_000, '2024-06', 2))).toEqual([
      {
        officer,
        kind: 'CLAWBACK',
        component: 'PERFORMANCE',
        originPeriod: '2024-05',
        effectiveDate: '2024-05-01',
        amount: -5_000,
        previousAmount: null,
        run: '2024-07',
      },
    ]);
  });

  test('what is approved after the lock is paid in the next run, to the last of it', () => {
    expect(changesOf(graded(50_000), { ...NEVER, lockedRun: '2024-06' })).toMatchObject([
      { kind: 'BACK_PAY', amount: 50_000, originPeriod: '2024-05', run: '2024-07' },
    ]);
    expect(changesOf(graded(60_000, 2), paid(50_000, '2024-12'))).toMatchObject([
      { kind: 'BACK_PAY', amount: 10_000, run: '2025-01' },
    ]);
    expect(changesOf(graded(50_000, 2), paid(50_000, '2024-12'))).toEqual([]);
  });

  test('a revision that is no later than the one that stands changes nothing', () => {
    expect(changesOf(graded(60_000, 1), paid(50_000, null, 2))).toEqual([]);
  });
});

describe('tier pay', () => {
  test('from T5 to T4 the monthly amount goes from 350 to 500 yuan', () => {
    expect(changesOf(moved(5, 4, '2021-01-01'), NEVER)).toEqual([
      {
        officer,
        kind: 'TIER_PAY',
        component: 'TIER_PAY',
        originPeriod: null,
        effectiveDate: '2021-01-01',
        amount: 50_000,
        previousAmount: 35_000,
        run: null,
      },
    ]);
  });

  test('W15: approved when April was paid, four months of 150 yuan come in May, which pays T4', () => {
    const [standing, ...back] = changesOf(moved(5, 4, '2021-01-01'), {
      ...NEVER,
      lockedRun: '2021-04',
    });
    expect(standing).toMatchObject({
      ...{ kind: 'TIER_PAY', effectiveDate: '2021-05-01', amount: 50_000, previousAmount: 35_000 },
    });
    expect(back).toMatchObject(
      ['2021-01', '2021-02', '2021-03', '2021-04'].map((originPeriod) => ({
        ...{ kind: 'BACK_PAY', component: 'TIER_PAY', originPeriod, amount: 15_000 },
        run: '2021-05',
      })),
    );
  });

  test('a step down in the past takes back by days, and no step is no line', () => {
    const lockedRun = '2021-02';
    const [, ...back] = changesOf(moved(5, 6, '2021-01-11'), { ...NEVER, lockedRun });
    // 21 of 31 days of 150 yuan, then a whole month.
    expect(back).toMatchObject([
      { kind: 'CLAWBACK', originPeriod: '2021-01', amount: -10_161 },
      { kind: 'CLAWBACK', originPeriod: '2021-02', amount: -15_000 },
    ]);
    expect(changesOf(moved(5, 5, '2021-01-01'), { ...NEVER, lockedRun })).toEqual([]);
  });

  test('who left in February is paid back until the last day', () => {
    const [, ...back] = changesOf(moved(5, 4, '2021-01-01'), {
      ...NEVER,
      ...{ lockedRun: '2021-04', leftOn: '2021-02-14' },
    });
    expect(back.map(({ originPeriod, amount }) => [originPeriod, amount])).toEqual([
      ['2021-01', 15_000],
      ['2021-02', 7_500],
    ]);
  });
});

describe('money of a commendation', () => {
  const money = (type: 'AwardGranted' | 'AwardRevoked', amount = 1_000_000) => ({
    type,
    data: { officer, on: '2024-05-27', amount },
  });

  test('is paid for the month of its decision; an honour without money is no line', () => {
    expect(changesOf(money('AwardGranted'), NEVER)).toEqual([
      {
        ...{ officer, kind: 'AWARD', component: 'AWARD', originPeriod: '2024-05', run: null },
        ...{ effectiveDate: '2024-05-27', amount: 1_000_000, previousAmount: null },
      },
    ]);
    expect(changesOf(money('AwardGranted', 0), NEVER)).toEqual([]);
    expect(changesOf(money('AwardRevoked', 0), NEVER)).toEqual([]);
  });

  test('decided for a month that is paid, it comes with the next run', () => {
    expect(changesOf(money('AwardGranted'), { ...NEVER, lockedRun: '2024-05' })).toMatchObject([
      { kind: 'BACK_PAY', component: 'AWARD', amount: 1_000_000, run: '2024-06' },
    ]);
  });

  test('is taken back whole when the commendation is annulled, before the lock and after', () => {
    const back = { kind: 'CLAWBACK', component: 'AWARD', amount: -1_000_000 };
    expect(changesOf(money('AwardRevoked'), NEVER)).toMatchObject([{ ...back, run: '2024-05' }]);
    const locked = { ...NEVER, lockedRun: '2024-07' };
    expect(changesOf(money('AwardRevoked'), locked)).toMatchObject([{ ...back, run: '2024-08' }]);
    const early = { ...NEVER, lockedRun: '2024-04' };
    expect(changesOf(money('AwardRevoked'), early)).toMatchObject([{ ...back, run: '2024-05' }]);
  });
});

describe('who is mapped down by a conversion', () => {
  const held = { kind: 'PROTECTION', component: 'PROTECTION', run: null };

  test('keeps the pay by a line of its own, also for months that were paid', () => {
    const lockedRun = '2021-04';
    expect(changesOf(converted(3, 4, 20_000), { ...NEVER, lockedRun })).toMatchObject([
      { kind: 'TIER_PAY', effectiveDate: '2021-05-01', amount: 50_000, previousAmount: 70_000 },
      { ...held, effectiveDate: '2021-05-01', amount: 20_000, previousAmount: null },
    ]);
  });

  test('is held up no longer with the next step: what it adds to the past is less', () => {
    const before = { ...NEVER, lockedRun: '2022-01', protection: 20_000 };
    expect(changesOf(moved(4, 3, '2022-01-01'), before)).toMatchObject([
      { kind: 'TIER_PAY', amount: 70_000, previousAmount: 50_000 },
      { ...held, effectiveDate: '2022-02-01', amount: 0, previousAmount: 20_000 },
    ]);
    expect(changesOf(moved(4, 5, '2022-01-01'), before)).toMatchObject([
      { kind: 'TIER_PAY' },
      { kind: 'PROTECTION', amount: 0 },
      { kind: 'CLAWBACK', component: 'TIER_PAY', originPeriod: '2022-01', amount: -35_000 },
    ]);
  });
});

test('who leaves is paid until the last day: the line applies from the day after', () => {
  const cause = { type: 'EmploymentEnded' as const, data: { officer, on: '2024-12-31' } };
  expect(changesOf(cause, NEVER)).toMatchObject([
    { kind: 'EMPLOYMENT_ENDED', effectiveDate: '2025-01-01', amount: 0, previousAmount: null },
  ]);
});
