import { describe, expect, test } from '@jest/globals';
import {
  holdsOf,
  officerAt,
  operatorsTouched,
  staysOf,
  type Placement,
} from './operator-intervals.ts';

const placed = (from: string, badge: string, seat: string | null = null): Placement => ({
  from,
  unit: 'ZJG-110',
  post: 'CALL110',
  badge,
  seat,
});

describe('badges and seats', () => {
  const ann = holdsOf(
    'ann',
    staysOf({
      placements: [placed('2024-06-01', 'B2'), placed('2024-01-01', 'B1', 'S1')],
      lastDays: ['2024-06-30'],
    }),
  );
  const bo = holdsOf('bo', staysOf({ placements: [placed('2024-06-01', 'B1')], lastDays: [] }));
  const all = [...ann, ...bo];

  test.each([
    ['badge:B1', '2023-12-31', undefined],
    ['badge:B1', '2024-01-01', 'ann'],
    ['seat:S1', '2024-05-31', 'ann'],
    ['badge:B1', '2024-06-01', 'bo'],
    ['seat:S1', '2024-06-01', undefined],
    ['badge:B2', '2024-06-30', 'ann'],
    ['badge:B2', '2024-07-01', undefined],
  ])('%s on %s is %s', (operator, day, officer) => {
    expect(officerAt(all, operator, day)).toBe(officer);
  });

  test('whoever took a badge over last holds it', () => {
    const late = { operator: 'badge:B1', officer: 'cy', from: '2024-03-01', until: null };
    expect(officerAt([late, ...all], 'badge:B1', '2024-03-02')).toBe('cy');
  });

  test('a change tells which operators are touched, from which day', () => {
    const before = holdsOf(
      'ann',
      staysOf({ placements: [placed('2024-01-01', 'B1', 'S1')], lastDays: [] }),
    );
    expect([...operatorsTouched(before, ann)]).toEqual([
      ['badge:B1', '2024-01-01'],
      ['seat:S1', '2024-01-01'],
      ['badge:B2', '2024-06-01'],
    ]);
    expect(operatorsTouched(ann, ann).size).toBe(0);
  });
});
