import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOGS, type RuledFact } from '@ywk/contracts';
import { views } from '@ywk/appraisal-app';
import { takeActTimeFrom } from '@ywk/platform';
import { eventually } from '@ywk/testing';
import { rebuildView } from '../../support/rebuild-view.ts';
import { AppraisalBench, factsOfW1, type Asker, type StatedFact } from './appraisal-bench.ts';

const appraiser: Asker = { role: 'appraiser' };
const approver: Asker = { role: 'approver', sub: 'approver-1' };
const MAY = '/v1/periods/month/2024-05';

interface PeriodAnswer {
  readonly code: string;
  readonly status: string;
  readonly revision: number;
  readonly waiting: number;
  readonly obstacles: readonly { readonly code: string; readonly periods: readonly string[] }[];
  readonly publications: readonly { readonly unit: string; readonly revision: number }[];
  readonly unpublished: readonly string[];
  readonly finalObstacles: readonly { readonly code: string }[];
  readonly facts: { readonly obstacles: readonly { readonly code: string }[] };
}

interface Score {
  readonly revision: number;
  readonly shown: string;
  readonly grade: string;
  readonly adjustments: readonly { originPeriod: string; shown: string; facts: string }[];
}

/** B of W11: 6 wrong dispatches of 600. */
const factsOfB = (officer: string): StatedFact[] =>
  factsOfW1(officer).map((fact): StatedFact => {
    if (fact.code === 'orders.dispatched') return { ...fact, amounts: { n: 600 } };
    return fact.code === 'orders.wrongConfirmed' ? { ...fact, amounts: { n: 6 } } : fact;
  });

const folder = mkdtempSync(join(tmpdir(), 'ywk-revisions-'));
const clock = join(folder, 'now');
let bench: AppraisalBench;
let a: string;
let b: string;

const itIs = (instant: string): void => {
  writeFileSync(clock, instant);
};

const post = (what: string, asker = appraiser, body: unknown = {}) =>
  bench.ask<PeriodAnswer>(asker, `${MAY}/${what}`, { body });
const state = async (period = '2024-05'): Promise<PeriodAnswer> =>
  (await bench.ask<PeriodAnswer>(appraiser, `/v1/periods/month/${period}`)).body;
const scoreOf = async (officer: string, period = '2024-05'): Promise<Score> =>
  (await bench.ask<Score>(appraiser, `/v1/officers/${officer}/scores/${period}`)).body;

interface Notices {
  readonly publication: { readonly revision: number; readonly objectionUntil: string } | null;
  readonly officers: readonly string[];
}

const noticesOf = async (unit: string): Promise<Notices> =>
  (await bench.ask<Notices>(appraiser, `${MAY}/notices?unit=${unit}`)).body;

/** Proposes what has to be, and approves it. @returns the units */
const confirm = async (): Promise<string[]> => {
  const body = { calendar: 'month', period: '2024-05' };
  const proposed = await bench.ask<{ items: { unit: string; id: string }[] }>(
    appraiser,
    '/v1/grade-proposals:batch',
    { body },
  );
  const ids = proposed.body.items.map(({ id }) => id);
  const approved = await bench.ask(approver, '/v1/grade-proposals:approve', { body: { ids } });
  expect(approved.status).toBe(200);
  return proposed.body.items.map(({ unit }) => unit);
};

/** The markers of others for a revision, and its computation. */
const computed = async (mark: { revision: number; final: boolean }): Promise<PeriodAnswer> => {
  await bench.markAll('2024-05', mark);
  await bench.settled();
  await eventually(state, ({ obstacles }) => obstacles.length === 0);
  const { body } = await post('compute');
  await bench.settled();
  return body;
};

const wrong = (officer: string): StatedFact => ({
  officer,
  code: 'order.wrongConfirmed',
  occurredAt: '2024-05-31T15:50:00.000Z',
});

const eventsOf = (type: string) =>
  bench.sql<{ data: string }>(
    `SELECT data FROM event WHERE log = '${LOGS.period}' AND type = $1 ORDER BY partition, pos`,
    [type],
  );

beforeAll(async () => {
  takeActTimeFrom(clock);
  itIs('2024-06-04T00:00:00+08:00');
  bench = await AppraisalBench.start();
  for (const unit of ['U1', 'U2']) await bench.define({ unit });
  a = await bench.hire({ unit: 'U1', team: 'U1-A' });
  b = await bench.hire({ unit: 'U2', team: 'U2-A' });
  await bench.record([...factsOfW1(a), ...factsOfB(b)]);
  for (const log of [LOGS.personnel, LOGS.fact]) await bench.mark(log, '2024-05');
  await post('cut-off');
  await bench.settled();
  await eventually(state, ({ obstacles }) => obstacles.length === 0);
}, 60_000);

afterAll(async () => {
  takeActTimeFrom(undefined);
  rmSync(folder, { recursive: true });
  await bench.stop();
});

describe('a month is published unit by unit', () => {
  test('not before it is computed, nor before its grades are approved', async () => {
    expect((await post('publish')).body.code).toBe('PERIOD_NOT_COMPUTED');
    expect((await post('revise')).body.code).toBe('PERIOD_NOT_COMPUTED');
    expect((await post('compute')).body).toMatchObject({ revision: 1, unpublished: ['U1', 'U2'] });
    const refused = await post('publish');
    expect(refused).toMatchObject({ status: 409, body: { code: 'UNITS_NOT_CONFIRMED' } });
  });

  test('with the last days of its clocks; twice changes nothing', async () => {
    expect(await confirm()).toEqual(['U1', 'U2']);
    itIs('2024-06-04T09:00:00+08:00');
    const one = await post('publish', appraiser, { units: ['U1'] });
    expect(one.body).toMatchObject({ unpublished: ['U2'], status: 'COMPUTED' });
    expect(await noticesOf('U1')).toMatchObject({ publication: { revision: 1 }, officers: [a] });
    expect(await noticesOf('U2')).toEqual({ unit: 'U2', publication: null, officers: [] });
    const all = await post('publish');
    expect(all.body.publications).toEqual([
      {
        ...{ unit: 'U1', revision: 1, publishedOn: '2024-06-04', noticed: 1 },
        ...{ publicityUntil: '2024-06-12', objectionUntil: '2024-06-07' },
      },
      expect.objectContaining({ unit: 'U2', noticed: 1 }),
    ]);
    await post('publish');
    expect(await eventsOf('UnitPublished')).toHaveLength(2);
  });

  test('and is not final while publicity runs', async () => {
    itIs('2024-06-12T23:59:59.999+08:00');
    const refused = await post('finalise', approver);
    expect(refused).toMatchObject({ status: 409, body: { code: 'PERIOD_NOT_FINAL' } });
    expect(refused.body.facts.obstacles).toEqual([
      { code: 'PUBLICITY_RUNNING', units: ['U1', 'U2'], until: '2024-06-12' },
    ]);
    expect((await post('finalise')).status).toBe(403);
  });
});

describe('what comes after the cut-off (W11)', () => {
  test('waits for revision 2, and changes nothing meanwhile', async () => {
    itIs('2024-06-05T10:00:00+08:00');
    const may = await scoreOf(b);
    expect((await post('revise')).body.code).toBe('NOTHING_TO_REVISE');
    await bench.record([wrong(b)]);
    await bench.settled();
    expect(await scoreOf(b)).toEqual(may);
    expect((await scoreOf(b, '2024-06')).adjustments).toEqual([]);
    expect(await state()).toMatchObject({
      waiting: 1,
      finalObstacles: [{ code: 'REVISION_WAITING', officers: 1 }, { code: 'PUBLICITY_RUNNING' }],
    });
  });

  test('is computed as revision 2 beside the first', async () => {
    const first = `SELECT officer, content, inputs FROM closed_sheet WHERE revision = 1 ORDER BY 1`;
    const before = await bench.sql(first);
    const due = await post('revise');
    expect(due.body).toMatchObject({ status: 'CUT_OFF_DUE', revision: 1, waiting: 0 });
    expect((await post('revise')).body.status).toBe('CUT_OFF_DUE');
    expect((await eventsOf('CutOffDue')).map(({ data }) => JSON.parse(data))).toMatchObject([
      { revision: 1, touched: 0 },
      { revision: 2, touched: 1, final: false },
    ]);
    expect((await post('compute')).body.code).toBe('PERIOD_NOT_READY');
    expect(await computed({ revision: 2, final: false })).toMatchObject({
      ...{ status: 'COMPUTED', revision: 2, unpublished: ['U2'] },
    });
    expect(await scoreOf(a)).toMatchObject({ revision: 2, shown: '88.85' });
    expect(await scoreOf(b)).toMatchObject({ revision: 2, grade: 'G3' });
    expect(await bench.sql(first)).toEqual(before);
    await post('compute');
    expect(await eventsOf('PeriodComputed')).toHaveLength(2);
  });

  test('opens a window for B alone', async () => {
    expect(await confirm()).toEqual(['U2']);
    const { body } = await post('publish');
    expect(body.publications).toMatchObject([
      { unit: 'U1', revision: 1 },
      { unit: 'U2', revision: 2, publicityUntil: '2024-06-13', objectionUntil: '2024-06-11' },
    ]);
    const notices = await eventsOf('ResultsNoticed');
    expect(notices.map(({ data }) => JSON.parse(data))).toMatchObject([
      { revision: 2, unit: 'U2', part: 1, officers: [b] },
    ]);
    expect(await noticesOf('U2')).toMatchObject({
      publication: { revision: 2, objectionUntil: '2024-06-11' },
      officers: [b],
    });
    const elsewhere: Asker = { role: 'appraiser', units: ['U1'] };
    expect((await bench.ask(elsewhere, `${MAY}/notices?unit=U2`)).status).toBe(403);
    const decided = await bench.sql(
      `SELECT data::json ->> 'revision' AS revision, data::json ->> 'grade' AS grade FROM event
       WHERE type = 'GradeDecided' AND key = $1 ORDER BY pos`,
      [b],
    );
    expect(decided).toEqual([
      { revision: '1', grade: 'G2' },
      { revision: '2', grade: 'G3' },
    ]);
  });
});

describe('a final month', () => {
  test('is so once publicity is over, by a marker in every partition', async () => {
    itIs('2024-06-14T00:00:00+08:00');
    expect((await post('finalise', approver)).body).toMatchObject({
      ...{ status: 'FINAL', revision: 2, finalObstacles: [] },
    });
    await post('finalise', approver);
    await bench.markAll('2024-05', { revision: 2, final: true });
    await bench.settled();
    const marks = await bench.sql(
      `SELECT log, count(*)::int AS n FROM period_marker WHERE final GROUP BY 1 ORDER BY 1`,
    );
    expect(marks).toEqual([
      { log: LOGS.decision, n: 64 },
      { log: LOGS.fact, n: 64 },
      { log: LOGS.personnel, n: 64 },
    ]);
  });

  test('stays as it is: a late fact takes 0.74 off June, measured against revision 2', async () => {
    const may = await scoreOf(a);
    await bench.record([wrong(a), wrong(b)]);
    await bench.settled();
    expect(await scoreOf(a)).toEqual(may);
    const june = await scoreOf(b, '2024-06');
    expect(june.adjustments).toMatchObject([{ originPeriod: '2024-05', shown: '-0.74' }]);
    const facts = await bench.ask<{ items: { posted: string }[] }>(
      appraiser,
      june.adjustments[0]?.facts ?? '',
    );
    expect(facts.body.items).toMatchObject([{ code: 'order.wrongConfirmed', posted: '2024-06' }]);
  });

  test('takes back what counted in time by giving it back in June (T25)', async () => {
    const [counted] = factsOfB(b).filter(({ code }) => code === 'A03');
    if (counted === undefined) throw new Error('B has no such fact.');
    await bench.record([{ ...counted, reversed: true }]);
    await bench.settled();
    const rows = await bench.sql(
      `SELECT posted, n::int AS n FROM tally WHERE officer = $1 AND metric = 'A03' ORDER BY posted`,
      [b],
    );
    expect(rows).toEqual([
      { posted: '', n: 1 },
      { posted: '2024-06', n: -1 },
    ]);
    expect((await scoreOf(b, '2024-06')).adjustments).toMatchObject([{ shown: '2.26' }]);
  });
});

describe('a fact that follows a ruling', () => {
  const ruling = randomUUID() satisfies RuledFact['ruling'];

  test('counts in the next revision of a final month', async () => {
    await bench.record([{ ...wrong(a), ruling, fact: randomUUID() }]);
    await bench.settled();
    expect(await state()).toMatchObject({ status: 'FINAL', waiting: 1 });
    const [kept] = await bench.sql('SELECT posted FROM fact WHERE ruling = $1', [ruling]);
    expect(kept).toEqual({ posted: 'r3' });
  });

  test('keeps the months that it adjusts from being computed until it is', async () => {
    await post('revise');
    expect((await state('2024-06')).obstacles).toContainEqual(
      expect.objectContaining({ code: 'EARLIER_PERIOD_OPEN', periods: ['2024-05'] }),
    );
    const before = (await scoreOf(a, '2024-06')).adjustments;
    expect(await computed({ revision: 3, final: true })).toMatchObject({
      ...{ status: 'FINAL', revision: 3, unpublished: ['U1'] },
    });
    expect(await scoreOf(a)).toMatchObject({ revision: 3, shown: '88.16' });
    expect(before).toMatchObject([{ shown: '-0.69' }]);
    expect((await scoreOf(a, '2024-06')).adjustments).toMatchObject([{ shown: '-0.70' }]);
    const next = (await state('2024-06')).obstacles.map(({ code }) => code);
    expect(next).not.toContain('EARLIER_PERIOD_OPEN');
  });

  test('is explained with the revision that it counts in', async () => {
    interface Explained {
      readonly revision: number;
      readonly facts: readonly { readonly code: string; readonly posted: string }[];
    }
    const path = `/v1/officers/${a}/scores/2024-05/explanation`;
    const { body } = await bench.ask<Explained>(appraiser, path);
    expect(body.revision).toBe(3);
    expect(body.facts.map(({ posted }) => posted)).toContain('r3');
    expect(body.facts.map(({ posted }) => posted)).not.toContain('2024-06');
  });
});

describe('places after markers decide, so that', () => {
  const tallies = () =>
    bench.sql('SELECT * FROM tally ORDER BY partition, officer, day, metric, posted');

  test('a rebuild beside the live tallies gives the same rows', async () => {
    const live = await tallies();
    expect(new Set(live.map(({ posted }) => posted))).toEqual(new Set(['', 'r2', 'r3', '2024-06']));
    const rebuilt = rebuildView(await bench.config(), 'appraisal', views());
    expect(await rebuilt('appraisal.tallies')).toMatchObject({ swapped: {} });
    expect(await tallies()).toEqual(live);
  });

  test('a replay of the logs gives the same rows (T25)', async () => {
    const live = await tallies();
    await bench.appraisal.close();
    await bench.sql('TRUNCATE tally, fact, period_marker, sheet, sheet_due, active_period');
    await bench.sql(
      `DELETE FROM follower_progress WHERE follower_group IN ('appraisal.score.v1', 'appraisal.board.v1')`,
    );
    await bench.startAppraisal();
    await bench.settled();
    expect(await tallies()).toEqual(live);
    expect(await scoreOf(b)).toMatchObject({ revision: 3, grade: 'G3' });
  }, 30_000);
});
