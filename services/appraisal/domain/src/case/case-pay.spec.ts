import { describe, expect, test } from '@jest/globals';
import { CasePay } from './case-pay.ts';

const pays = (amount: number) => new Map([['A', amount]]);
const linesOf = (pay: CasePay) =>
  pay
    .linesOf('A')
    .map(({ kind, originPeriod, effectiveDate, amount, run }) => [
      ...[kind, originPeriod ?? effectiveDate, amount, run],
    ]);
const JUNE = '2024-06-14T01:00:00.000Z';

describe('what decisions oblige payroll to pay', () => {
  test('is what stands when the run of the month is locked, and the difference afterwards', () => {
    const pay = new CasePay();
    pay.decide('2024-05', pays(60_000));
    pay.decide('2024-05', pays(60_000));
    pay.decide('2024-05', pays(40_000));
    pay.lock('2024-06', JUNE);
    pay.decide('2024-05', pays(40_000));
    pay.decide('2024-05', pays(50_000));
    pay.decide('2024-05', pays(45_000));
    expect(linesOf(pay)).toEqual([
      ['PERFORMANCE', '2024-05', 60_000, null],
      ['PERFORMANCE', '2024-05', 40_000, null],
      ['BACK_PAY', '2024-05', 10_000, '2024-07'],
      ['CLAWBACK', '2024-05', -5_000, '2024-07'],
    ]);
  });

  test('is open in the month whose run is not locked: a run pays the month before', () => {
    const pay = new CasePay();
    pay.lock('2024-06', JUNE);
    pay.decide('2024-06', pays(60_000));
    expect(linesOf(pay)).toEqual([['PERFORMANCE', '2024-06', 60_000, null]]);
  });

  test('is made up for from the day of a tier on, by calendar days', () => {
    const pay = new CasePay();
    pay.lock('2024-06', JUNE);
    const move = { officer: 'A', from: 10_000, to: 20_000, protection: 0 };
    pay.move({ ...move, effectiveDate: '2024-05-11' });
    expect(linesOf(pay)).toEqual([
      ['TIER_PAY', '2024-07-01', 20_000, null],
      ['BACK_PAY', '2024-05', 6_774, '2024-07'],
      ['BACK_PAY', '2024-06', 10_000, '2024-07'],
    ]);
  });

  test('holds up who is mapped down, until the next tier', () => {
    const pay = new CasePay();
    pay.move({
      ...{ officer: 'A', effectiveDate: '2024-05-01', from: 50_000, to: 35_000 },
      protection: 15_000,
    });
    pay.move({
      ...{ officer: 'A', effectiveDate: '2024-08-01', from: 35_000, to: 50_000 },
      protection: 0,
    });
    expect(linesOf(pay)).toEqual([
      ['TIER_PAY', '2024-05-01', 35_000, null],
      ['PROTECTION', '2024-05-01', 15_000, null],
      ['TIER_PAY', '2024-08-01', 50_000, null],
      ['PROTECTION', '2024-08-01', 0, null],
    ]);
  });

  test('is locked by no run of a month to come', () =>
    expect(() => new CasePay().lock('2024-07', JUNE)).toThrow('PAY_RUN_NOT_BEGUN'));
});
