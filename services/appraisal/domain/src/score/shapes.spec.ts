import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { hundredthsText, monthBounds, type LocalDay } from '@ywk/kernel';
import { parse } from 'yaml';
import { MetricBook } from '../metric/metric-book.ts';
import type { MetricDocument } from '../metric/metric-definition.ts';
import type { ClauseDocument } from '../scheme/clause-document.ts';
import type { IndicatorDocument } from '../scheme/indicator-document.ts';
import { RuleBook, type MonthRules } from '../scheme/rule-book.ts';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import { SchemeBook } from '../scheme/scheme.ts';
import type { Stay } from '../stay/stays.ts';
import { cohortFigures, cohortKey, cohortLines, cohortValue } from './cohort.ts';
import { openSheet } from './open-sheet.ts';
import type { SheetInput } from './ruled-stays.ts';
import { scoreSheet } from './score-sheet.ts';
import type { ScoreSheet } from './sheet.ts';
import type { HeldRole } from './stretch.ts';

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../../../schemes/${name}`, import.meta.url), 'utf8'));

const RC1 = read('rc-1.yaml') as SchemeDocument;
const metrics = new MetricBook([read('metrics-1.yaml') as MetricDocument]);
const calendar = {
  knows: (day: LocalDay) => day < '2030',
  isWorkingDay: (day: LocalDay) => ![0, 6].includes(new Date(day).getUTCDay()),
};

const rulesOf = (patch: Partial<SchemeDocument>): MonthRules =>
  new RuleBook(new SchemeBook([{ ...RC1, ...patch }]), metrics, calendar).of('2024-05');

const head = { id: 'X', label: { zh: '试', en: 'X' }, source: 'spec', weight: 60 };

/** A scheme whose post T has these indicators alone. */
const custom = (...indicators: Record<string, unknown>[]): Partial<SchemeDocument> => ({
  posts: { T: indicators.map((each) => ({ ...head, ...each }) as unknown as IndicatorDocument) },
});

const clause = (id: string, metric: string, rest: Partial<ClauseDocument>): ClauseDocument => ({
  ...{ id, metric, label: head.label, source: 'spec' },
  ...rest,
});

const stay: Stay = {
  ...{ unit: 'u1', post: 'T', team: null, from: '2024-01-01', to: null },
  probation: false,
};

/** Sums as "metric: n", all of one day unless the metric says "metric#day". */
const tallies = (sums: Record<string, number>): SheetInput['tallies'] =>
  Object.entries(sums).map(([name, n]) => {
    const [metric = '', day = '17'] = name.split('#');
    return { metric, n, day: `2024-05-${day}` };
  });

interface Given {
  readonly scheme: Partial<SchemeDocument>;
  readonly sums?: Record<string, number>;
  readonly stays?: readonly Stay[];
  readonly roles?: readonly HeldRole[];
  readonly cohorts?: ReadonlyMap<string, string>;
  readonly above?: (unit: string) => readonly string[];
}

const openOf = ({ scheme, sums = {}, stays = [stay], roles, above }: Given) => {
  const rules = rulesOf(scheme);
  const beside = { ...(roles && { roles }), ...(above && { above }) };
  const input = {
    officer: 'o',
    period: '2024-05',
    tallies: tallies(sums),
    rules,
    stays,
    ...beside,
  };
  return { rules, sheet: openSheet(input) };
};

const scored = (given: Given): ScoreSheet => {
  const { rules, sheet } = openOf(given);
  return scoreSheet(sheet, { rules, cohorts: given.cohorts ?? new Map(), adjustments: [] });
};

const lineOf = (sheet: ScoreSheet, id = 'X') => {
  const [first] = sheet.stays;
  if (first?.status !== 'SCORED') throw new Error(`not scored: ${sheet.reason}`);
  return first.groups.flatMap(({ indicators }) => indicators).find((line) => line.id === id);
};

const scoreOf = (given: Given, id?: string): string => {
  const sheet = scored(given);
  if (sheet.reason === 'NOTHING_APPLICABLE') return 'not applicable';
  const score = lineOf(sheet, id)?.score;
  return score === null || score === undefined ? 'not applicable' : hundredthsText(score);
};

describe('shapes', () => {
  test('ACCUMULATE starts at 0 and stops at the weight', () => {
    const scheme = custom({
      shape: 'ACCUMULATE',
      clauses: [clause('a', 'B01', { points: '12.5' })],
    });
    expect(scoreOf({ scheme, sums: { B01: 3 } })).toBe('37.50');
    expect(scoreOf({ scheme, sums: { B01: 9 } })).toBe('60.00');
    expect(scoreOf({ scheme })).toBe('0.00');
  });

  test('COUNT is count × unit score, up to the weight', () => {
    const scheme = custom({ shape: 'COUNT', count: { plus: ['B06'] }, unit: '0.1' });
    expect(scoreOf({ scheme, sums: { B06: 7 } })).toBe('0.70');
    expect(scoreOf({ scheme, sums: { B06: 700 } })).toBe('60.00');
  });

  test('LINEAR with a floor above the target: less is better', () => {
    const scheme = custom({
      ...{ shape: 'LINEAR', measure: { count: { plus: ['D01'] } }, floor: 10, target: 0 },
    });
    expect(scoreOf({ scheme })).toBe('60.00');
    expect(scoreOf({ scheme, sums: { D01: 4 } })).toBe('36.00');
    expect(scoreOf({ scheme, sums: { D01: 12 } })).toBe('0.00');
  });

  test('STEPS: lower bound inclusive, the highest that holds, in whatever order they stand', () => {
    const steps = [
      { atLeast: '85%', points: 5 },
      { atLeast: '95%', points: 15 },
      { atLeast: '90%', points: 10 },
    ];
    const scheme = custom({ shape: 'STEPS', measure: { rate: 'tasks.onTimeRate' }, steps });
    const at = (onTime: number) =>
      scoreOf({ scheme, sums: { 'tasks.due': 1000, 'tasks.onTime': onTime } });
    expect([849, 850, 899, 900, 949, 950].map(at)).toEqual([
      ...['0.00', '5.00', '5.00', '10.00', '10.00', '15.00'],
    ]);
    expect(scoreOf({ scheme, sums: { B06: 1 } })).toBe('not applicable');
  });

  test('GATE: two conditions at once; all hold → the points, else 0', () => {
    const conditions = [
      { measure: { rate: 'tasks.onTimeRate' }, atLeast: '35%' },
      { measure: { count: { plus: ['tasks.onTime'] } }, atLeast: 5 },
    ];
    const scheme = custom({ shape: 'GATE', conditions });
    const at = (due: number, onTime: number) =>
      scoreOf({ scheme, sums: { 'tasks.due': due, 'tasks.onTime': onTime } });
    expect([at(14, 5), at(15, 5), at(10, 4), at(1, 1)]).toEqual(['60.00', '0.00', '0.00', '0.00']);
  });

  test('MANUAL: the mean of the ratings as a share of the most', () => {
    const scheme = custom({ shape: 'MANUAL', rate: 'tasks.onTimeRate', outOf: 10 });
    expect(scoreOf({ scheme, sums: { 'tasks.onTime': 25, 'tasks.due': 3 } })).toBe('50.00');
    expect(scoreOf({ scheme, sums: { B06: 1 } })).toBe('not applicable');
  });
});

describe('cohorts', () => {
  const scheme = custom({
    ...{ shape: 'RANK', measure: { rate: 'tasks.onTimeRate' }, cohort: 'UNIT' },
    places: [
      { upTo: 1, points: 60 },
      { upTo: 3, points: 30 },
    ],
  });
  const sums = (onTime: number) => ({ 'tasks.due': 10, 'tasks.onTime': onTime });
  const place = (onTime: number, figures: readonly string[]) => {
    const value = cohortValue('RANK', figures) ?? '';
    const cohorts = new Map([[cohortKey('u1', 'X'), value]]);
    return scoreOf({ scheme, sums: sums(onTime), cohorts });
  };

  test('RANK: 1 + number strictly better, ties share it, beyond the last place 0', () => {
    const figures = ['9/10', '9/10', '4/5', '1/2', '2/5'];
    expect([9, 8, 5, 4].map((onTime) => place(onTime, figures))).toEqual([
      ...['60.00', '30.00', '0.00', '0.00'],
    ]);
  });

  test('alone there is no rank, and without a figure neither', () => {
    expect(place(9, ['9/10'])).toBe('not applicable');
    expect(scoreOf({ scheme })).toBe('not applicable');
    expect(cohortFigures(cohortLines(openOf({ scheme }).sheet))).toEqual([]);
  });

  test('two stays in one unit are one member, their rate pooled', () => {
    const stays = [
      { ...stay, to: '2024-05-15' },
      { ...stay, from: '2024-05-16' },
    ];
    const days = {
      'tasks.due#02': 30,
      'tasks.onTime#02': 10,
      'tasks.due#20': 10,
      'tasks.onTime#20': 10,
    };
    const { sheet } = openOf({ scheme, stays, sums: days });
    expect(cohortFigures(cohortLines(sheet))).toEqual([
      { cohort: 'u1', indicator: 'X', value: '1/2' },
    ]);
  });

  test('the median of two is their mean, exactly', () => {
    expect(cohortValue('COHORT_MEDIAN', ['3', '4'])).toBe('7/2');
    expect(cohortValue('COHORT_MEDIAN', [])).toBeUndefined();
  });
});

describe('what a fact costs', () => {
  const full = (...clauses: ClauseDocument[]) => custom({ shape: 'START_FULL', clauses });

  test('facts beyond the steps count as another metric instead: "4th = absence"', () => {
    const scheme = full(
      clause('a', 'A01', { steps: [-1, -2, -5], then: 'A05' }),
      clause('b', 'A05', { points: -10 }),
    );
    expect(scoreOf({ scheme, sums: { A01: 3 } })).toBe('52.00');
    expect(scoreOf({ scheme, sums: { A01: 5 } })).toBe('32.00');
    const effects = [{ ...clause('c', 'A05', {}), effect: 'CANCELLED' as const, atLeast: 3 }];
    expect(scored({ scheme: { ...scheme, effects }, sums: { A01: 4, A05: 1 } }).effects).toEqual(
      [],
    );
    expect(
      scored({ scheme: { ...scheme, effects }, sums: { A01: 5, A05: 1 } }).effects,
    ).toMatchObject([{ effect: 'CANCELLED', clause: 'c', count: 3 }]);
  });

  test('of clauses that meet the same fact MAX takes the largest, FIRST the first, SUM both', () => {
    const scheme = full(
      clause('a', 'D06', { points: -2, overlap: 'g' }),
      clause('b', 'D06', { points: -1, stated: true, overlap: 'g' }),
    );
    const by = (overlap: SchemeDocument['overlap']) =>
      scoreOf({ scheme: { ...scheme, overlap }, sums: { D06: 2, 'D06@7': 1 } });
    // One fact states 7 points, the other none.
    expect([by('MAX'), by('FIRST'), by('SUM')]).toEqual(['51.00', '56.00', '48.00']);
  });

  test('MAX looks at each occurrence: the first costs the flat clause, the later ones the steps', () => {
    const scheme = full(
      clause('a', 'C02', { points: -3, overlap: 'g' }),
      clause('b', 'C02', { steps: [-2, -5], overlap: 'g' }),
    );
    expect(scoreOf({ scheme, sums: { C02: 4 } })).toBe('42.00');
  });

  test('the penalty ledger keeps face value, whatever cap, floor or overlap leave of it', () => {
    const scheme = full(clause('a', 'D01', { points: -40, cap: 50 }));
    const sheet = scored({ scheme, sums: { D01: 3, D07: 1 } });
    expect(lineOf(sheet)?.score).toBe(1000);
    expect(sheet.penalty).toBe(4000 * 3 + 100 * 3 + 3000);
  });

  test('roles multiply what is earned by the day of the fact, the highest counts', () => {
    const roles = [
      { role: 'master', label: head.label, coefficient: '1.25' },
      { role: 'apprentice', label: head.label, coefficient: '0.9' },
    ];
    const one = {
      ...custom({
        shape: 'COUNT',
        count: { plus: ['B06'] },
        unit: 1,
        roles: ['master', 'apprentice'],
      }),
      roles,
    };
    const held = [
      { role: 'apprentice', from: '2024-01-01', to: null },
      { role: 'master', from: '2024-05-11', to: null },
    ];
    const sums = { 'B06#10': 4, 'B06#11': 4, 'B06#30': 1 };
    expect(scoreOf({ scheme: one, sums, roles: held })).toBe('9.85');
    const rate = {
      ...custom({
        shape: 'LINEAR',
        measure: { count: { plus: ['B06'] } },
        floor: 0,
        target: 60,
        roles: ['master'],
      }),
      roles,
    };
    expect(scoreOf({ scheme: rate, sums, roles: held })).toBe('11.25');
  });
});

describe('policies', () => {
  const rated = (id: string, rate: string) => ({
    ...{ id, shape: 'LINEAR', weight: 30, measure: { rate }, floor: 0, target: '100%' },
  });
  const two = custom(rated('X', 'tasks.onTimeRate'), rated('Y', 'records.passRate'));
  const sums = { 'tasks.due': 3, 'tasks.onTime': 2 };
  const customScore = (sheet: ScoreSheet) =>
    sheet.stays[0]?.status === 'SCORED' ? sheet.stays[0].groups[1]?.score : undefined;

  test('an indicator without a denominator hands its weight on, counts full or counts 0', () => {
    const by = (notApplicable: SchemeDocument['notApplicable']) =>
      customScore(scored({ scheme: { ...two, notApplicable }, sums }));
    expect([by('REDISTRIBUTE'), by('FULL'), by('ZERO')]).toEqual([4000, 5000, 2000]);
  });

  test('the sum of rounded scores is not the rounded sum', () => {
    const thirds = custom(
      ...['X', 'Y', 'Z'].map((id) => ({ ...rated(id, 'tasks.onTimeRate'), weight: 20 })),
    );
    const seen = { 'tasks.due': 3, 'tasks.onTime': 1 };
    const by = (rounding: SchemeDocument['rounding']) =>
      scored({ scheme: { ...thirds, rounding }, sums: seen }).total;
    expect([by('SUM_OF_ROUNDED'), by('ROUND_OF_SUM')]).toEqual([6001, 6000]);
  });

  test('a group has a cap of its own', () => {
    const scheme = { ...two, groupCaps: { custom: 25 } };
    expect(customScore(scored({ scheme, sums }))).toBe(2500);
  });

  test("the nearest unit's rules stand in the place of the bureau's", () => {
    const posts = (unit: string) =>
      custom({ shape: 'COUNT', count: { plus: ['B06'] }, unit }).posts;
    const scheme = {
      posts: { T: posts('1')?.['T'] ?? [] },
      units: { root: { posts: posts('2') ?? {} }, mid: { posts: posts('3') ?? {} } },
    };
    const at = (...units: string[]) => scoreOf({ scheme, sums: { B06: 1 }, above: () => units });
    expect([at('mid', 'root'), at('other', 'root'), at()]).toEqual(['3.00', '2.00', '1.00']);
  });
});

describe('stays', () => {
  const scheme = {
    posts: {
      T: custom({ shape: 'COUNT', count: { plus: ['B06'] }, unit: 10 }).posts?.['T'] ?? [],
      U: custom({ id: 'Y', shape: 'COUNT', count: { plus: ['B01'] }, unit: 10 }).posts?.['T'] ?? [],
    },
  };
  const sums = { B06: 1, B01: 3 };

  test('two posts at once have a sheet each, weighed by their shares', () => {
    const second: Stay = { ...stay, post: 'U', unit: 'u2', share: 40 };
    const sheet = scored({ scheme, sums, stays: [stay, second] });
    const totals = sheet.stays.map((each) => (each.status === 'SCORED' ? each.total : null));
    // 40 public + bonus 10 (capped) on both; 10 and 30 of the custom points.
    expect(totals).toEqual([6000, 8000]);
    expect(sheet).toMatchObject({ unit: 'u1', total: 6800 });
    const half = { ...second, from: '2024-05-17' };
    expect(scored({ scheme, sums, stays: [stay, half] }).stays.map(({ weight }) => weight)).toEqual(
      [3100 - 15 * 40, 15 * 40],
    );
  });

  test('approved leave is no working day: a stay of which little is left gets no sheet', () => {
    const stays = [
      { ...stay, to: '2024-05-09' },
      { ...stay, post: 'U', from: '2024-05-10' },
    ];
    const leave = { 'leave.days#06': 1, 'leave.days#07': 1, 'leave.days#08': 1 };
    const statuses = (given: Record<string, number>) =>
      scored({ scheme, sums: { ...sums, ...given }, stays }).stays.map(({ status }) => status);
    expect(statuses({})).toEqual(['SCORED', 'SCORED']);
    expect(statuses(leave)).toEqual(['NOT_SCORED', 'SCORED']);
  });

  test('a year without a published calendar is not guessed at', () => {
    const rules = { ...rulesOf(scheme), days: monthBounds('2031-05') };
    const input = { officer: 'o', period: '2031-05', tallies: [], rules, stays: [stay] };
    expect(openSheet(input).stays).toMatchObject([{ reason: 'CALENDAR_UNKNOWN' }]);
  });
});
