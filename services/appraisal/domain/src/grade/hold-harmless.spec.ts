import { describe, expect, test } from '@jest/globals';
import type { ForceLevel, QuotaUse } from '../level/levels.ts';
import type { ProposedGrade } from './grade-proposal.events.ts';
import { heldHarmless, type Held } from './hold-harmless.ts';

const line = (
  officer: string,
  level: ForceLevel,
  over: Partial<ProposedGrade> = {},
): ProposedGrade => ({
  ...{ decision: `new-${officer}`, officer, post: 'CALL110', grade: 'G3', total: 8500 },
  performancePay: 50_000,
  level: { level, rule: 'LEVEL_3', by: null, enforced: false, steps: 0 },
  ...over,
});

const quota = (name: QuotaUse['quota'], seats: number): QuotaUse => ({
  ...{ quota: name, share: '20%', n: 5, seats, used: seats, cut: null },
  ...{ tie: null, tied: 0, competitors: 5 },
});
const quotas = [quota('LEVEL_1', 1), quota('LEVELS_1_AND_2', 3)];

const old = (officer: string, level: ForceLevel, over: Partial<ProposedGrade> = {}) =>
  line(officer, level, { decision: `old-${officer}`, ...over });

const held = (over: Partial<Held> = {}): Held => ({
  period: '2024-05',
  published: [old('a', 3), old('b', 1), old('c', 2)],
  moved: ['a'],
  reserve: { reserveSeats: 0, usedThisYear: 0 },
  ...over,
});

const seen = (lines: readonly ProposedGrade[]) =>
  lines.map(({ officer, level, performancePay }) => [officer, level?.level, performancePay]);

const hold = (ranked: readonly ProposedGrade[], over: Partial<Held> = {}) =>
  heldHarmless(ranked, quotas, { held: held(over), author: 'p' });

describe('a revision after a final month', () => {
  const better = { grade: 'G2' as const, total: 9100, performancePay: 54_000 };

  test('ranks everybody anew where nobody is held', () => {
    const lines = [line('a', 1, better), line('b', 2)];
    const anew = heldHarmless(lines, quotas, { held: null, author: 'p' });
    expect(anew).toEqual({ lines, seats: [] });
  });

  test('moves the appellant alone; the others stand as published, under new decisions', () => {
    const ranked = [line('a', 2, better), line('b', 1), line('c', 3, { performancePay: 46_000 })];
    const { lines } = hold(ranked);
    expect(seen(lines)).toEqual([
      ['a', 2, 54_000],
      ['b', 1, 50_000],
      ['c', 2, 50_000],
    ]);
    expect(lines.map(({ decision }) => decision)).toEqual(['new-a', 'new-b', 'new-c']);
  });

  test('gives no level above a ceiling without a reserve seat: score and pay stand', () => {
    const { lines, seats } = hold([line('a', 1, better), line('b', 2), line('c', 2)]);
    expect(seen(lines)[0]).toEqual(['a', 3, 54_000]);
    expect(seats).toMatchObject([{ officer: 'a', before: 3, level: { level: 1 }, given: null }]);
  });

  test('takes the seats of the year in turn; what earlier months took is gone', () => {
    const published = [old('a', 3), old('b', 1), old('c', 3), old('d', 2)];
    const ranked = [line('a', 1, better), line('b', 2), line('c', 1, better), line('d', 3)];
    const of = (usedThisYear: number) => {
      const reserve = { reserveSeats: 2, usedThisYear };
      const { lines, seats } = hold(ranked, { published, moved: ['a', 'c'], reserve });
      const taken = seats.map((seat) => [seat.officer, seat.usedThisYear, seat.given?.by ?? null]);
      return { levels: lines.map(({ level }) => level?.level), taken };
    };
    expect(of(1)).toEqual({
      levels: [1, 1, 3, 2],
      taken: [
        ['a', 1, 'RESERVE_SEAT'],
        ['c', 2, null],
      ],
    });
    expect(of(0).levels).toEqual([1, 1, 1, 2]);
    expect(of(2).levels).toEqual([3, 1, 3, 2]);
  });

  test('asks no seat of a ceiling that nobody rises into', () => {
    // Level 1 is one above its seat since an earlier ruling; level 2 has room.
    const published = [old('a', 3), old('b', 1), old('c', 1)];
    const { lines, seats } = hold([line('a', 2, better), line('b', 1), line('c', 1)], {
      published,
    });
    expect(seen(lines)[0]).toEqual(['a', 2, 54_000]);
    expect(seats).toEqual([]);
  });

  test('needs no seat where a veto fell', () => {
    const vetoed = old('a', 4, { grade: 'VETO', performancePay: 0 });
    const published = [vetoed, old('b', 1), old('c', 2)];
    const { lines, seats } = hold([line('a', 1, better), line('b', 2), line('c', 2)], {
      published,
    });
    expect(seen(lines)[0]).toEqual(['a', 1, 54_000]);
    expect(seats).toEqual([]);
  });
});
