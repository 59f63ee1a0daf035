import { expect, test } from '@jest/globals';
import { csvHeader, csvRows, type NamedLine } from './changes.csv.ts';

const line: NamedLine = {
  line: '6e8d1f73-0c4a-5b2d-8f91-7a9c1e3b5d06',
  officer: '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01',
  badge: 'F100001',
  name: '甲一',
  unit: 'CS-110',
  kind: 'PERFORMANCE',
  originPeriod: '2024-05',
  period: '2024-05',
  effectiveDate: '2024-05-01',
  amount: 50_005,
  previousAmount: null,
  component: 'PERFORMANCE',
  run: null,
  state: 'ISSUED',
  reason: null,
  causeLog: 'appraisal.decision.v1',
  causeEvent: '0190a1b2-c3d4-7e5f-8a6b-9c0d1e2f3a07',
  issuedAt: '2024-06-14T16:30:00.000Z',
  partition: 3,
  pos: 9,
};

const cells = (row: string): string[] => row.trimEnd().split(',');

test('the header is Chinese, with a byte order mark only when asked for', () => {
  expect(csvHeader({ bom: false })).toMatch(/^变更编号,人员编号,警号,姓名,/);
  expect(csvHeader({ bom: true })).toMatch(/^\uFEFF变更编号,/);
});

test('money is shown in yuan and in fen, times in Shanghai', () => {
  const row = cells(csvRows([line]));
  expect(row.slice(8, 12)).toEqual(['500.05', '50005', '', '']);
  expect(row[12]).toBe('已发出');
  expect(row.at(-3)).toBe('2024-06-15 00:30:00');
});

test('a claw-back keeps its sign as a number, and says what for and in which run', () => {
  const taken = { kind: 'CLAWBACK', amount: -5_000, previousAmount: 0, run: '2024-07' };
  const row = cells(csvRows([{ ...line, ...taken }]));
  expect(row.slice(8, 12)).toEqual(['-50.00', '-5000', '0.00', '0']);
  expect([row[5], ...row.slice(-2)]).toEqual(['追回', '绩效工资', '2024-07']);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])(
  'the text %s cannot run as a formula',
  (name) => {
    expect(cells(csvRows([{ ...line, name }]))[3]).toBe(`'${name}`);
  },
);

test('a comma or a quote does not break a row', () => {
  expect(csvRows([{ ...line, name: '甲,"一"' }])).toContain('"甲,""一"""');
});
