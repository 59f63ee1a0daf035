import { describe, expect, test } from '@jest/globals';
import { refuseTaken, type HeldBy, type Holding } from './holding.policy.ts';

const badge = (from: string, until: string | null, name = 'B1'): Holding => ({
  kind: 'BADGE',
  name,
  from,
  until,
});
const other = (from: string, until: string | null): HeldBy => ({
  officer: 'o2',
  ...badge(from, until),
});

describe('a badge', () => {
  test('may be worn by the next one from the first free day on', () => {
    const taken = [other('2024-01-01', '2024-04-01')];
    expect(() => refuseTaken([badge('2024-04-01', null)], taken)).not.toThrow();
    expect(() => refuseTaken([badge('2023-01-01', '2024-01-01')], taken)).not.toThrow();
  });

  test('is refused on any common day', () => {
    const taken = [other('2024-01-01', '2024-04-01')];
    for (const wanted of [
      badge('2024-03-31', null),
      badge('2023-01-01', null),
      badge('2024-02-01', '2024-02-02'),
    ])
      expect(() => refuseTaken([wanted], taken)).toThrow('BADGE_TAKEN');
    expect(() => refuseTaken([badge('2030-01-01', null)], [other('2024-01-01', null)])).toThrow(
      'BADGE_TAKEN',
    );
  });

  test('is no seat of the same name, and another badge is another badge', () => {
    const taken = [other('2024-01-01', null)];
    expect(() =>
      refuseTaken([{ ...badge('2024-01-01', null), kind: 'SEAT' }], taken),
    ).not.toThrow();
    expect(() => refuseTaken([badge('2024-01-01', null, 'B2')], taken)).not.toThrow();
  });
});
