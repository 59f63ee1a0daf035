import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { LOGS, PARTITIONS } from '@ywk/contracts';
import { eventually } from '@ywk/testing';
import { v7 } from 'uuid';
import { RecruitmentBench } from './recruitment-bench.ts';

let bench: RecruitmentBench;

beforeAll(async () => {
  bench = await RecruitmentBench.start();
});
afterAll(() => bench.close());

const tell = (period: string, v: number, data: object) =>
  bench.periods.append([
    {
      commandId: randomUUID(),
      actor: 'appraisal',
      request: period,
      writes: [
        {
          log: LOGS.period,
          stream: `period-month/${period}`,
          key: `month/${period}`,
          expectedVersion: 'any',
          events: [
            {
              eventId: v7(),
              type: 'CutOffDue',
              v,
              data,
              occurredAt: '2024-06-04T00:00:00.000Z',
            },
          ],
        },
      ],
    },
  ]);

const due = (period: string, logs: readonly string[]) =>
  tell(period, 1, { calendar: 'month', period, logs });

const markersOf = (period: string) =>
  bench.rows<{ partition: number; xmin: string }>(
    `SELECT partition, xmin::text FROM event
     WHERE type = 'PeriodCutOff' AND data::jsonb ->> 'period' = $1 ORDER BY partition`,
    [period],
  );

test('a due period is marked once in every partition, in one transaction', async () => {
  await due('2024-05', [LOGS.personnel, LOGS.fact]);
  const markers = await eventually(
    () => markersOf('2024-05'),
    (rows) => rows.length === PARTITIONS,
  );
  expect(new Set(markers.map(({ xmin }) => xmin)).size).toBe(1);
  await due('2024-05', [LOGS.personnel, LOGS.fact]);
  await due('2024-06', [LOGS.personnel]);
  await eventually(
    () => markersOf('2024-06'),
    (rows) => rows.length === PARTITIONS,
  );
  expect(await markersOf('2024-05')).toEqual(markers);
});

test('a revision and the end of all revisions have markers of their own', async () => {
  const asked = { calendar: 'month', period: '2024-09', touched: 0, logs: [LOGS.personnel] };
  for (const mark of [
    { revision: 2, final: false },
    { revision: 2, final: true },
    { revision: 2, final: true },
  ]) {
    await tell(asked.period, 2, { ...asked, ...mark });
  }
  await eventually(
    () => markersOf(asked.period),
    (rows) => rows.length === 2 * PARTITIONS,
  );
  const [first] = await bench.rows<{ data: string }>(
    `SELECT data FROM event WHERE type = 'PeriodCutOff' AND stream = 'cut-off-month/2024-09/r2/final'`,
  );
  expect(JSON.parse(first?.data ?? '')).toEqual({
    ...{ calendar: 'month', period: '2024-09', revision: 2, final: true },
  });
});

test('a period that does not ask this log is not marked', async () => {
  await due('2024-07', [LOGS.fact]);
  await due('2024-08', [LOGS.personnel]);
  await eventually(
    () => markersOf('2024-08'),
    (rows) => rows.length === PARTITIONS,
  );
  // Periods lie in different partitions: the follower has passed this one when it stands there.
  await eventually(async () => {
    const progress = await bench.rows<{ last_pos: string }>(
      `SELECT sum(last_pos) AS last_pos FROM follower_progress
       WHERE follower_group = 'recruitment.periods.v1'`,
    );
    expect(Number(progress[0]?.last_pos)).toBe(8);
  });
  expect(await markersOf('2024-07')).toEqual([]);
});
