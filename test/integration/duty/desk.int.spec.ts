import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOGS, PARTITIONS, type DispatchEvent, type PeriodCutOff } from '@ywk/contracts';
import { EventStore } from '@ywk/event-store';
import { encodeCursor, type Role } from '@ywk/platform';
import { eventually, query } from '@ywk/testing';
import { v7 } from 'uuid';
import { DutyBench } from './duty-bench.ts';
import { netFacts } from './net-facts.ts';

const ANN = '0190a1b2-c3d4-7e5f-8a6b-000000000001';
const BO = '0190a1b2-c3d4-7e5f-8a6b-000000000002';
const head = { source: 'cad-d', callId: 'C1' };
const call: DispatchEvent[] = [
  { ...head, eventId: 'R', kind: 'received', at: '2024-05-31T15:50:00.000Z', sourceSeq: 1 },
  {
    ...head,
    eventId: 'A',
    kind: 'answered',
    at: '2024-05-31T15:50:07.000Z',
    badge: 'F1',
    sourceSeq: 2,
  },
  {
    ...head,
    eventId: 'D',
    kind: 'dispatched',
    at: '2024-05-31T15:51:00.000Z',
    orderId: 'O1',
    badge: 'F1',
    sourceSeq: 4,
  },
];

let duty: DutyBench;

beforeAll(async () => {
  duty = await DutyBench.start();
  await duty.unit('ZJG', null);
  await duty.unit('ZJG-110', 'ZJG');
  await duty.unit('ZJG-PATROL', 'ZJG');
  await duty.hire(ANN, 'F1');
  await duty.hire(BO, 'F2', { unit: 'ZJG-PATROL' });
  await eventually(
    () => query(duty.database.adminUrl, 'SELECT unit FROM placement'),
    (rows) => expect(rows).toHaveLength(2),
  );
  await duty.feed(call);
}, 60_000);
afterAll(() => duty.stop());

const post = async (
  path: string,
  body: object,
  {
    role = 'leader',
    ...who
  }: { role?: Role; sub?: string; units?: string[]; officer?: string } = {},
) => duty.ask('POST', path, { token: await duty.token(role, who), body: JSON.stringify(body) });

const fact = (more: object) => ({
  fact: v7(),
  code: 'A03',
  officer: ANN,
  occurredAt: '2024-05-20T08:12:00+08:00',
  amounts: { minutes: 12 },
  evidence: 'GATE-7',
  ...more,
});

describe('facts entered by people', () => {
  test('are taken once, and never changed under the same id', async () => {
    const one = fact({});
    expect((await post('/v1/facts', one)).body).toEqual({
      outcome: 'accepted',
      state: 'verified',
    });
    expect((await post('/v1/facts', one)).body).toEqual({
      outcome: 'duplicate',
      state: 'verified',
    });
    const changed = await post('/v1/facts', { ...one, amounts: { minutes: 13 } });
    expect(changed.body).toMatchObject({ status: 409, code: 'FACT_REUSED' });
    const other = await post('/v1/facts', { ...one, officer: BO });
    expect(other.body).toMatchObject({ status: 409, code: 'FACT_REUSED' });
  });

  test.each([
    [{ code: 'Z99' }, {}, 422, 'FACT_CODE_UNKNOWN'],
    [{ amounts: { minutes: 45 } }, {}, 422, 'AMOUNT_OUT_OF_RANGE'],
    [{ evidence: null }, {}, 422, 'EVIDENCE_MISSING'],
    [{ officer: v7() }, {}, 422, 'OFFICER_UNKNOWN'],
    [{ occurredAt: '2031-01-01T00:00:00Z' }, {}, 422, 'FUTURE_TIME'],
    [{ occurredAt: '2024-05-20T08:12:00' }, {}, 400, 'SCHEMA_MISMATCH'],
    [{ callerName: 'x' }, {}, 400, 'SCHEMA_MISMATCH'],
    [{ officer: BO }, { units: ['ZJG-110'] }, 403, 'FOREIGN_UNIT'],
    [{}, { officer: ANN }, 403, 'SAME_PERSON'],
    [{}, { role: 'officer' as const }, 403, 'ROLE_MISSING'],
  ])('%j by %j is answered %d %s', async (...[more, who, status, code]) => {
    expect((await post('/v1/facts', fact(more), who)).body).toMatchObject({ status, code });
  });

  test('come in many, each standing or falling alone', async () => {
    const lines = [
      fact({ code: 'calls.offered', amounts: { n: 1520 }, evidence: null }),
      fact({ code: 'B06', amounts: {} }),
      fact({ amounts: {} }),
    ];
    const answer = await duty.ask('POST', '/v1/facts:batch', {
      token: await duty.token('leader', { units: ['ZJG'] }),
      body: `${lines.map((line) => JSON.stringify(line)).join('\n')}\n{broken`,
      headers: { 'content-type': 'application/x-ndjson' },
    });
    expect(answer).toMatchObject({
      status: 207,
      body: {
        accepted: 2,
        rejected: [
          {
            ...{ line: 3, code: 'AMOUNT_OUT_OF_RANGE' },
            details: { zh: expect.stringMatching(/\p{Script=Han}/u) },
          },
          { line: 4, code: 'LINE_NOT_JSON' },
        ],
      },
    });
    expect((await netFacts(duty)).join('\n')).toContain('"calls.offered"');
  });
});

describe('a wrong dispatch', () => {
  const claim = { id: v7(), ...head, orderId: 'O1', reason: 'WRONG_UNIT', evidence: 'REC-1' };
  const confirm = (who: Parameters<typeof post>[2]) =>
    post(`/v1/wrong-dispatches/${claim.id}/confirm`, { evidence: 'REC-1' }, who);

  test('is claimed for an order that exists', async () => {
    expect((await post('/v1/wrong-dispatches', { ...claim, orderId: 'O9' })).body).toMatchObject({
      status: 404,
      code: 'ORDER_UNKNOWN',
    });
    expect((await post('/v1/wrong-dispatches', { ...claim, callId: 'C9' })).body).toMatchObject({
      status: 404,
      code: 'CALL_UNKNOWN',
    });
    const claimant = { sub: 'claimant' };
    expect((await post('/v1/wrong-dispatches', claim, claimant)).status).toBe(201);
    expect((await netFacts(duty)).join()).not.toContain('order.wrongConfirmed');
  });

  test('is ruled upon by a leader of the unit, never by claimant or dispatcher', async () => {
    // To those whom the order does not concern, the case is not there.
    expect((await confirm({ units: ['ZJG-PATROL'] })).body).toMatchObject({
      status: 404,
      code: 'CASE_UNKNOWN',
    });
    expect((await confirm({ units: ['ZJG'], sub: 'claimant' })).body).toMatchObject({
      status: 403,
      code: 'SAME_PERSON',
    });
    expect((await confirm({ units: ['ZJG'], officer: ANN })).body).toMatchObject({
      status: 403,
      code: 'SAME_PERSON',
    });
    expect((await confirm({ role: 'officer' })).status).toBe(403);
  });

  test('counts once it is confirmed, at the moment of dispatch', async () => {
    expect((await confirm({ units: ['ZJG'] })).body).toEqual({ id: claim.id, state: 'confirmed' });
    expect((await confirm({ units: ['ZJG'] })).status).toBe(200);
    const wrong = (await netFacts(duty)).filter((text) => text.includes('order.wrongConfirmed'));
    expect(wrong).toEqual([expect.stringMatching(/^1 × .*"2024-05-31T15:51:00.000Z"/)]);
    const rejected = await post(`/v1/wrong-dispatches/${claim.id}/reject`, {});
    expect(rejected.body).toMatchObject({ status: 409, code: 'CASE_RULED' });
    const { items } = await duty.get('/v1/wrong-dispatches?state=confirmed');
    expect(items).toMatchObject([{ case: claim.id, orderId: 'O1' }]);
    const behind = `/v1/wrong-dispatches?cursor=${encodeCursor([claim.id])}`;
    expect((await duty.get(behind)).items).toEqual([]);
  });

  test('whose sender nobody knows yet is ruled upon by a leader of all units alone', async () => {
    const order = { source: 'cad-w', callId: 'W1' };
    await duty.feed([
      { ...order, eventId: 'WR', kind: 'received', at: '2024-05-31T15:50:00.000Z' },
      {
        ...{ ...order, eventId: 'WD', orderId: 'O1', badge: 'F9' },
        ...{ kind: 'dispatched', at: '2024-05-31T15:51:00.000Z' },
      },
    ]);
    const other = { ...claim, ...order, id: v7() };
    expect((await post('/v1/wrong-dispatches', other, { sub: 'claimant' })).status).toBe(201);
    const rejected = `/v1/wrong-dispatches/${other.id}/reject`;
    expect((await post(rejected, {}, { units: ['ZJG'] })).body).toMatchObject({
      status: 409,
      code: 'DISPATCHER_UNKNOWN',
    });
    expect((await post(rejected, {})).body).toEqual({ id: other.id, state: 'rejected' });
  });
});

describe('manifests', () => {
  test('name what did not come', async () => {
    const manifest = {
      source: 'cad-d',
      day: '2024-05-31',
      events: 4,
      calls: 1,
      kinds: { answered: 1, arrived: 1 },
      firstSeq: 1,
      lastSeq: 4,
    };
    const { body } = await post('/v1/dispatch-manifests', manifest, { role: 'dispatch-feed' });
    expect(body).toMatchObject({
      agrees: false,
      taken: { events: 3, calls: 1 },
      differences: { events: 1, arrived: 1 },
      missing: [{ first: 3, last: 3 }],
    });
    const late = {
      ...head,
      eventId: 'V',
      kind: 'arrived',
      at: '2024-05-31T15:58:00.000Z',
      orderId: 'O1',
      sourceSeq: 3,
    } as const;
    await duty.feed([late]);
    const { items } = await duty.get(
      '/v1/dispatch-manifests?source=cad-d&from=2024-05-31&to=2024-05-31',
    );
    expect(items).toMatchObject([{ agrees: true, differences: {}, missing: [] }]);
  });

  test('what does not come of the last days is a figure, looked up once a minute', async () => {
    const day = new Date().toISOString().slice(0, 10);
    const figure = async (): Promise<string | undefined> =>
      /ywk_feed_missing_\w+{source="cad-m".*/.exec(
        await (await fetch(`${duty.url}/metrics`)).text(),
      )?.[0];
    const manifest = { source: 'cad-m', day, events: 7, kinds: {}, firstSeq: 1, lastSeq: 7 };
    await post('/v1/dispatch-manifests', manifest, { role: 'dispatch-feed' });
    expect(await figure()).toMatch(/^ywk_feed_missing_events.* 7$/);
    await post('/v1/dispatch-manifests', { ...manifest, events: 8 }, { role: 'dispatch-feed' });
    expect(await figure()).toMatch(/ 7$/);
  });

  test('use the zone of the source, which only operators change', async () => {
    const state = async (timeZone: string, role: Role) =>
      duty.ask('PUT', '/v1/dispatch-sources/cad-z', {
        token: await duty.token(role),
        body: JSON.stringify({ timeZone }),
      });
    expect((await state('America/Los_Angeles', 'dispatch-feed')).status).toBe(200);
    expect((await state('Mars/Olympus', 'dispatch-feed')).body).toMatchObject({
      code: 'TIME_ZONE_UNKNOWN',
    });
    expect((await state('UTC', 'dispatch-feed')).body).toMatchObject({
      status: 409,
      code: 'TIME_ZONE_DIFFERS',
    });
    expect((await state('UTC', 'operator')).status).toBe(200);
  });
});

describe('figures', () => {
  test('refuse an interval that does not exist', async () => {
    const answer = await duty.ask('GET', '/v1/figures/calls?source=cad-d&interval=received-lunch', {
      token: await duty.token('auditor'),
    });
    expect(answer.body).toMatchObject({ status: 422, code: 'INTERVAL_UNKNOWN' });
  });
});

describe('a month that is cut off', () => {
  test('has each mark once in every partition of the facts, however often it is asked for', async () => {
    await duty.cutOff('2024-05');
    await duty.cutOff('2024-05');
    await duty.cutOff('2024-05', { revision: 2, final: false });
    await duty.cutOff('2024-05', { revision: 2, final: true });
    await duty.cutOff('2024-05', { revision: 2, final: true });
    const marks = async () => {
      const store = duty.app.get(EventStore);
      const logs = Array.from({ length: PARTITIONS }, (_, partition) =>
        store.readLog({ log: LOGS.fact, partition, after: 0, limit: 1_000 }),
      );
      const all = (await Promise.all(logs)).map((events) =>
        events
          .filter(({ type }) => type === 'PeriodCutOff')
          .map(({ dataText }) => JSON.parse(dataText) as PeriodCutOff)
          .map(({ revision, final }) => `${revision} ${final}`),
      );
      const due = await query(duty.database.adminUrl, 'SELECT 1 FROM cut_off_due');
      return { all, due: due.length };
    };
    const expected = {
      all: Array.from({ length: PARTITIONS }, () => ['1 false', '2 false', '2 true']),
      due: 0,
    };
    await eventually(marks, (found) => expect(found).toEqual(expected), { withinMs: 20_000 });
  });
});
