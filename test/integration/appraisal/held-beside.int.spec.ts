import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recordedSex, shippedBook, views } from '@ywk/appraisal-app';
import {
  ContractRegistry,
  EVENT_CONTRACTS,
  LOGS,
  officerRegistered,
  partitionOf,
  RULES_STREAM,
} from '@ywk/contracts';
import { createPool, EventStore } from '@ywk/event-store';
import { eventually } from '@ywk/testing';
import { v7 } from 'uuid';
import { rebuildView } from '../../support/rebuild-view.ts';
import { AppraisalBench, factsOfW1, type Asker, type StatedFact } from './appraisal-bench.ts';

const appraiser: Asker = { role: 'appraiser' };
const at = (day: string): string => `2024-05-${day}T02:00:00.000Z`;

interface Score {
  readonly shown: string;
  readonly unit: string;
  readonly post: string;
  readonly provisional: boolean;
  readonly adjustments: readonly { originPeriod: string; shown: string }[];
  readonly stays: readonly { post: string; from: string; to: string; shown: string }[];
}

let bench: AppraisalBench;
beforeAll(async () => {
  bench = await AppraisalBench.start();
  await bench.define({ unit: 'ZJG-110' });
  await bench.define({ unit: 'ZJG-OFFICE' });
  await mastersCountMore();
}, 60_000);
afterAll(() => bench.stop());

/** RC-1 of May 2024, but that a master gets a quarter more for the records that passed (C3). */
const mastersCountMore = async (): Promise<void> => {
  const { document } = shippedBook().of('2024-05').scheme;
  const calls = (document.posts['CALL110'] ?? []).map((each) =>
    each.id === 'C3' ? { ...each, roles: ['master'] } : each,
  );
  const roles = document.roles.map((each) =>
    each.role === 'master' ? { ...each, coefficient: '1.25' } : each,
  );
  const next = { version: 2, effectiveFrom: '2024-05', roles };
  const changed = { ...document, ...next, posts: { ...document.posts, CALL110: calls } };
  const name = { kind: 'SCHEME', name: document.scheme, version: 2 };
  const said = [
    { type: 'RulesDrafted', data: { kind: 'SCHEME', document: changed, author: 'a' } },
    { type: 'RulesApproved', data: { ...name, approver: 'b' } },
    { type: 'RulesActivated', data: { ...name, approver: 'c', report: randomUUID() } },
  ];
  const events = said.map((each) => ({ ...each, eventId: v7(), v: 1, occurredAt: at('01') }));
  const write = { log: LOGS.rules, stream: RULES_STREAM, key: RULES_STREAM, events };
  const pool = createPool({ url: bench.database.appUrl, max: 1, applicationName: 'rules' });
  const store = new EventStore({ pool, registry: new ContractRegistry(EVENT_CONTRACTS) });
  const writes = [{ ...write, expectedVersion: 'any' as const }];
  const [outcome] = await store.append([{ commandId: v7(), actor: 'c', request: 'rules', writes }]);
  await pool.end();
  expect(outcome?.outcome).toBe('accepted');
};

const scoreOf = async (officer: string, period = '2024-05'): Promise<Score> =>
  (await bench.ask<Score>(appraiser, `/v1/officers/${officer}/scores/${period}`)).body;

const tell = async (officer: string, type: string, data: object): Promise<void> => {
  await bench.publish(LOGS.personnel, officer, [{ type, data: { officer, ...data } }]);
  await bench.settled();
};

const second = { from: '2024-05-01', to: null, unit: 'ZJG-OFFICE', post: 'CLERK', team: null };
const secondPost = (officer: string, over: object = {}): Promise<void> =>
  tell(officer, 'SecondPostHeld', { ...second, share: 50, ...over });
const master = (officer: string, from: string, to: string | null = null): Promise<void> =>
  tell(officer, 'RoleHeld', { role: 'master', from, to });

/** The month of W1, alone in a team: 88.85. */
const workerOfW1 = async (facts: readonly StatedFact[] = []): Promise<string> => {
  const officer = await bench.hire({ team: `T-${randomUUID().slice(0, 8)}` });
  await bench.record([...factsOfW1(officer), ...facts.map((fact) => ({ ...fact, officer }))]);
  await bench.settled();
  return officer;
};

/** What was folded of an officer, with the transaction that wrote each row. */
const folded = (officer: string): Promise<object[]> =>
  bench.sql(
    `SELECT 'tally' AS what, xmin::text, day::text, metric AS name FROM tally WHERE officer = $1
     UNION ALL SELECT 'fact', xmin::text, month::text, code FROM fact WHERE officer = $1
     ORDER BY 1, 2, 3, 4`,
    [officer],
  );

describe('two posts at once (DOMAIN 3.0c.12)', () => {
  // CL1 19/20 = 95 %: 20 × 15/18 = 16.67; CL3 10.00 of 10; of 30 to 60 points: 53.34.
  // With 37.00 public and the praise: 91.34. Half of it and half of 88.85: 90.095.
  let officer: string;
  beforeAll(async () => {
    officer = await workerOfW1([
      { officer: '', code: 'tasks.due', occurredAt: at('20'), amounts: { n: 20 } },
      { officer: '', code: 'tasks.onTime', occurredAt: at('20'), amounts: { n: 19 } },
    ]);
  });

  test('have a sheet each, weighted by the shares, in the unit of the main post', async () => {
    expect((await scoreOf(officer)).shown).toBe('88.85');
    const before = await folded(officer);
    await secondPost(officer);
    const { shown, unit, post, stays } = await scoreOf(officer);
    expect(stays.map((stay) => [stay.post, stay.shown])).toEqual([
      ['CALL110', '88.85'],
      ['CLERK', '91.34'],
    ]);
    expect([shown, unit, post]).toEqual(['90.10', 'ZJG-110', 'CALL110']);
    expect(await folded(officer)).toEqual(before);
  });

  test('until the second one gets its end: then its own days weigh', async () => {
    // Nothing of W1 lies in these 15 days, of tasks neither: 40 + 60. (88.85 × 2350 + 100 × 750)/3100.
    await secondPost(officer, { to: '2024-05-15' });
    const { shown, stays } = await scoreOf(officer);
    expect(stays.map(({ from, to, shown: points }) => [from, to, points])).toEqual([
      ['2024-05-01', '2024-05-31', '88.85'],
      ['2024-05-01', '2024-05-15', '100.00'],
    ]);
    expect(shown).toBe('91.55');
  });

  test('of another share weigh otherwise', async () => {
    // (88.85 × 80 + 91.34 × 20)/100
    await secondPost(officer, { share: 20 });
    expect((await scoreOf(officer)).shown).toBe('89.35');
  });

  test('leave the officer with the leaders of the main unit', async () => {
    const path = `/v1/officers/${officer}/scores/2024-05`;
    const office: Asker = { role: 'leader', units: ['ZJG-OFFICE'] };
    expect((await bench.ask(office, path)).status).toBe(404);
    const calls: Asker = { role: 'leader', units: ['ZJG-110'] };
    expect((await bench.ask(calls, path)).status).toBe(200);
  });
});

describe('a role (DOMAIN 3.0c.3)', () => {
  test('told late multiplies what names it, and folds nothing again', async () => {
    const officer = await workerOfW1();
    expect((await scoreOf(officer)).shown).toBe('88.85');
    const before = await folded(officer);
    // C3 is a rate: 7.50 × 1.25 = 9.375, for the role of most days.
    await master(officer, '2024-05-10');
    expect((await scoreOf(officer)).shown).toBe('90.73');
    expect(before.length).toBeGreaterThan(20);
    expect(await folded(officer)).toEqual(before);
  });

  test('of fewer days than none changes no rate', async () => {
    const officer = await workerOfW1();
    await master(officer, '2024-05-10');
    await master(officer, '2024-05-10', '2024-05-20');
    expect((await scoreOf(officer)).shown).toBe('88.85');
  });

  test('that no scheme knows changes nothing', async () => {
    const officer = await workerOfW1();
    await tell(officer, 'RoleHeld', { role: 'stranger', from: '2024-05-01', to: null });
    expect((await scoreOf(officer)).shown).toBe('88.85');
  });
});

const PERSONS = 'SELECT officer, sex FROM person WHERE officer = ANY($1) ORDER BY sex';

describe('a recorded sex', () => {
  test('is kept, unknown for those of the first version, and goes with an erasure', async () => {
    const [woman, man, before, erased] = Array.from({ length: 4 }, () => randomUUID());
    const { sex: _none, ...sample } = officerRegistered.sample;
    for (const [officer, sex] of [
      [woman, 'F'],
      [man, 'M'],
      [erased, 'F'],
    ] as const) {
      const data = { ...sample, officer, sex };
      await bench.publish(LOGS.personnel, officer ?? '', [
        { type: 'OfficerRegistered', v: 2, data },
      ]);
    }
    await tell(before ?? '', 'OfficerRegistered', { ...sample, officer: before });
    await tell(erased ?? '', 'SubjectErased', { kid: randomUUID() });
    const kept = await bench.sql(PERSONS, [[woman, man, before]]);
    expect(kept).toEqual([
      { officer: woman, sex: 'F' },
      { officer: man, sex: 'M' },
      { officer: before, sex: null },
    ]);
    expect(await bench.sql(PERSONS, [[erased]])).toEqual([{ officer: erased, sex: null }]);
    const pool = createPool({ url: bench.database.appUrl, max: 1, applicationName: 'sexes' });
    const asked = [woman ?? '', man ?? '', randomUUID()];
    const people = asked.map((officer) => ({ partition: partitionOf(officer), officer }));
    expect(await recordedSex(pool, people)).toEqual(
      new Map([
        [woman, 'F'],
        [man, 'M'],
      ]),
    );
    await pool.end();
  });
});

const TABLES = ['placement', 'held_role', 'person', 'unit'];
const rows = async (): Promise<unknown[]> =>
  Promise.all(TABLES.map((name) => bench.sql(`SELECT * FROM ${name} AS t ORDER BY t::text`)));

test('the view of personnel is built again with second posts, roles and persons', async () => {
  const before = await rows();
  const rebuilt = rebuildView(await bench.config(), 'appraisal', views());
  expect(await rebuilt('appraisal.personnel')).toMatchObject({ equal: true, swapped: {} });
  expect(await rows()).toEqual(before);
  expect(before.map((each) => (each as unknown[]).length > 0)).toEqual([true, true, true, true]);
  await bench.sql(`UPDATE held_role SET role = 'apprentice' WHERE role = 'master'`);
  await bench.sql('UPDATE placement SET share = 51 WHERE share = 50');
  expect(await rebuilt('appraisal.personnel')).toEqual({
    equal: false,
    different: ['placement', 'held_role'],
  });
  await bench.sql(`UPDATE held_role SET role = 'master' WHERE role = 'apprentice'`);
  await bench.sql('UPDATE placement SET share = 50 WHERE share = 51');
}, 60_000);

describe('a closed month', () => {
  test('keeps the roles and posts of its close, also for what comes late', async () => {
    const [officer, clerk] = [await workerOfW1(), await workerOfW1()];
    await master(officer, '2024-05-01');
    await secondPost(clerk);
    await bench.ask(appraiser, '/v1/periods/month/2024-05/cut-off', { method: 'POST' });
    for (const log of [LOGS.personnel, LOGS.fact]) await bench.mark(log, '2024-05');
    await bench.settled();
    const compute = '/v1/periods/month/2024-05/compute';
    await eventually(
      () => bench.ask<{ status: string }>(appraiser, compute, { method: 'POST' }),
      ({ body }) => body.status === 'COMPUTED',
    );
    await bench.markAll('2024-05', { revision: 1, final: true });
    await bench.settled();
    const closed = [await scoreOf(officer), await scoreOf(clerk)];
    expect(closed[0]).toMatchObject({ provisional: false, shown: '90.73' });
    await master(officer, '2024-05-01', '2024-05-01');
    await secondPost(clerk, { to: '2024-05-01' });
    expect([await scoreOf(officer), await scoreOf(clerk)]).toEqual(closed);
    // 40 of 40 records would be 10.00 with the role, as without: 0.62 more than 9.38.
    const one = { code: 'records.passed', occurredAt: at('25'), amounts: { n: 1 } };
    await bench.record([{ officer, ...one }]);
    await bench.settled();
    const { adjustments } = await scoreOf(officer, '2024-06');
    expect(adjustments).toMatchObject([{ originPeriod: '2024-05', shown: '0.62' }]);
  }, 60_000);
});
