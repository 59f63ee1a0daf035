import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOGS, type Fact } from '@ywk/contracts';
import { views } from '@ywk/duty-app';
import { EventStore } from '@ywk/event-store';
import { takeActTimeFrom, type Role } from '@ywk/platform';
import { eventually, query } from '@ywk/testing';
import { v7 } from 'uuid';
import { rebuildView } from '../../support/rebuild-view.ts';
import { DutyBench } from './duty-bench.ts';

const ANN = '0190a1b2-c3d4-7e5f-8a6b-0000000000a1';
const BO = '0190a1b2-c3d4-7e5f-8a6b-0000000000b2';

/** Not the notice of 2027: one that keeps the law. */
const festivals = [
  { name: '元旦', from: '2027-01-01', to: '2027-01-03', makeUp: [] },
  { name: '春节', from: '2027-02-05', to: '2027-02-13', makeUp: ['2027-01-30', '2027-02-14'] },
  { name: '清明节', from: '2027-04-03', to: '2027-04-05' },
  { name: '劳动节', from: '2027-05-01', to: '2027-05-05', makeUp: ['2027-05-08'] },
  { name: '端午节', from: '2027-06-09', to: '2027-06-09' },
  { name: '中秋节', from: '2027-09-15', to: '2027-09-15' },
  { name: '国庆节', from: '2027-10-01', to: '2027-10-07', makeUp: ['2027-09-26', '2027-10-09'] },
];

const folder = mkdtempSync(join(tmpdir(), 'ywk-conduct-'));
const clock = join(folder, 'now');
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
afterAll(async () => {
  takeActTimeFrom(undefined);
  rmSync(folder, { recursive: true });
  await duty.stop();
});

type Who = { role?: Role; sub?: string; units?: string[]; officer?: string };

const post = async (path: string, body: object, { role = 'auditor', ...who }: Who = {}) =>
  duty.ask('POST', path, { token: await duty.token(role, who), body: JSON.stringify(body) });

/** What others were told about the conduct of an officer, in order. */
const told = async (officer: string) => {
  const place = { log: LOGS.conduct, stream: `conduct-${officer}`, key: officer };
  return (await duty.app.get(EventStore).readStream(place)).map(({ type, data }) => ({
    type,
    ...(data as object),
  }));
};

/** Facts that stand because of a case or commendation, one canonical text each. */
const facts = async (conduct: string): Promise<string[]> => {
  const standing = new Map<string, string>();
  for (const officer of [ANN, BO]) {
    const place = { log: LOGS.fact, stream: `officer-${officer}`, key: officer };
    for (const { type, data, dataText } of await duty.app.get(EventStore).readStream(place)) {
      const { fact, origin } = data as Fact;
      if (origin.reference !== conduct) continue;
      if (type === 'FactRecorded') standing.set(fact, dataText);
      else standing.delete(fact);
    }
  }
  return [...standing.values()];
};

const evidence = 'ZJG-2024-17';
const report = (more: object = {}) => ({
  case: v7(),
  officer: ANN,
  occurredAt: '2024-05-20T10:00:00.000+08:00',
  evidence,
  on: '2024-05-21',
  ...more,
});

/** The person who takes each step of a case. */
const WHO: Readonly<Record<string, Who>> = {
  report: { role: 'leader', sub: 'ann' },
  first: { sub: 'bo' },
  second: { role: 'hr', sub: 'cy' },
  decide: { role: 'approver', sub: 'dan' },
  review: { role: 'approver', sub: 'eve' },
};

const heard = async (one = report()): Promise<string> => {
  const path = `/v1/discipline-cases/${one.case}`;
  const finding = 'CONFIRMED';
  for (const [way, body, who] of [
    ['/v1/discipline-cases', one, WHO['report']],
    [`${path}:verify`, { evidence, finding, on: '2024-05-22' }, WHO['first']],
    [`${path}:verify`, { evidence, finding, on: '2024-05-22' }, WHO['second']],
    [`${path}:inform`, { evidence, on: '2024-05-23' }, WHO['first']],
    [`${path}:hear`, { evidence, on: '2024-05-24' }, WHO['first']],
  ] as const) {
    const { status, body: answer } = await post(way, body, who);
    if (status !== 200) throw new Error(`${way}: ${JSON.stringify(answer)}`);
  }
  return one.case;
};

const decision = {
  evidence: 'ZJG-DC-9',
  on: '2024-05-27',
  sanction: 'WARNING',
  fact: { code: 'D07' },
};

describe('a case of discipline', () => {
  test('is decided after the hearing: a sanction for others, a fact for the score', async () => {
    const id = await heard(report({ actId: 'ACT-1' }));
    const { status, body } = await post(
      `/v1/discipline-cases/${id}:decide`,
      decision,
      WHO['decide'],
    );
    expect([status, body['decider']]).toEqual([200, 'dan']);
    expect(await told(ANN)).toContainEqual({
      type: 'SanctionImposed',
      ...{ conduct: id, officer: ANN, code: 'WARNING', on: '2024-05-27' },
      ...{ months: 6, mostMonths: 48, evidence: 'ZJG-DC-9' },
    });
    const [fact, ...others] = await facts(id);
    expect(others).toEqual([]);
    expect(fact).toMatch(/"actId":"ACT-1".*"code":"D07".*"evidence":"ZJG-DC-9"/);

    const annul = { evidence: 'ZJG-DC-9-R', result: 'ANNULLED' };
    const asked = () => post(`/v1/discipline-cases/${id}:review`, annul, WHO['review']);
    expect((await asked()).status).toBe(200);
    expect((await asked()).status).toBe(200);
    expect(await facts(id)).toEqual([]);
    expect((await told(ANN)).filter((one) => JSON.stringify(one).includes(id))).toMatchObject([
      { type: 'SanctionImposed' },
      { type: 'SanctionLifted', evidence: 'ZJG-DC-9-R' },
    ]);
  });

  test('a review changes sanction and points of the same fact', async () => {
    const id = await heard();
    const grave = {
      ...decision,
      sanction: 'DEMERIT',
      fact: { code: 'D06', amounts: { points: 10 } },
    };
    await post(`/v1/discipline-cases/${id}:decide`, grave, WHO['decide']);
    const milder = {
      ...{ evidence: 'R', result: 'CHANGED', sanction: 'WARNING' },
      fact: { code: 'D06', amounts: { points: 4 } },
    };
    const { body } = await post(`/v1/discipline-cases/${id}:review`, milder, WHO['review']);
    expect(body['outcome']).toMatchObject({ sanction: { code: 'WARNING' } });
    expect(await facts(id)).toEqual([expect.stringMatching(/"points":4/)]);
    expect((await told(ANN)).at(-1)).toMatchObject({
      ...{ type: 'SanctionImposed', conduct: id, code: 'WARNING', on: '2024-05-27' },
    });
  });

  test.each<[string, object, Who, number, string]>([
    ['decide', decision, { role: 'approver', sub: 'ann' }, 403, 'SAME_PERSON'],
    ['decide', decision, { role: 'approver', sub: 'bo' }, 403, 'SAME_PERSON'],
    ['decide', decision, { role: 'approver', sub: 'cy' }, 403, 'SAME_PERSON'],
    ['decide', decision, { role: 'approver', sub: 'x', officer: ANN }, 403, 'SAME_PERSON'],
    [
      'decide',
      decision,
      { role: 'approver', sub: 'x', units: ['ZJG-PATROL'] },
      404,
      'DISCIPLINE_UNKNOWN',
    ],
    ['decide', { ...decision, on: '2199-01-01' }, WHO['decide'] ?? {}, 422, 'FUTURE_TIME'],
    [
      'decide',
      { ...decision, fact: { code: 'NONE' } },
      WHO['decide'] ?? {},
      422,
      'FACT_CODE_UNKNOWN',
    ],
    ['decide', { ...decision, sanction: 'NONE' }, WHO['decide'] ?? {}, 422, 'SANCTION_UNKNOWN'],
    ['decide', { ...decision, on: '27 May' }, WHO['decide'] ?? {}, 400, 'REQUEST_NOT_VALID'],
    ['review', { evidence, result: 'ANNULLED' }, WHO['review'] ?? {}, 409, 'DISCIPLINE_OPEN'],
  ])('%s %j by %j is refused: %d %s', async (...[step, body, who, status, code]) => {
    const id = await heard();
    const answer = await post(`/v1/discipline-cases/${id}:${step}`, body, who);
    expect(answer.body).toMatchObject({ status, code });
    expect(await facts(id)).toEqual([]);
  });

  test('before the hearing it is not decided, and it shows as overdue', async () => {
    const one = report();
    await post('/v1/discipline-cases', one, WHO['report']);
    const early = await post(`/v1/discipline-cases/${one.case}:decide`, decision, WHO['decide']);
    expect(early.body).toMatchObject({ status: 409, code: 'HEARING_MISSING' });
    await eventually(
      () => duty.get('/v1/conduct-deadlines?overdue=true&limit=200'),
      ({ items }) =>
        expect(items).toContainEqual(
          expect.objectContaining({
            ...{ id: one.case, stage: 'VERIFY', overdue: true, unit: 'ZJG-110' },
            due: { step: 'VERIFY', due: '2024-06-04' },
          }),
        ),
    );
  });

  test('counts the working days of a year that appraisal published, and guesses none', async () => {
    const one = report({ occurredAt: '2026-12-24T10:00:00.000+08:00', on: '2026-12-25' });
    writeFileSync(clock, '2026-12-25T12:00:00+08:00');
    takeActTimeFrom(clock);
    const { status } = await post('/v1/discipline-cases', one, WHO['report']);
    const shown = (found: object) =>
      eventually(
        () => duty.get('/v1/conduct-deadlines?limit=200'),
        ({ items }) =>
          expect(items).toContainEqual(expect.objectContaining({ id: one.case, ...found })),
      );
    await shown({ due: null, overdue: false, warning: expect.stringContaining('2027') });
    const document = { year: 2027, source: 'a trial', festivals };
    const told = { type: 'CalendarPublished', data: { year: 2027, version: 1, document } };
    await duty.neighbours.publish(LOGS.period, 'calendars', [told]);
    // Of ten working days the 1st to the 3rd of January are none.
    await shown({ due: { step: 'VERIFY', due: '2027-01-11' }, warning: null });
    takeActTimeFrom(undefined);
    expect(status).toBe(200);
  });

  test('the officer sees it once told, leaders of other units never', async () => {
    const id = await heard();
    const own = await duty.token('officer', { sub: 'self', officer: ANN });
    await eventually(
      () => duty.ask('GET', '/v1/conduct/own?limit=200', { token: own }),
      ({ body }) => expect(JSON.stringify(body)).toContain(id),
    );
    const list = async (units: string[]) => {
      const token = await duty.token('leader', { units });
      const { body } = await duty.ask('GET', '/v1/conduct?kind=DISCIPLINE&limit=200', { token });
      return JSON.stringify(body).includes(id);
    };
    expect([await list(['ZJG-110']), await list(['ZJG']), await list(['ZJG-PATROL'])]).toEqual([
      ...[true, true, false],
    ]);
  });
});

describe('a commendation', () => {
  const propose = (more: object = {}) => ({
    ...{ commendation: v7(), code: 'BRAVERY', officers: [ANN, BO], evidence, on: '2024-05-21' },
    occurredAt: '2024-05-20T02:00:00.000Z',
    ...more,
  });
  const verified = async (one: ReturnType<typeof propose>) => {
    const answers = [
      await post('/v1/commendations', one, WHO['report']),
      await post(
        `/v1/commendations/${one.commendation}:verify`,
        { evidence, on: '2024-05-22' },
        WHO['first'],
      ),
    ];
    for (const { status, body } of answers)
      if (status !== 200) throw new Error(JSON.stringify(body));
    return one.commendation;
  };
  const decide = (id: string, body: object = {}, who = WHO['decide']) =>
    post(
      `/v1/commendations/${id}:decide`,
      { evidence: 'ZJG-CM-3', on: '2024-05-27', grants: true, ...body },
      who,
    );

  test('tells others each officer’s money, and takes it back when it is annulled', async () => {
    const id = await verified(propose({ code: 'PUBLIC_PRAISE' }));
    expect((await decide(id)).status).toBe(200);
    expect(await facts(id)).toHaveLength(2);
    const granted = { conduct: id, code: 'PUBLIC_PRAISE', amount: 0, matter: null };
    expect(await told(BO)).toContainEqual(
      expect.objectContaining({ type: 'CommendationGranted', officer: BO, ...granted }),
    );
    const annul = await post(`/v1/commendations/${id}:annul`, { evidence }, WHO['review']);
    expect(annul.status).toBe(200);
    expect(await facts(id)).toEqual([]);
    expect((await told(BO)).at(-1)).toMatchObject({ type: 'CommendationRevoked', ...granted });
  });

  test('one case, one award: another waits until the first is annulled', async () => {
    const matter = 'CASE-2024-9';
    const first = await verified(propose({ code: 'CASE', matter }));
    const second = await verified(propose({ code: 'CASE', matter, officers: [BO] }));
    expect((await decide(first)).body).toMatchObject({ status: 422, code: 'AMOUNT_MISSING' });
    expect((await decide(first, { amount: 100_001 })).body).toMatchObject({
      decided: {
        granted: [
          { officer: ANN, amount: 50_001 },
          { officer: BO, amount: 50_000 },
        ],
      },
    });
    expect((await decide(second, { amount: 100 })).body).toMatchObject({
      ...{ status: 409, code: 'AWARD_REPEATED' },
    });
    await post(`/v1/commendations/${first}:annul`, { evidence }, WHO['review']);
    expect((await decide(second, { amount: 100 })).status).toBe(200);
  });

  test('a series is rewarded as one case', async () => {
    const series = 'SERIES-2023-1';
    const of = (matter: string) => propose({ code: 'CASE', matter, series, officers: [BO] });
    const first = await verified(of('CASE-2023-1'));
    const second = await verified(of('CASE-2023-2'));
    expect((await decide(first, { amount: 100 })).status).toBe(200);
    expect((await decide(second, { amount: 100 })).body).toMatchObject({
      ...{ status: 409, code: 'AWARD_REPEATED', facts: { pointer: '/series' } },
    });
    await post(`/v1/commendations/${first}:annul`, { evidence }, WHO['review']);
    expect((await decide(second, { amount: 100 })).status).toBe(200);
  });

  test('the fourth award for a case in a year is doubled', async () => {
    const amounts: unknown[] = [];
    for (const n of [1, 2, 3, 4]) {
      const id = await verified(propose({ code: 'CASE', matter: `SERIES-${n}`, officers: [ANN] }));
      const { body } = await decide(id, { amount: 1_000 });
      amounts.push(
        (body as { decided?: { granted: { amount: number }[] } }).decided?.granted[0]?.amount,
      );
    }
    expect(amounts).toEqual([1_000, 1_000, 1_000, 2_000]);
  });

  test('is decided by nobody who proposed or verified it, or has it', async () => {
    const id = await verified(propose());
    for (const who of [{ sub: 'ann' }, { sub: 'bo' }, { sub: 'x', officer: BO }]) {
      expect((await decide(id, {}, { role: 'approver', ...who })).body).toMatchObject({
        ...{ status: 403, code: 'SAME_PERSON' },
      });
    }
  });
});

describe('leave', () => {
  test('holds once another person approved it, until it is taken back', async () => {
    const leave = {
      leave: v7(),
      officer: BO,
      kind: 'MATERNITY',
      from: '2024-02-01',
      to: '2024-08-31',
    };
    const self: Who = { role: 'officer', sub: 'self', officer: BO };
    expect((await post('/v1/leaves', leave, self)).status).toBe(200);
    const approve = (who: Who) => post(`/v1/leaves/${leave.leave}:approve`, {}, who);
    expect((await approve({ role: 'leader', sub: 'self' })).body).toMatchObject({
      code: 'SAME_PERSON',
    });
    expect((await approve({ role: 'leader', officer: BO })).body).toMatchObject({
      code: 'SAME_PERSON',
    });
    expect((await approve({ role: 'hr', sub: 'cy' })).status).toBe(200);
    expect((await told(BO)).at(-1)).toMatchObject({
      ...{ type: 'LeaveGranted', conduct: leave.leave, kind: 'MATERNITY', to: '2024-08-31' },
    });
    await post(`/v1/leaves/${leave.leave}:withdraw`, {}, { role: 'hr', sub: 'cy' });
    expect((await told(BO)).at(-1)).toEqual({
      ...{ type: 'LeaveCancelled', conduct: leave.leave, officer: BO },
    });
  });
});

test('the list is the same when it is built again', async () => {
  const rebuilt = await rebuildView(duty.config, 'duty', views())('duty.conduct-board');
  expect(rebuilt).toMatchObject({ equal: true, different: [], swapped: {} });
});
