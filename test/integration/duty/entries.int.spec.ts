import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readFileSync } from 'node:fs';
import { EventStore } from '@ywk/event-store';
import { LOGS } from '@ywk/contracts';
import { views } from '@ywk/duty-app';
import type { Role } from '@ywk/platform';
import { eventually, query } from '@ywk/testing';
import { v7 } from 'uuid';
import { rebuildView } from '../../support/rebuild-view.ts';
import { DutyBench } from './duty-bench.ts';
import { netFacts } from './net-facts.ts';

const ANN = '0190a1b2-c3d4-7e5f-8a6b-0000000000a1';
const BO = '0190a1b2-c3d4-7e5f-8a6b-0000000000b2';

let duty: DutyBench;

beforeAll(async () => {
  duty = await DutyBench.start();
  await duty.unit('ZJG', null);
  await duty.unit('ZJG-110', 'ZJG');
  await duty.unit('ZJG-PATROL', 'ZJG');
  await duty.hire(ANN, 'F1');
  await duty.hire(BO, 'F2', { unit: 'ZJG-PATROL' });
  await eventually(
    () => query(duty.database.adminUrl, 'SELECT operator FROM operator_hold'),
    (rows) => expect(rows).toHaveLength(2),
  );
}, 60_000);
afterAll(() => duty.stop());

type Who = { role?: Role; sub?: string; units?: string[]; officer?: string };

const post = async (path: string, body: object, { role = 'leader', ...who }: Who = {}) =>
  duty.ask('POST', path, { token: await duty.token(role, who), body: JSON.stringify(body) });

const merit = (more: object = {}) => ({
  fact: v7(),
  code: 'B05',
  officer: ANN,
  occurredAt: '2024-05-20T02:00:00.000Z',
  amounts: { points: 1 },
  evidence: 'AGREEMENT-1',
  ...more,
});

const owner: Who = { sub: 'chief', units: ['ZJG-110'] };
const desk: Who = { role: 'hr' };

/** What stands about one act, as `n × content`. */
const standing = async (fact: string): Promise<string[]> =>
  (await netFacts(duty))
    .filter((line) => line.includes(fact))
    .map((line) => line.replace(fact, ''));

const points = (n: number) => [expect.stringMatching(`^1 × .*"points":${n}`)];

describe('a fact of a code that a leader owns', () => {
  const one = merit();

  test('waits, and is found by those who are to verify it', async () => {
    expect((await post('/v1/facts', one, desk)).body).toEqual({
      outcome: 'accepted',
      state: 'pending',
    });
    expect(await standing(one.fact)).toEqual([]);
    const list = async (more: string, who: Who = owner) => {
      const token = await duty.token('leader', who);
      return duty.ask('GET', `/v1/facts?state=pending${more}`, { token });
    };
    await eventually(
      () => list(''),
      ({ body }) =>
        expect(body).toMatchObject({ items: [{ fact: one.fact, unit: 'ZJG-110', version: 1 }] }),
    );
    expect((await list('&code=B06')).body).toMatchObject({ items: [] });
    expect((await list('&unit=ZJG', { units: ['ZJG'] })).body.items).toHaveLength(1);
    expect((await list('', { units: ['ZJG-PATROL'] })).body).toMatchObject({ items: [] });
    expect((await list('&unit=ZJG-110', { units: ['ZJG-PATROL'] })).body).toMatchObject({
      status: 403,
      code: 'FOREIGN_UNIT',
    });
  });

  test.each<[Who, number, string]>([
    [{ role: 'auditor' }, 403, 'NOT_OWNER'],
    [{ units: ['ZJG-PATROL'] }, 404, 'FACT_UNKNOWN'],
    [{ officer: ANN }, 403, 'SAME_PERSON'],
    [{ sub: 'test-hr' }, 403, 'SAME_PERSON'],
  ])('is not verified by %j: %d %s', async (who, status, code) => {
    expect((await post(`/v1/facts/${one.fact}:verify`, {}, who)).body).toMatchObject({
      status,
      code,
    });
    expect(await standing(one.fact)).toEqual([]);
  });

  test('counts once its owner has verified it', async () => {
    const verify = () => post(`/v1/facts/${one.fact}:verify`, { version: 1 }, owner);
    expect((await verify()).body).toEqual({ fact: one.fact, state: 'verified', version: 1 });
    expect((await verify()).status).toBe(200);
    expect(await standing(one.fact)).toEqual(points(1));
  });

  test('says who entered and who verified it: neither rules on it', async () => {
    const place = { log: LOGS.conduct, stream: `vouched-${one.fact}`, key: ANN };
    const told = await duty.app.get(EventStore).readStream(place);
    expect(told.map(({ type, data }) => [type, data])).toEqual([
      [
        'FactVouched',
        { fact: one.fact, officer: ANN, author: expect.any(String), verifier: 'chief' },
      ],
    ]);
    expect((told[0]?.data as { author: string }).author).not.toBe('chief');
  });

  test('is corrected in one append, once the correction is verified', async () => {
    const change = { amounts: { points: 3 } };
    const corrected = await post(`/v1/facts/${one.fact}:correct`, change, desk);
    expect(corrected.body).toMatchObject({ state: 'pending', version: 2 });
    expect((await post(`/v1/facts/${one.fact}:correct`, change, desk)).body).toMatchObject({
      version: 2,
    });
    expect(await standing(one.fact)).toEqual(points(1));
    const stale = await post(`/v1/facts/${one.fact}:verify`, { version: 1 }, owner);
    expect(stale.body).toMatchObject({ status: 409, code: 'FACT_SUPERSEDED' });
    await post(`/v1/facts/${one.fact}:verify`, {}, owner);
    expect(await standing(one.fact)).toEqual(points(3));
    const written = await duty.app
      .get(EventStore)
      .readStream({ log: LOGS.fact, stream: `officer-${ANN}`, key: ANN });
    const last = written.slice(-2);
    expect(last.map(({ type }) => type)).toEqual(['FactReversed', 'FactRecorded']);
    expect(new Set(last.map(({ commandId }) => commandId)).size).toBe(1);
  });

  test.each([
    [{ amounts: { points: 9 } }, 422, 'AMOUNT_OUT_OF_RANGE'],
    [{ evidence: null }, 422, 'EVIDENCE_MISSING'],
    [{ code: 'B06' }, 400, 'SCHEMA_MISMATCH'],
    [{ version: 1, amounts: { points: 2 } }, 409, 'FACT_REUSED'],
  ])('is not corrected to %j: %d %s', async (change, status, code) => {
    const answer = await post(`/v1/facts/${one.fact}:correct`, change, desk);
    expect(answer.body).toMatchObject({ status, code });
  });

  test('is withdrawn, and every version is still told', async () => {
    await post(`/v1/facts/${one.fact}:withdraw`, { reason: 'WRONG_PERSON' }, desk);
    expect(await standing(one.fact)).toEqual(points(3));
    await post(`/v1/facts/${one.fact}:verify`, {}, owner);
    expect(await standing(one.fact)).toEqual([]);
    const told = await duty.get(`/v1/facts/${one.fact}`);
    expect(told).toMatchObject({
      state: 'withdrawn',
      versions: [
        { version: 1, verdict: 'verified' },
        { version: 2, verdict: 'verified' },
        { version: 3, verdict: 'verified', content: null, reason: 'WRONG_PERSON' },
      ],
    });
    expect((told['events'] as unknown as { actor: string }[]).map(({ actor }) => actor)).toEqual([
      'test-hr',
      'chief',
      'test-hr',
      'chief',
      'test-hr',
      'chief',
    ]);
    const of = async (officer: string) =>
      duty.ask('GET', `/v1/facts/${one.fact}`, {
        token: await duty.token('officer', { officer, units: [] }),
      });
    expect([(await of(ANN)).status, (await of(BO)).status]).toEqual([200, 404]);
  });

  test('may be rejected with a reason, and never counts', async () => {
    const bad = merit();
    await post('/v1/facts', bad, desk);
    const answer = await post(`/v1/facts/${bad.fact}:reject`, { reason: 'NO_EVIDENCE' }, owner);
    expect(answer.body).toMatchObject({ state: 'rejected' });
    expect(await standing(bad.fact)).toEqual([]);
    expect((await post(`/v1/facts/${bad.fact}:verify`, {}, owner)).body).toMatchObject({
      status: 409,
      code: 'FACT_JUDGED',
    });
  });

  test('is verified among many, each standing or falling alone', async () => {
    const [mine, foreign] = [merit(), merit({ officer: BO })];
    await post('/v1/facts', mine, desk);
    await post('/v1/facts', foreign, desk);
    const unknown = v7();
    const facts = [mine.fact, foreign.fact, unknown];
    expect(await post('/v1/facts:verify', { facts }, owner)).toMatchObject({
      status: 207,
      body: {
        verified: 1,
        rejected: [
          { fact: foreign.fact, code: 'FACT_UNKNOWN' },
          { fact: unknown, code: 'FACT_UNKNOWN' },
        ],
      },
    });
    expect(await standing(mine.fact)).toEqual(points(1));
  });
});

describe('facts of a machine', () => {
  const machine: Who = { role: 'dispatch-feed' };

  test('lead to the same whatever order their versions come in', async () => {
    const said = (fact: string) => [
      merit({ fact, version: 1 }),
      merit({ fact, version: 2, amounts: { points: 2 } }),
      merit({ fact, version: 3, amounts: { points: 3 } }),
    ];
    const orders = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
      [2, 2, 0],
    ];
    for (const order of orders) {
      const versions = said(v7());
      const outcomes: unknown[] = [];
      for (const at of order) {
        outcomes.push((await post('/v1/facts', versions[at] ?? {}, machine)).body['outcome']);
      }
      expect(await standing(versions[0]?.fact ?? '')).toEqual(points(3));
      expect(outcomes.includes('superseded')).toBe(order[0] !== 0);
    }
  });

  test('are named by a badge, and taken back by a line', async () => {
    const { officer: _officer, ...rest } = merit();
    const line = { ...rest, badge: 'F1' };
    const lines = [line, { ...line, version: 2, withdrawn: 'MISREAD' }, { ...line, badge: 'F9' }];
    const answer = await duty.ask('POST', '/v1/facts:batch', {
      token: await duty.token('dispatch-feed'),
      body: lines.map((one) => JSON.stringify(one)).join('\n'),
      headers: { 'content-type': 'application/x-ndjson' },
    });
    expect(answer.body).toMatchObject({
      accepted: 2,
      pending: 0,
      rejected: [{ line: 3, code: 'BADGE_UNKNOWN', pointer: '/badge' }],
    });
    expect(await standing(line.fact)).toEqual([]);
  });
});

describe('the catalogue of facts', () => {
  const document = parse(
    readFileSync(new URL('../../../services/duty/catalogue/facts-1.yaml', import.meta.url), 'utf8'),
  ) as { acts: { code: string; amounts?: object }[] };
  const next = {
    ...document,
    version: 2,
    acts: [
      ...document.acts,
      {
        code: 'X01',
        label: { zh: '参加义诊', en: 'Free clinic' },
        source: '局发〔2024〕3号',
        owner: 'hr',
        amounts: { hours: { min: 1, max: 8 } },
      },
    ],
  };
  const clinic = () => merit({ code: 'X01', amounts: { hours: 4 } });
  const drafter: Who = { role: 'hr', sub: 'drafter' };

  test('refuses a document that means nothing, with every fault at once', async () => {
    const broken = {
      version: 2,
      acts: [{ code: 'X 1', label: { zh: '甲' }, source: 's', owner: 'nobody' }],
      totals: [],
    };
    const { body } = await post('/v1/fact-catalogues', broken, drafter);
    expect(body).toMatchObject({ status: 422, code: 'CATALOGUE_INVALID' });
    const { errors } = body['facts'] as unknown as { errors: { path: string; right: string }[] };
    expect(errors.map(({ path }) => path).sort()).toEqual([
      '/acts/0/code',
      '/acts/0/label',
      '/acts/0/owner',
    ]);
    expect(errors.find(({ path }) => path === '/acts/0/owner')?.right).toMatch(/auditor/);
  });

  test('keeps what was used', async () => {
    const without = { ...next, acts: next.acts.filter(({ code }) => code !== 'B05') };
    await eventually(
      () => post('/v1/fact-catalogues', without, drafter),
      ({ body }) =>
        expect(body).toMatchObject({
          code: 'CATALOGUE_INVALID',
          facts: { errors: [{ right: 'keep the code "B05"' }] },
        }),
    );
  });

  test('takes a new code once somebody else has activated it, without a restart', async () => {
    expect((await post('/v1/facts', clinic(), desk)).body).toMatchObject({
      code: 'FACT_CODE_UNKNOWN',
    });
    expect(await post('/v1/fact-catalogues', next, drafter)).toMatchObject({
      status: 201,
      body: { version: 2 },
    });
    const activate = (who: Who) => post('/v1/fact-catalogues/2/activate', {}, who);
    expect((await activate(drafter)).body).toMatchObject({ status: 403, code: 'SAME_PERSON' });
    expect((await activate({ role: 'approver' })).status).toBe(200);
    expect((await post('/v1/facts', clinic(), desk)).body).toMatchObject({ outcome: 'accepted' });
    const { items, version } = await duty.get('/v1/fact-codes');
    expect(version).toBe(2);
    expect((items as unknown as { code: string }[]).map(({ code }) => code)).toContain('X01');
    expect((await duty.get('/v1/fact-catalogues'))['items']).toMatchObject([
      { version: 1, active: false, author: null },
      { version: 2, active: true, author: 'drafter', approver: 'test-approver' },
    ]);
  });
});

test('the list is the same when it is built again from the log', async () => {
  const rebuilt = await rebuildView(duty.config, 'duty', views())('duty.entries');
  expect(rebuilt).toMatchObject({ equal: true, different: [], swapped: {} });
  expect((await duty.get('/v1/facts?state=withdrawn'))['items']).toHaveLength(2);
});
