import { expect, test } from '@jest/globals';
import { POST_CODES } from '@ywk/contracts';
import { BONUS, FROM_TOTAL, PUBLIC, VETOES } from '../expect/rc-1.ts';
import { CUSTOM } from '../expect/rc-1-posts.ts';
import { Chance } from './chance.ts';
import { demoBureau } from './people.ts';
import { HABITS } from './post-habits.ts';
import { workOf } from './work.ts';

const { officers } = demoBureau({ officers: 4_500, calls: 65_000, seed: 1 });
const others = officers.filter(({ post }) => post !== 'CALL110');

test('the same chance makes the same month', () => {
  const drawn = (seed: number) => workOf('COMMUNITY', 'FAIR', new Chance(seed, 'month'));
  expect(drawn(3)).toEqual(drawn(3));
  expect(drawn(4)).not.toEqual(drawn(3));
});

test('everybody has something to be scored by, in modest numbers', () => {
  const facts = officers.map(({ work }) => Object.keys(work.totals).length + work.acts.length);
  expect(Math.min(...facts)).toBeGreaterThan(0);
  expect(facts.reduce((sum, each) => sum + each, 0)).toBeLessThan(35_000);
});

test('a part is never more than its whole', () => {
  for (const { post, work } of others) {
    for (const habit of HABITS[post]) {
      if (habit.kind !== 'share' || habit.whole === 'ratings.given') continue;
      expect(work.totals[habit.part]).toBeLessThanOrEqual(work.totals[habit.whole] ?? 0);
    }
  }
});

test('better people do better', () => {
  const hits = (level: 'EXCELLENT' | 'POOR'): number => {
    const { totals } = workOf('PATROL_STATION', level, new Chance(1, level));
    return (totals['visits.hit'] ?? 0) / (totals['visits.planned'] ?? 0);
  };
  expect(hits('EXCELLENT')).toBeGreaterThan(hits('POOR') + 0.05);
});

/** Every metric and code that the rules of a post read. */
const readBy = (rules: unknown): string[] => {
  if (Array.isArray(rules)) return rules.flatMap(readBy);
  if (typeof rules === 'string') return [rules];
  if (typeof rules !== 'object' || rules === null) return [];
  const { part, whole, each, conditions } = rules as Record<string, unknown>;
  return [...readBy([part, whole, conditions]), ...Object.keys(each ?? {})];
};

test('whatever the rules of a post read happens to somebody, and nothing happens that no rule reads', () => {
  const shared = [...readBy(PUBLIC), ...Object.keys({ ...BONUS, ...FROM_TOTAL }), ...VETOES];
  const happened = new Set(others.flatMap(({ work }) => work.acts.map(({ code }) => code)));
  expect(shared.filter((code) => !happened.has(code))).toEqual([]);
  for (const post of POST_CODES.filter((code) => code !== 'CALL110')) {
    const own = others.filter((officer) => officer.post === post);
    const codes = own.flatMap(({ work }) => [
      ...Object.keys(work.totals),
      ...work.acts.map(({ code }) => code),
    ]);
    const custom = new Set(codes.filter((code) => !shared.includes(code)));
    expect({ post, codes: [...custom].sort() }).toEqual({
      post,
      codes: [...new Set(readBy(CUSTOM[post]))].sort(),
    });
  }
});
