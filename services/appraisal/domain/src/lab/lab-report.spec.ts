import { describe, expect, test } from '@jest/globals';
import type { ScoreSheet } from '../score/sheet.ts';
import { compareSheets, type LabChange, type LabResult } from './comparison.ts';
import { FEWEST_SHOWN, LabReportSum, type LabReport } from './lab-report.ts';

const sheet = (over: Partial<ScoreSheet> = {}): ScoreSheet => ({
  officer: 'A01',
  calendar: 'month',
  period: '2024-05',
  scheme: 'rc-1@1',
  metrics: 1,
  unit: 'U1',
  post: 'CALL110',
  probation: false,
  effects: [],
  penalty: 0,
  stays: [],
  adjustments: [],
  status: 'SCORED',
  reason: null,
  total: 8_000,
  grade: 'G3',
  pay: 50_000,
  ...over,
});

const effect = (name: 'VETO' | 'LEVEL_4') => ({
  effect: name,
  clause: 'V01',
  label: { zh: '后果', en: 'Effect' },
  count: 1,
});

const result = (total: number | null, grade: string | null = null): LabResult => ({
  total,
  grade,
  ...{ pay: null, level: null, paid: null },
  effects: [],
});

const change = (over: Partial<LabChange> = {}): LabChange => ({
  officer: 'A01',
  period: '2024-05',
  unit: 'U1',
  post: 'CALL110',
  sex: null,
  direction: 'SAME',
  changed: false,
  before: result(8_000),
  after: result(8_000),
  ...over,
});

const reportOf = (changes: readonly LabChange[]): LabReport => {
  const sum = new LabReportSum();
  for (const each of changes) sum.add(each);
  return sum.report;
};

describe('two sheets of one month', () => {
  test.each([
    ['UP', { total: 8_001 }],
    ['DOWN', { total: 7_999 }],
    ['LOST', { total: null, grade: null, pay: null }],
  ] as const)('%s', (direction, over) => {
    expect(compareSheets(sheet(), sheet(over), null)).toMatchObject({ direction, changed: true });
  });

  test('one that was not scored gains a total, or stays without', () => {
    const none = sheet({ total: null, grade: null, pay: null });
    expect(compareSheets(none, sheet(), null).direction).toBe('GAINED');
    expect(compareSheets(none, none, null)).toMatchObject({
      direction: 'NOT_SCORED',
      changed: false,
    });
  });

  test('a version of another name changes nothing by itself', () => {
    const after = sheet({ scheme: 'rc-1@2', metrics: 2 });
    expect(compareSheets(sheet(), after, 'F')).toMatchObject({
      direction: 'SAME',
      changed: false,
      sex: 'F',
    });
  });

  test('grade, pay and effects count as changes where the total stays', () => {
    for (const over of [{ grade: 'G2' }, { pay: 1 }, { effects: [effect('LEVEL_4')] }]) {
      const found = compareSheets(sheet(), sheet(over), null);
      expect(found).toMatchObject({ direction: 'SAME', changed: true });
    }
    const twice = sheet({ effects: [effect('VETO'), effect('LEVEL_4'), effect('VETO')] });
    expect(compareSheets(sheet(), twice, null).after.effects).toEqual(['LEVEL_4', 'VETO']);
  });
});

describe('the report', () => {
  const up = (officer: string, by: number, over: Partial<LabChange> = {}) =>
    change({
      officer,
      direction: 'UP',
      changed: true,
      after: result(8_000 + by),
      ...over,
    });

  test('adds up by month, unit and post, the mean exact and to hundredths', () => {
    const report = reportOf([
      up('A1', 100),
      up('A2', 25, { unit: 'U2', period: '2024-06' }),
      change({ officer: 'A3', post: null }),
      change({ officer: 'A4', direction: 'NOT_SCORED', before: result(null), after: result(null) }),
    ]);
    expect(report.all).toMatchObject({
      sheets: 4,
      changed: 2,
      directions: { UP: 2, DOWN: 0, SAME: 1, GAINED: 0, LOST: 0, NOT_SCORED: 1 },
      mean: { exact: '5/12', shown: '0.42' },
    });
    expect(report.months.map(({ name, sheets }) => [name, sheets])).toEqual([
      ['2024-05', 3],
      ['2024-06', 1],
    ]);
    expect(report.units.map(({ name, changed }) => [name, changed])).toEqual([
      ['U1', 1],
      ['U2', 1],
    ]);
    expect(report.posts.map(({ name }) => name)).toEqual([null, 'CALL110']);
  });

  test('counts moves between grades, and what they pay', () => {
    const graded = (grade: string | null, pay: number | null): LabResult => ({
      ...result(8_000, grade),
      pay,
    });
    const report = reportOf([
      change({ before: graded('G3', 30_000), after: graded('G4', 10_000) }),
      change({ before: graded('G3', 30_000), after: graded('G4', 10_000) }),
      change({ before: graded('G3', 30_000), after: graded('G3', 30_000) }),
      change({ before: graded(null, null), after: graded('G1', 60_000) }),
    ]);
    expect(report.grades).toEqual([
      { before: null, after: 'G1', sheets: 1 },
      { before: 'G3', after: 'G3', sheets: 1 },
      { before: 'G3', after: 'G4', sheets: 2 },
    ]);
    expect(report.all).toMatchObject({ gradeChanged: 3, payBefore: 90_000, payAfter: 110_000 });
  });

  test('names the furthest moves whatever the order, without those that do not move', () => {
    const changes = Array.from({ length: 30 }, (_, at) =>
      up(`A${String(at).padStart(2, '0')}`, 10 * (at % 15)),
    );
    const { largest } = reportOf(changes);
    expect(largest).toHaveLength(20);
    expect(largest.slice(0, 3).map(({ officer }) => officer)).toEqual(['A14', 'A29', 'A13']);
    expect(reportOf(changes.toReversed()).largest).toEqual(largest);
    expect(JSON.stringify(largest)).not.toContain('sex');
    expect(reportOf([change()]).largest).toEqual([]);
  });

  test('withholds all groups by sex when one is small in any month', () => {
    const of = (sex: LabChange['sex'], count: number, period: string) =>
      Array.from({ length: count }, () => change({ sex, period }));
    const both = [...of('F', FEWEST_SHOWN, '2024-05'), ...of('M', 9, '2024-05')];
    expect(reportOf(both).sexes?.map(({ name, sheets }) => [name, sheets])).toEqual([
      ['F', 5],
      ['M', 9],
    ]);
    const few = [...both, ...of('F', FEWEST_SHOWN - 1, '2024-06'), ...of('M', 9, '2024-06')];
    expect(reportOf(few).sexes).toBeNull();
  });
});
