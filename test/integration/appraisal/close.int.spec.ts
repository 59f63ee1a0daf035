import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOGS } from '@ywk/contracts';
import { eventually } from '@ywk/testing';
import { AppraisalBench, factsOfW1, type Asker, type StatedFact } from './appraisal-bench.ts';

const appraiser: Asker = { role: 'appraiser' };
const approver: Asker = { role: 'approver', sub: 'approver-1' };
const MAY = '/v1/periods/month/2024-05';

interface Obstacle {
  readonly code: string;
  readonly log: string | null;
  readonly partitions: readonly number[];
  readonly officers: readonly string[];
  readonly periods: readonly string[];
}

interface PeriodAnswer {
  readonly status: string;
  readonly revision: number;
  readonly obstacles: readonly Obstacle[];
  readonly gradedUnits: readonly string[];
}

interface Refusal {
  readonly code: string;
  readonly facts: { readonly obstacles: readonly Obstacle[]; readonly overrun: number };
}

interface Proposal {
  readonly id: string;
  readonly status: string;
  readonly unit: string;
  readonly overrun: number;
  readonly grades: readonly { officer: string; grade: string; performancePay: number }[];
}

interface Score {
  readonly provisional: boolean;
  readonly shown: string;
  readonly grade: string;
  readonly adjustments: readonly { originPeriod: string; shown: string; facts: string }[];
}

/** B of W11: 6 wrong dispatches of 600, and two praises, so that the total is 90.30 or more. */
const factsOfB = (officer: string): StatedFact[] =>
  factsOfW1(officer).flatMap((fact): StatedFact[] => {
    if (fact.code === 'orders.dispatched') return [{ ...fact, amounts: { n: 600 } }];
    if (fact.code === 'orders.wrongConfirmed') return [{ ...fact, amounts: { n: 6 } }];
    return [fact];
  });

let bench: AppraisalBench;
let a: string;
let b: string;
let c: string;
const strange = randomUUID();

const scoreOf = async (officer: string, period: string): Promise<Score> =>
  (await bench.ask<Score>(appraiser, `/v1/officers/${officer}/scores/${period}`)).body;

const compute = () =>
  bench.ask<PeriodAnswer & Refusal>(appraiser, `${MAY}/compute`, { method: 'POST' });

const obstacles = async (): Promise<readonly Obstacle[]> =>
  (await bench.ask<PeriodAnswer>(appraiser, MAY)).body.obstacles;

beforeAll(async () => {
  bench = await AppraisalBench.start();
  await bench.define({ unit: 'ZJG' });
  await bench.define({ unit: 'ZJG-110', parent: 'ZJG', budgetMode: 'SCALE' });
  await bench.define({ unit: 'ZJG-B', parent: 'ZJG', budgetMode: 'BLOCK' });
  a = await bench.hire({ unit: 'ZJG-110', team: 'ZJG-110-A' });
  b = await bench.hire({ unit: 'ZJG-110', team: 'ZJG-110-B' });
  c = await bench.hire({ unit: 'ZJG-B', team: 'ZJG-B-A' });
  await bench.hire({ unit: 'ZJG-110', team: 'ZJG-110-C' });
  await bench.record([
    ...factsOfW1(a),
    ...factsOfB(b),
    ...factsOfW1(c).filter(({ code }) => code !== 'A03' && code !== 'orders.wrongConfirmed'),
    { officer: strange, code: 'Z99', occurredAt: '2024-05-05T00:00:00.000Z' },
  ]);
  await bench.settled();
}, 60_000);
afterAll(() => bench.stop());

describe('a month is closed', () => {
  test('not before its end, and not by a leader', async () => {
    const future = await bench.ask(appraiser, '/v1/periods/month/2999-01/cut-off', {
      method: 'POST',
    });
    expect(future).toMatchObject({ status: 409, body: { code: 'PERIOD_NOT_OVER' } });
    const leader = await bench.ask({ role: 'leader' }, `${MAY}/cut-off`, { method: 'POST' });
    expect(leader.status).toBe(403);
  });

  test('by asking every producer of facts, and by marking the own log at once', async () => {
    const first = await bench.ask<PeriodAnswer>(appraiser, `${MAY}/cut-off`, { method: 'POST' });
    expect(first.body).toMatchObject({ status: 'CUT_OFF_DUE', revision: 0 });
    const again = await bench.ask<PeriodAnswer>(appraiser, `${MAY}/cut-off`, { method: 'POST' });
    expect(again.status).toBe(200);
    const marks = await bench.sql(
      `SELECT log, type, count(*)::int AS n FROM event WHERE type IN ('CutOffDue', 'PeriodCutOff')
       GROUP BY 1, 2 ORDER BY 1`,
    );
    expect(marks).toEqual([
      { log: 'appraisal.decision.v1', type: 'PeriodCutOff', n: 64 },
      { log: 'appraisal.period.v1', type: 'CutOffDue', n: 1 },
    ]);
  });

  test('refused with every reason while one partition lacks its marker or items are parked', async () => {
    const all = Array.from({ length: 64 }, (_, partition) => partition);
    await bench.mark(LOGS.personnel, '2024-05');
    await bench.mark(LOGS.fact, '2024-05', all.slice(1));
    await bench.settled();
    await eventually(obstacles, (found) => found.length === 2);
    const refused = await compute();
    expect(refused).toMatchObject({ status: 409, body: { code: 'PERIOD_NOT_READY' } });
    expect(refused.body.facts.obstacles).toEqual([
      { code: 'MARKER_MISSING', log: LOGS.fact, partitions: [0], officers: [], periods: [] },
      { code: 'PARKED_ITEMS', log: LOGS.fact, partitions: [], officers: [strange], periods: [] },
    ]);
    await bench.mark(LOGS.fact, '2024-05', [0]);
    await bench.settled();
    expect((await compute()).body.facts.obstacles).toMatchObject([{ code: 'PARKED_ITEMS' }]);
  });

  test('refused while a partition is halted', async () => {
    const halt = (state: string) =>
      bench.sql(`UPDATE follower_progress SET state = $1 WHERE partition = 7 AND log = $2`, [
        state,
        LOGS.personnel,
      ]);
    await halt('halted');
    expect(await obstacles()).toContainEqual({
      code: 'PARTITION_HALTED',
      log: LOGS.personnel,
      partitions: [7],
      officers: [],
      periods: [],
    });
    await halt('running');
  });

  test('and what comes after the markers waits, for no other month', async () => {
    await bench.record([{ officer: a, code: 'D01', occurredAt: '2024-05-30T04:00:00.000Z' }]);
    await bench.settled();
    expect((await scoreOf(a, '2024-06')).adjustments).toEqual([]);
    const may = await bench.ask<PeriodAnswer>(appraiser, MAY);
    expect(may.body).toMatchObject({ status: 'CUT_OFF_DUE', waiting: 1 });
  });

  test('computed once what blocks is cleared; twice changes nothing', async () => {
    await bench.sql('DELETE FROM parked_event WHERE key = $1', [strange]);
    const done = await compute();
    expect(done).toMatchObject({
      status: 200,
      body: { status: 'COMPUTED', revision: 1, gradedUnits: ['ZJG-110', 'ZJG-B'] },
    });
    const before = await bench.sql('SELECT officer, content FROM closed_sheet ORDER BY officer');
    expect((await compute()).status).toBe(200);
    expect(await bench.sql('SELECT officer, content FROM closed_sheet ORDER BY officer')).toEqual(
      before,
    );
    const [event] = await bench.sql(`SELECT data FROM event WHERE type = 'PeriodComputed'`);
    expect(JSON.parse(String(event?.['data']))).toMatchObject({ scored: 3, notScored: 1 });
    expect(await scoreOf(a, '2024-05')).toMatchObject({ provisional: false, shown: '88.85' });
  });
});

describe('grades', () => {
  const proposals = async (): Promise<readonly Proposal[]> => {
    const path = '/v1/grade-proposals?period=2024-05&limit=200';
    return (await bench.ask<{ items: Proposal[] }>(appraiser, path)).body.items;
  };

  test('a BLOCK unit above its budget is refused, and shown with its overrun', async () => {
    const body = { calendar: 'month', period: '2024-05', unit: 'ZJG-B' };
    const refused = await bench.ask<Refusal>(appraiser, '/v1/grade-proposals', { body });
    expect(refused).toMatchObject({ status: 409, body: { code: 'BUDGET_EXCEEDED' } });
    expect(refused.body.facts.overrun).toBe(10_000);
    const [shown] = await eventually(proposals, (items) => items.length === 1);
    expect(shown).toMatchObject({ unit: 'ZJG-B', status: 'REFUSED', overrun: 10_000 });
  });

  test('in bulk each unit answers for itself', async () => {
    const body = { calendar: 'month', period: '2024-05' };
    const { body: answer } = await bench.ask<{ items: unknown[] }>(
      appraiser,
      '/v1/grade-proposals:batch',
      { body },
    );
    expect(answer.items).toMatchObject([
      { unit: 'ZJG-110', outcome: 'proposed', members: 2 },
      { unit: 'ZJG-B', outcome: 'refused', code: 'BUDGET_EXCEEDED' },
    ]);
  });

  test('neither author nor subject may approve: SAME_PERSON', async () => {
    const items = await eventually(proposals, (all) =>
      all.some(({ status }) => status === 'PROPOSED'),
    );
    const id = items.find(({ unit }) => unit === 'ZJG-110')?.id;
    const approve = (asker: Asker) =>
      bench.ask(asker, `/v1/grade-proposals/${id}/approve`, { method: 'POST' });
    const same = { status: 403, body: { code: 'SAME_PERSON' } };
    expect(await approve({ ...approver, sub: 'appraiser-1' })).toMatchObject(same);
    expect(await approve({ ...approver, officer: a })).toMatchObject(same);
    expect((await approve(appraiser)).status).toBe(403);
  });

  test('approved by a second person they become decisions, once', async () => {
    const items = await proposals();
    const ids = items.filter(({ status }) => status === 'PROPOSED').map(({ id }) => id);
    const approve = () => bench.ask(approver, '/v1/grade-proposals:approve', { body: { ids } });
    expect((await approve()).body).toMatchObject({ items: [{ outcome: 'approved', members: 2 }] });
    expect((await approve()).status).toBe(200);
    const path = '/v1/decisions?kind=GRADE&period=2024-05';
    const decided = () =>
      bench.ask<{ items: { officer: string; data: object }[] }>(appraiser, path);
    const { body } = await eventually(decided, (answer) => answer.body.items.length === 2);
    const paid = await bench.sql(
      `SELECT sum((data::json ->> 'performancePay')::int)::int AS fen FROM decision`,
    );
    expect(paid).toEqual([{ fen: 100_000 }]);
    expect(body.items.find(({ officer }) => officer === a)?.data).toMatchObject({
      grade: 'G3',
      total: 8885,
      performancePay: 47_619,
      schemeVersion: 'rc-1@1',
      author: 'appraiser-1',
      approver: 'approver-1',
    });
  });
});

describe('a transfer told after the close', () => {
  test('does not move a closed month', async () => {
    const before = await scoreOf(a, '2024-05');
    const data = { officer: a, from: '2024-05-03', unit: 'ZJG-B', post: 'CALL110', team: null };
    await bench.publish(LOGS.personnel, a, [
      { type: 'OfficerTransferred', data: { ...data, badge: 'F1', seat: null } },
    ]);
    await bench.settled();
    expect(await scoreOf(a, '2024-05')).toEqual(before);
  });
});
