import { describe, expect, test } from '@jest/globals';
import { ratio } from '@ywk/kernel';
import type { Competitor } from './competitor.ts';
import { RC1_LEVELS, type LevelRules } from './level-rules.ts';
import { levelReason } from './level-words.ts';
import type { LevelsOutcome, QuotaName } from './levels.ts';
import { placeLevels } from './place-levels.ts';

type Told = Partial<Omit<Competitor, 'officer' | 'custom'>> & { readonly points?: number };

const person = (officer: string, total: number, { points, ...told }: Told = {}): Competitor => ({
  officer,
  unit: 'ZJG-110',
  total: Math.round(total * 100),
  custom: points === undefined ? ratio(50) : ratio(Math.round(points * 100), 100),
  penalty: 0,
  democratic: null,
  veto: null,
  forced: null,
  offQuota: null,
  probation: false,
  longLeave: false,
  steps: 0,
  ...told,
});

const place = (people: readonly Competitor[], change: Partial<LevelRules> = {}): LevelsOutcome =>
  placeLevels({ units: ['ZJG-110'], mode: 'APPLIED', people }, { ...RC1_LEVELS, ...change });

/** Officers of a level, in the order of their ids. */
const of = (outcome: LevelsOutcome, level: number | null): string[] =>
  outcome.placements.filter((each) => each.level === level).map(({ officer }) => officer);

const use = ({ quotas }: LevelsOutcome, name: QuotaName) =>
  quotas.find(({ quota }) => quota === name);

const W4 = [
  person('M1', 93.2),
  person('M2', 91.05),
  person('M3', 90.71),
  person('M4', 88.4),
  person('M5', 85),
  person('M6', 79.9, { points: 44.1 }),
  person('M7', 79.9, { points: 45.3 }),
];

describe('W4, a unit of seven', () => {
  test('INCLUDE: both tied at the floor go in', () => {
    const outcome = place(W4);
    expect([1, 2, 3, 4].map((level) => of(outcome, level))).toEqual([
      ['M1'],
      ['M2', 'M3', 'M4'],
      ['M5'],
      ['M6', 'M7'],
    ]);
    expect(use(outcome, 'LEVEL_4')).toEqual({
      ...{ quota: 'LEVEL_4', share: '10%', n: 7, seats: 1, used: 2, competitors: 7 },
      ...{ cut: 7990, tie: 'INCLUDE', tied: 2 },
    });
    expect(outcome.reports).toEqual([]);
  });

  test('TIEBREAK: the lower custom score alone', () => {
    const outcome = place(W4, { tieAtFloor: 'TIEBREAK' });
    expect([3, 4].map((level) => of(outcome, level))).toEqual([['M5', 'M7'], ['M6']]);
    expect(use(outcome, 'LEVEL_4')).toMatchObject({ used: 1, cut: 7990, tie: 'CUSTOM', tied: 0 });
  });
});

const W6 = [
  ...[95, 93.5, 92, 91, 90.5, 89, 88, 86].map((total, at) => person(`P${at + 1}`, total)),
  person('Z', 60, { forced: 'D07.level4', penalty: 3000 }),
];

describe("W6, the source's own case", () => {
  test('who is forced meets the floor: P8 is not pushed into level 4', () => {
    const outcome = place(W6);
    expect([1, 2, 3, 4].map((level) => of(outcome, level))).toEqual([
      ['P1'],
      ['P2', 'P3', 'P4', 'P5'],
      ['P6', 'P7', 'P8'],
      ['Z'],
    ]);
    expect(outcome.placements.at(-1)).toMatchObject({ rule: 'FORCED', by: 'D07.level4' });
  });

  test('every level explains itself without another name', () => {
    const outcome = place(W6);
    const reasons = outcome.placements.map((each) => levelReason(each, outcome));
    const text = JSON.stringify(reasons);
    for (const { officer } of outcome.placements) expect(text).not.toContain(`"${officer}"`);
    expect(reasons[1]).toMatchObject({
      rule: 'LEVEL_2',
      quotas: [{ n: 9, seats: 5, cut: 9050 }, {}],
    });
    expect(reasons[1]?.words.en).toBe(
      'Next by score, within levels 1 and 2; levels 1 and 2 together: 60% of 9 gives 5, 5 placed, 8 stood for it, the last at 90.50; level 1: 20% of 9 gives 1, 1 placed, 8 stood for it, the last at 95.00.',
    );
    expect(reasons.at(-1)?.words.zh).toBe(
      '依规定直接定为四级；依据D07.level4；四级：9人的10%，名额1个，列入1人，竞争8人。',
    );
  });
});

const W7 = [
  person('L1', 72),
  person('L2', 75.5, { points: 40 }),
  person('L3', 75.5, { points: 41 }),
  ...Array.from({ length: 8 }, (_, at) => person(`P${at}`, 80 + at)),
];

describe('W7, a tie at the floor of eleven', () => {
  test('INCLUDE takes three', () => expect(of(place(W7), 4)).toEqual(['L1', 'L2', 'L3']));
  test('TIEBREAK takes the lower custom score', () =>
    expect(of(place(W7, { tieAtFloor: 'TIEBREAK' }), 4)).toEqual(['L1', 'L2']));
});

describe('ties that nothing parts', () => {
  const equals = (n: number, total: number) =>
    Array.from({ length: n }, (_, at) => person(`E${at}`, total));
  const others = (n: number, from: number) =>
    Array.from({ length: n }, (_, at) => person(`P${at}`, from + at));

  test('more than twice the floor are not included: reported, nobody is picked', () => {
    const outcome = place([...equals(3, 70), ...others(7, 80)]);
    expect(of(outcome, 4)).toEqual([]);
    expect(outcome.reports.map(({ code, people }) => [code, people])).toEqual([
      ['TIE_UNRESOLVED', 3],
      ['FLOOR_SHORT', 1],
    ]);
  });

  test('beyond twice the floor the chain narrows them down', () => {
    const narrowed = [
      person('A', 70, { penalty: 500 }),
      person('B', 70, { penalty: 200 }),
      person('C', 70),
    ];
    const outcome = place([...narrowed, ...others(7, 80)]);
    expect(of(outcome, 4)).toEqual(['A']);
    expect(use(outcome, 'LEVEL_4')?.tie).toBe('PENALTY');
  });

  test.each([
    ['SHRINK', 0, []],
    ['TIEBREAK', 0, ['TIE_UNRESOLVED']],
    ['INCLUDE', 2, ['CEILING_EXCEEDED']],
  ] as const)('%s at level 1 places %i of two', (tieAtCeiling, first, codes) => {
    const outcome = place([...equals(2, 99), ...others(5, 80)], { tieAtCeiling });
    expect(of(outcome, 1)).toHaveLength(first);
    expect(outcome.reports.map(({ code }) => code)).toEqual(codes);
  });

  test('SHRINK: nobody moves up past the tied, who have the next level first', () => {
    const outcome = place([...equals(2, 99), ...others(5, 80)]);
    expect(of(outcome, 1)).toEqual([]);
    expect(of(outcome, 2)).toEqual(['E0', 'E1', 'P3', 'P4']);
    expect(use(outcome, 'LEVEL_1')).toMatchObject({
      seats: 1,
      used: 0,
      cut: null,
      tie: 'SHRINK',
      tied: 2,
    });
  });

  test('a step that one of the tied has no value for is skipped for all of them', () => {
    const people = [
      person('A', 99, { democratic: ratio(80) }),
      person('B', 99, { democratic: ratio(90) }),
      ...others(5, 80),
    ];
    expect(of(place(people), 1)).toEqual(['B']);
    expect(of(place([...people.slice(1), person('A', 99)]), 1)).toEqual([]);
  });
});

describe('who is counted', () => {
  const nine = Array.from({ length: 9 }, (_, at) => person(`P${at}`, 80 + at));
  const vetoed = person('V', 99, { veto: 'V05' });

  test('vetoInBase true: counted, and takes the level-4 place', () => {
    const outcome = place([...nine, vetoed]);
    expect([outcome.n, of(outcome, 4)]).toEqual([10, ['V']]);
  });

  test('vetoInBase false: the quotas of the others, level 4 on top', () => {
    const base = { ...RC1_LEVELS.base, veto: false };
    const outcome = place([...nine, vetoed], { base });
    expect([outcome.n, of(outcome, 4)]).toEqual([9, ['P0', 'V']]);
    expect(of(outcome, 1)).toEqual(['P8']);
  });

  test('the trainee time is outside: no level, not in n', () => {
    const outcome = place([...nine, person('T', 99, { probation: true })]);
    expect([outcome.n, of(outcome, null)]).toEqual([9, ['T']]);
    const base = { ...RC1_LEVELS.base, probation: true };
    expect(of(place([...nine, person('T', 99, { probation: true })], { base }), 1)).toContain('T');
  });

  test('long leave is counted unless the rules say otherwise', () => {
    const people = [...nine, person('A', 99, { longLeave: true })];
    expect(place(people).n).toBe(10);
    const base = { ...RC1_LEVELS.base, longLeave: false };
    expect(of(place(people, { base }), null)).toEqual(['A']);
  });

  test('an honouree takes no seat, but is not spared level 4', () => {
    const offQuotaReasons = ['CITY_HONOUR'];
    const high = person('H', 85.5, { offQuota: 'CITY_HONOUR' });
    expect(of(place([...nine, high], { offQuotaReasons }), 1)).toEqual(['H', 'P7', 'P8']);
    expect(of(place([...nine, high]), 1)).toEqual(['P7', 'P8']);
    const low = person('H', 60, { offQuota: 'CITY_HONOUR' });
    expect(of(place([...nine, low], { offQuotaReasons }), 4)).toEqual(['H']);
    const base = { ...RC1_LEVELS.base, offQuota: false };
    const beside = place([...nine, low], { offQuotaReasons, base });
    expect([beside.n, of(beside, 1), of(beside, 4)]).toEqual([9, ['H', 'P8'], ['P0']]);
  });

  test('a unit with nobody, with one, and of vetoed alone', () => {
    expect(place([])).toMatchObject({ n: 0, placements: [], reports: [] });
    expect(of(place([person('A', 99)]), 4)).toEqual(['A']);
    const allVetoed = ['A', 'B', 'C'].map((officer) => person(officer, 90, { veto: 'V01' }));
    expect(of(place(allVetoed), 4)).toEqual(['A', 'B', 'C']);
    const base = { ...RC1_LEVELS.base, veto: false };
    expect(place(allVetoed, { base })).toMatchObject({ n: 0, reports: [] });
  });

  test('without a score there is no level', () => {
    const outcome = place([{ ...person('N', 0), total: null }, ...nine]);
    expect([outcome.n, of(outcome, null)]).toEqual([9, ['N']]);
  });
});

describe('a floor that nobody deserves', () => {
  const good = Array.from({ length: 10 }, (_, at) => person(`P${at}`, 90 + at));

  test('ENFORCE_LOWEST places the lowest and says why', () => {
    const outcome = place(good);
    expect(outcome.placements[0]).toMatchObject({ officer: 'P0', level: 4, enforced: true });
    expect(levelReason(outcome.placements[0]!, outcome).words.zh).toContain('为满足比例列入');
  });

  test('REPORT_SHORTFALL spares them and reports', () => {
    const outcome = place(good, { floorUnmet: 'REPORT_SHORTFALL' });
    expect(of(outcome, 4)).toEqual([]);
    expect(outcome.reports).toMatchObject([
      { code: 'FLOOR_SHORT', people: 1, words: { zh: '四级应不少于1人，实有0人，缺1人。' } },
    ]);
    const low = place([...good, person('L', 69.99)], { floorUnmet: 'REPORT_SHORTFALL' });
    expect(low.placements.find(({ officer }) => officer === 'L')).toMatchObject({
      ...{ level: 4, enforced: false },
    });
  });
});

test("a chief's step is taken after ranking and frees no seat", () => {
  const without = place(W6);
  const outcome = place(W6.map((each) => (each.officer === 'P1' ? { ...each, steps: 1 } : each)));
  expect(outcome.placements[0]).toMatchObject({ level: 2, rule: 'LEVEL_1', steps: 1 });
  expect(outcome.placements.slice(1)).toEqual(without.placements.slice(1));
  const low = place(W6.map((each) => ({ ...each, steps: 2 })));
  expect(low.placements.map(({ level }) => level)).toEqual([3, 4, 4, 4, 4, 4, 4, 4, 4]);
});
