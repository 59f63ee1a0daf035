import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, query } from '@ywk/testing';
import { runYwk } from '../../support/run-ywk.ts';
import { DutyBench } from './duty-bench.ts';
import { netFacts } from './net-facts.ts';

const ANN = '0190a1b2-c3d4-7e5f-8a6b-0000000000a1';
const BO = '0190a1b2-c3d4-7e5f-8a6b-0000000000b2';
const MAP = fileURLToPath(
  new URL('../../../services/duty/catalogue/maps/gate-attendance.yaml', import.meta.url),
);
const HEAD = '单号,修订,警号,姓名,时间,类型,分钟,状态';
const folder = mkdtempSync(join(tmpdir(), 'ywk-facts-'));

let duty: DutyBench;

beforeAll(async () => {
  duty = await DutyBench.start();
  await duty.unit('ZJG-110', null);
  await duty.hire(ANN, 'F1');
  await duty.hire(BO, 'F2');
  await eventually(
    () => query(duty.database.adminUrl, 'SELECT operator FROM operator_hold'),
    (rows) => expect(rows).toHaveLength(2),
  );
}, 60_000);
afterAll(async () => {
  await duty.stop();
  rmSync(folder, { recursive: true });
});

const importRows = async (rows: readonly string[], ...options: string[]) => {
  const file = join(folder, 'gate.csv');
  writeFileSync(file, [HEAD, ...rows].join('\n'));
  const token = await duty.token('hr');
  const door = ['--url', duty.url, '--token', token, '--json'];
  const ran = await runYwk('facts', 'import', file, '--map', MAP, ...door, ...options);
  return { code: ran.code, report: JSON.parse(ran.out) as Record<string, unknown> };
};

/** What stands, as code, amounts and officer. */
const standing = async (): Promise<unknown[]> =>
  (await netFacts(duty)).map((line) => {
    const [, officer, code, , amounts] = JSON.parse(line.slice(line.indexOf('['))) as unknown[];
    return [code, amounts, officer];
  });

const rows = [
  'G-1,1,F1,甲,2024-05-20 08:12,迟到,12,有效',
  'G-2,1,F2,乙,2024-05-20 08:00,旷工,,有效',
  'G-3,1,F9,丙,2024-05-20 08:12,迟到,5,有效',
  'G-4,1,F1,甲,2024-05-21 08:00,睡觉,,有效',
  'G-5,1,F1,甲,2024-05-22 08:00,漏签,,有效',
];

test('a dry run reads everything and sends nothing', async () => {
  const { code, report } = await importRows(rows, '--dry-run');
  expect(code).toBe(2);
  expect(report).toMatchObject({ rows: 5, facts: 4, accepted: 0, rejected: 1 });
  expect(await standing()).toEqual([]);
});

test('each row is taken or refused, by its number', async () => {
  const { code, report } = await importRows(rows);
  expect(code).toBe(2);
  expect(report).toMatchObject({
    accepted: 3,
    pending: 1,
    rejected: 2,
    codes: { A01: 1, A03: 2, A05: 1 },
  });
  expect(report['problems']).toEqual([
    expect.stringContaining('row 4: "睡觉"'),
    expect.stringContaining('row 3: BADGE_UNKNOWN'),
  ]);
  expect(await standing()).toEqual(
    expect.arrayContaining([
      ['A01', {}, ANN],
      ['A03', { minutes: 12 }, ANN],
    ]),
  );
  expect(await standing()).toHaveLength(2);
});

test('the same file again changes nothing', async () => {
  const { report } = await importRows(rows);
  expect(report).toMatchObject({ accepted: 0, duplicates: 3, rejected: 2 });
  expect(await standing()).toHaveLength(2);
});

test('a later file corrects and takes back, whatever comes after it', async () => {
  const later = [
    'G-1,2,F1,甲,2024-05-20 08:12,迟到,15,有效',
    'G-5,2,F1,甲,2024-05-22 08:00,漏签,,作废',
  ];
  expect((await importRows(later)).report).toMatchObject({ accepted: 2, rejected: 0 });
  expect(await standing()).toEqual([['A03', { minutes: 15 }, ANN]]);
  expect((await importRows(rows)).report).toMatchObject({ accepted: 0, duplicates: 3 });
  expect(await standing()).toEqual([['A03', { minutes: 15 }, ANN]]);
});

test('the format of a map is printed', async () => {
  const { out } = await runYwk('facts', 'schema');
  expect(JSON.parse(out)).toMatchObject({ properties: { badge: {}, facts: {} } });
});
