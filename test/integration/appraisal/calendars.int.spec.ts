import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOGS } from '@ywk/contracts';
import { takeActTimeFrom } from '@ywk/platform';
import { eventually } from '@ywk/testing';
import { AppraisalBench, type Asker } from './appraisal-bench.ts';

const appraiser: Asker = { role: 'appraiser' };
const approver: Asker = { role: 'approver', sub: 'approver-1' };
const NOVEMBER = '/v1/periods/month/2026-11';

/** Not the notice of 2027: one that keeps the law. */
const year2027 = {
  year: 2027,
  source: 'a trial',
  festivals: [
    { name: '元旦', from: '2027-01-01', to: '2027-01-03', makeUp: [] },
    { name: '春节', from: '2027-02-05', to: '2027-02-13', makeUp: ['2027-01-30', '2027-02-14'] },
    { name: '清明节', from: '2027-04-03', to: '2027-04-05' },
    { name: '劳动节', from: '2027-05-01', to: '2027-05-05', makeUp: ['2027-05-08'] },
    { name: '端午节', from: '2027-06-09', to: '2027-06-09' },
    { name: '中秋节', from: '2027-09-15', to: '2027-09-15' },
    { name: '国庆节', from: '2027-10-01', to: '2027-10-07', makeUp: ['2027-09-26', '2027-10-09'] },
  ],
};

interface Answered {
  readonly code: string;
  readonly facts: { readonly errors: readonly { readonly path: string }[] };
  readonly obstacles: readonly unknown[];
  readonly publications: readonly unknown[];
  readonly items: readonly unknown[];
}

interface Reason {
  readonly sheet?: unknown;
  readonly status: string;
  readonly reason: string | null;
}

const folder = mkdtempSync(join(tmpdir(), 'ywk-calendars-'));
let bench: AppraisalBench;
let officer: string;

const post = (path: string, asker: Asker, body: unknown = {}) =>
  bench.ask<Answered>(asker, path, { body });

const january = async (): Promise<Reason> =>
  (await bench.ask<Reason>(appraiser, `/v1/officers/${officer}/scores/2027-01`)).body;

beforeAll(async () => {
  writeFileSync(join(folder, 'now'), '2026-12-29T09:00:00+08:00');
  takeActTimeFrom(join(folder, 'now'));
  bench = await AppraisalBench.start();
  await bench.define({ unit: 'U' });
  officer = await bench.hire({ unit: 'U' });
  const amounts = { n: 100 };
  await bench.record([
    { officer, code: 'orders.dispatched', occurredAt: '2026-11-10T02:00:00.000Z', amounts },
    { officer, code: 'orders.dispatched', occurredAt: '2027-01-10T02:00:00.000Z', amounts },
  ]);
  for (const log of [LOGS.personnel, LOGS.fact]) await bench.mark(log, '2026-11');
  await post(`${NOVEMBER}/cut-off`, appraiser);
  await bench.settled();
  await eventually(
    async () => (await bench.ask<Answered>(appraiser, NOVEMBER)).body.obstacles,
    (found) => found.length === 0,
  );
  await post(`${NOVEMBER}/compute`, appraiser);
  const proposal = { calendar: 'month', period: '2026-11', unit: 'U' };
  const proposed = await bench.ask<{ id: string }>(appraiser, '/v1/grade-proposals', {
    body: proposal,
  });
  await post(`/v1/grade-proposals/${proposed.body.id}/approve`, approver);
}, 60_000);

afterAll(async () => {
  takeActTimeFrom(undefined);
  rmSync(folder, { recursive: true });
  await bench.stop();
});

describe('a year without a calendar', () => {
  test('is guessed neither by clocks nor by scores', async () => {
    const refused = await post(`${NOVEMBER}/publish`, appraiser);
    expect(refused).toMatchObject({ status: 409, body: { code: 'CALENDAR_UNKNOWN' } });
    expect(await january()).toMatchObject({ status: 'NOT_SCORED', reason: 'CALENDAR_UNKNOWN' });
  });

  test('gets none that is wrong: every fault is named', async () => {
    const wrong = { ...year2027, festivals: [{ name: '元旦', from: '2027-02-29', to: 'soon' }] };
    const refused = await post('/v1/calendars', appraiser, wrong);
    expect(refused).toMatchObject({ status: 422, body: { code: 'CALENDAR_INVALID' } });
    expect(refused.body.facts.errors.map(({ path }) => path)).toEqual([
      '/0/festivals/0/from',
      '/0/festivals/0/to',
    ]);
    expect((await post('/v1/calendars', approver, year2027)).status).toBe(403);
  });

  test('gets one by two people', async () => {
    const drafted = await post('/v1/calendars', appraiser, year2027);
    expect(drafted).toMatchObject({ status: 201, body: { year: 2027, version: 1 } });
    expect((await post('/v1/calendars', appraiser, year2027)).body).toEqual(drafted.body);
    const approve = '/v1/calendars/2027/1/approve';
    const same = await post(approve, { role: 'approver', sub: 'appraiser-1' });
    expect(same).toMatchObject({ status: 403, body: { code: 'SAME_PERSON' } });
    expect((await post('/v1/calendars/2027/2/approve', approver)).status).toBe(404);
    expect((await post(`${NOVEMBER}/publish`, appraiser)).status).toBe(409);
    expect((await post(approve, approver)).status).toBe(200);
    expect((await post(approve, approver)).status).toBe(200);
    const told = await bench.sql<{ data: string }>(
      `SELECT data FROM event WHERE log = '${LOGS.period}' AND type = 'CalendarPublished'`,
    );
    expect(told.map(({ data }) => JSON.parse(data) as object)).toEqual([
      { year: 2027, version: 1, document: year2027 },
    ]);
    const { body } = await bench.ask<Answered>(appraiser, '/v1/calendars');
    expect(body.items).toMatchObject([
      { year: 2027, version: 1, author: 'appraiser-1', approver: 'approver-1' },
    ]);
  });

  test('counts for clocks and scores from then on, without a restart', async () => {
    expect((await post(`${NOVEMBER}/publish`, appraiser)).body.publications).toMatchObject([
      { publishedOn: '2026-12-29', publicityUntil: '2027-01-06', objectionUntil: '2027-01-04' },
    ]);
    await bench.settled();
    expect(await january()).toMatchObject({ status: 'SCORED' });
  });
});
