import { describe, expect, test } from '@jest/globals';
import type { RateDefinition } from '../metric/metric-definition.ts';
import type { Stay } from '../stay/stays.ts';
import type { Tally } from '../tally/tally.ts';
import { countsOf, pooled, talliesAt } from './pooled.ts';

const tally = (day: string, n: number, posted = ''): Tally => ({
  ...{ officer: 'A', day, metric: 'orders.dispatched', posted, n },
});
const stay = (unit: string, team: string, [from, to]: readonly [string, string | null]): Stay => ({
  ...{ unit, post: 'CALL110', team, from, to, probation: false },
});

const may = [
  tally('2024-05-10', 10),
  tally('2024-05-20', 20),
  tally('2024-05-21', 7, '2024-06'),
  tally('2024-05-22', 3, 'r2'),
];
const stays = [stay('U', 'A', ['2020-01-01', '2024-05-15']), stay('V', 'B', ['2024-05-16', null])];
const sum = (tallies: readonly Tally[]): number => tallies.reduce((all, { n }) => all + n, 0);

const isV = (unit: string): boolean => unit === 'V';

describe('sums that are pooled', () => {
  test('are all that counts in a revision, where no place is named', () => {
    expect([1, 2].map((revision) => sum(talliesAt(may, [], { revision })))).toEqual([30, 33]);
  });

  test('are those of the days spent in the team and in the units', () => {
    expect(sum(talliesAt(may, stays, { revision: 1, team: 'A' }))).toBe(10);
    expect(sum(talliesAt(may, stays, { revision: 1, inUnits: isV }))).toBe(20);
    expect(sum(talliesAt(may, stays, { revision: 1, team: 'A', inUnits: isV }))).toBe(0);
  });
});

const label = { zh: '派警准确率', en: 'Accuracy' };
const accuracy: RateDefinition = {
  ...{ rate: 'orders.accuracy', label },
  numerator: { plus: ['orders.dispatched'], minus: ['orders.wrongConfirmed'] },
  denominator: { plus: ['orders.dispatched'] },
};
const rates = new Map([[accuracy.rate, accuracy]]);
const counts = countsOf([
  { metric: 'orders.dispatched', n: 600 },
  { metric: 'orders.dispatched', n: 400 },
  { metric: 'orders.wrongConfirmed', n: 20 },
]);

describe('a pooled figure', () => {
  test('is a rate with one division at the end', () => {
    expect(pooled('orders.accuracy', counts, rates)).toEqual({
      ...{ numerator: 980, denominator: 1000, value: '49/50' },
    });
  });

  test('is the sum of a metric', () => {
    expect(pooled('orders.dispatched', counts, rates)).toEqual({
      ...{ numerator: 1000, denominator: null, value: '1000' },
    });
  });

  test('has no value where nothing stands below', () => {
    expect(pooled('orders.accuracy', new Map(), rates).value).toBeNull();
  });
});
