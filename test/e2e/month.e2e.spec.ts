import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DOORS, encodeEnvelope, LOGS, PUBLISHED_LOGS, READINGS } from '@ywk/contracts';
import { runDemo } from '@ywk/local';
import { TopicWriter } from '@ywk/messaging';
import { eventually, startTestSystem, type TestSystem } from '@ywk/testing';
import { TestAuthority } from '../support/certificates.ts';
import { Checkup } from '../support/checkup.ts';
import { Client } from '../support/client.ts';
import { EventCheck } from '../support/event-check.ts';
import { runBuiltYwk } from '../support/run-ywk.ts';
import { TopicListener } from '../support/topic-listener.ts';
import { TracedCall } from '../support/traced-call.ts';

const MONTH = '2024-04';
const UNIT = 'E2E-110';
/** Well formed, of a region that does not exist. */
const IDENTITY_NUMBERS = [
  '990101199001010019',
  '990101199001010027',
  '990101199001010035',
  '990101199001010043',
  '990101199001010051',
];
const PATIENCE = { withinMs: 60_000, everyMs: 250 };

let system: TestSystem;
let payroll: Client;
let listener: TopicListener;
let follower: TracedCall;

beforeAll(async () => {
  system = await startTestSystem();
  payroll = new Client(system, 'payroll', 'payroll-system');
  listener = new TopicListener(system.brokers.split(','), PUBLISHED_LOGS);
  await listener.start();
  follower = new TracedCall(system, { badge: 'E100001', at: `${MONTH}-17T02:00:00.000Z` });
}, 240_000);

afterAll(async () => {
  await listener?.stop();
  await system?.stop();
}, 60_000);

test('a small demo bureau comes to the totals that it worked out itself', async () => {
  const said: string[] = [];
  const { checks, feed } = await runDemo({
    officers: 150,
    calls: 1_200,
    seed: 7,
    urls: system.urls,
    tokens: (role) => system.tokens[role] ?? '',
    log: (text) => said.push(text),
  });
  expect(checks.filter(({ holds }) => !holds)).toEqual([]);
  expect(checks.length).toBeGreaterThanOrEqual(12);
  expect(feed).toMatchObject({
    duplicates: feed.repeated,
    accepted: feed.lines - feed.repeated,
  });
  expect(said.join('\n')).toContain('100 %');
}, 300_000);

interface Line {
  readonly line: string;
  readonly officer: string;
  readonly badge: string;
  readonly name: string;
  readonly kind: string;
  readonly originPeriod: string | null;
  readonly amount: number;
  readonly state: string;
  readonly reason: string | null;
}

const linesOf = async (officer: string): Promise<Line[]> => {
  const { items } = await payroll.get<{ items: Line[] }>('/v1/changes?limit=1000');
  return items.filter((line) => line.officer === officer);
};

describe("W1, a 110 call-taker's month, from door to door", () => {
  const a01 = randomUUID();
  const mates = [1_300, 1_400, 1_450, 1_470].map((answered) => ({ id: randomUUID(), answered }));

  const hire = async (officer: string, index: number): Promise<void> => {
    const { status, body } = await new Client(system, 'recruitment', 'hr').post('/v1/officers', {
      officer,
      auxiliaryType: 'CIVILIAN',
      name: `测试${index}`,
      identityNumber: IDENTITY_NUMBERS[index],
      hire: {
        employment: randomUUID(),
        from: '2020-01-01',
        tier: 5,
        unit: UNIT,
        post: 'CALL110',
        team: 'E2E-110-A',
        badge: `E10000${index}`,
      },
    });
    expect({ status, body }).toMatchObject({ status: 201 });
  };

  const fact = (officer: string, code: string, amounts: Record<string, number>) => ({
    fact: randomUUID(),
    code,
    officer,
    occurredAt: `${MONTH}-17T02:00:00.000Z`,
    amounts,
    evidence: 'DOC-1',
  });

  const month = [
    ['calls.offered', 1_520],
    ['calls.abandonedShort', 8],
    ['calls.answered', 1_508],
    ['calls.answered10s', 1_462],
    ['orders.dispatched', 640],
    ['orders.wrongConfirmed', 9],
    ['records.sampled', 40],
    ['records.passed', 39],
    ['callbacks.effective', 200],
    ['callbacks.satisfied', 196],
  ] as const;

  const facts = [
    ...month.map(([code, n]) => fact(a01, code, { n })),
    fact(a01, 'A03', { minutes: 12 }),
    fact(a01, 'B06', {}),
    // The mates answer too slowly for a good grade, so that the unit keeps its budget.
    ...mates.flatMap(({ id, answered }) => [
      fact(id, 'calls.offered', { n: answered }),
      fact(id, 'calls.answered', { n: answered }),
      fact(id, 'calls.answered10s', { n: answered - 700 }),
    ]),
  ];

  test('people are hired and facts entered; the same fact again is a duplicate', async () => {
    const hr = new Client(system, 'recruitment', 'hr');
    const label = { zh: '测试接警中心', en: 'Test call centre' };
    const root = { unit: 'E2E', name: label, parent: null, budgetMode: 'SCALE' };
    expect((await hr.post('/v1/units', root)).status).toBe(201);
    const unit = { unit: UNIT, name: label, parent: 'E2E', budgetMode: 'BLOCK' };
    expect((await hr.post('/v1/units', unit)).status).toBe(201);
    for (const [at, officer] of [a01, ...mates.map(({ id }) => id)].entries()) {
      await hire(officer, at);
    }
    const desk = new Client(system, 'duty', 'hr');
    const report = await eventually(
      () => desk.postLines<{ rejected: unknown[] }>('/v1/facts:batch', facts),
      ({ body }) => expect(body.rejected).toEqual([]),
      PATIENCE,
    );
    expect(report).toMatchObject({ status: 200, body: { pending: 1 } });
    const again = await desk.postLines('/v1/facts:batch', facts);
    expect(again).toMatchObject({ status: 200, body: { accepted: 0, duplicates: facts.length } });
  });

  test('a call that comes with a trace is followed to its fact and into the tallies', async () => {
    const { fact: taken } = await follower.send();
    expect(taken).toMatchObject({ correlationId: follower.trace });
    const lines = await eventually(
      () => follower.linesOf('appraisal'),
      (found) => expect(found.length).toBeGreaterThan(0),
      PATIENCE,
    );
    expect(lines[0]).toMatchObject({
      ...{ msg: 'applied', group: 'appraisal.score.v1', service: 'appraisal' },
      eventId: taken?.eventId,
    });
    expect(follower.linesOf('duty')[0]).toMatchObject({ req: { path: '/v1/dispatch-events' } });
  });

  test('praise counts once somebody else has verified it', async () => {
    const praise = facts.find(({ code }) => code === 'B06')?.fact ?? '';
    const verify = (role: 'hr' | 'leader') =>
      new Client(system, 'duty', role).post(`/v1/facts/${praise}:verify`, {});
    expect((await verify('hr')).status).toBe(403);
    expect(await verify('leader')).toMatchObject({ status: 200, body: { state: 'verified' } });
  });

  test('the provisional score is 88.85, G3, and each point names its facts', async () => {
    const reader = new Client(system, 'appraisal', 'auditor');
    const path = `/v1/officers/${a01}/scores/${MONTH}`;
    type Score = { shown: string; grade: string; provisional: boolean };
    const score = await eventually(
      () => reader.get<Score>(path),
      ({ shown }) => expect(shown).toBe('88.85'),
      PATIENCE,
    );
    expect(score).toMatchObject({ grade: 'G3', provisional: true });
  });

  test('a corrected fact moves the score, and corrected back moves it back', async () => {
    const desk = new Client(system, 'duty', 'hr');
    const reader = new Client(system, 'appraisal', 'auditor');
    const passed = facts.find(({ code }) => code === 'records.passed')?.fact ?? '';
    for (const [n, shown] of [
      [40, '91.35'],
      [39, '88.85'],
    ] as const) {
      const answer = await desk.post(`/v1/facts/${passed}:correct`, { amounts: { n } });
      expect(answer).toMatchObject({ status: 200, body: { state: 'verified' } });
      await eventually(
        () => reader.get<{ shown: string }>(`/v1/officers/${a01}/scores/${MONTH}`),
        (score) => expect(score.shown).toBe(shown),
        PATIENCE,
      );
    }
  });

  test('the month is closed, proposed by one and approved by another', async () => {
    const appraiser = new Client(system, 'appraisal', 'appraiser');
    const period = `/v1/periods/month/${MONTH}`;
    expect((await appraiser.post(`${period}/cut-off`, {})).status).toBe(200);
    await eventually(
      () => appraiser.get<{ obstacles: unknown[] }>(period),
      ({ obstacles }) => expect(obstacles).toEqual([]),
      PATIENCE,
    );
    expect((await appraiser.post(`${period}/compute`, {})).status).toBe(200);
    const name = { calendar: 'month', period: MONTH, unit: UNIT };
    const proposal = await appraiser.post<{ id: string }>('/v1/grade-proposals', name);
    expect(proposal.status).toBe(201);
    const approve = `/v1/grade-proposals/${proposal.body.id}/approve`;
    expect((await appraiser.post(approve, {})).status).toBe(403);
    const approver = new Client(system, 'appraisal', 'approver');
    expect((await approver.post(approve, {})).status).toBe(200);
    expect((await approver.post(approve, {})).status).toBe(200);
  });

  test('one change line pays 500 yuan, over HTTP and on the topic', async () => {
    const lines = await eventually(
      () => linesOf(a01),
      (found) => expect(found.length).toBeGreaterThan(0),
      PATIENCE,
    );
    expect(lines).toMatchObject([
      {
        badge: 'E100000',
        name: '测试0',
        kind: 'PERFORMANCE',
        originPeriod: MONTH,
        amount: 50_000,
        state: 'ISSUED',
      },
    ]);
    const onTopic = await eventually(
      () => listener.events.filter(({ log, key }) => log === LOGS.change && key === a01),
      (events) => expect(events).toHaveLength(1),
      PATIENCE,
    );
    expect(JSON.parse(onTopic[0]?.dataText ?? '{}')).toMatchObject({
      line: lines[0]?.line,
      amount: 50_000,
    });
  });

  test('what came over the topics is what docs/asyncapi.yaml says', () => {
    const check = new EventCheck();
    const faults = listener.events.flatMap((event) =>
      check.faults(event.log, encodeEnvelope(event)),
    );
    expect(faults).toEqual([]);
    const heard = new Set(listener.events.map(({ log }) => log));
    expect([...heard]).toEqual(
      expect.arrayContaining([LOGS.personnel, LOGS.fact, LOGS.period, LOGS.decision, LOGS.change]),
    );
  });

  test('the trace of the call leads on to the decision and to the pay line', async () => {
    const steps = await eventually(
      () => follower.way(),
      (found) => expect(found.at(-1)?.kind).toBe('pay'),
      PATIENCE,
    );
    const kinds = steps.map(({ kind, service, event }) => [kind, service, event.type]);
    expect(kinds).toEqual([
      ['event', 'duty', 'DispatchEventTaken'],
      ['event', 'duty', 'DispatchEventTaken'],
      ['event', 'duty', 'CallAssessed'],
      ['fact', 'duty', 'FactRecorded'],
      ['decision', 'appraisal', 'GradeDecided'],
      ['pay', 'payroll', 'PayChangeIssued'],
    ]);
    const [line] = await linesOf(mates[0]?.id ?? '');
    expect(steps.at(-1)?.event.data['line']).toBe(line?.line);
    expect(steps.at(-1)?.event.causationId).toBe(steps.at(-2)?.event.eventId);
    const inWords = await follower.ywk();
    expect(inWords).toMatch(/pay line 薪酬行 {2}PayChangeIssued {2}payroll\.change\.v1/);
  });

  test('the payroll system answers over HTTP and on its topic', async () => {
    const [paid] = await linesOf(a01);
    const [refused] = await linesOf(mates[0]?.id ?? '');
    const at = new Date().toISOString();
    const ack = { source: 'payroll-e2e', at };
    const accepted = { ...ack, eventId: 'ACK-1', line: paid?.line, outcome: 'ACCEPTED' };
    const request = { acknowledgements: [accepted] };
    expect(await payroll.post('/v1/acknowledgements', request)).toMatchObject({
      status: 200,
      body: { accepted: 1 },
    });
    const writer = new TopicWriter({ brokers: system.brokers.split(',') });
    const value = JSON.stringify({
      ...ack,
      eventId: 'ACK-2',
      line: refused?.line,
      outcome: 'REFUSED',
      reason: 'NO_ACCOUNT',
    });
    await writer.sendBatch([{ topic: DOORS.payrollAck, partition: 3, key: 'payroll-e2e', value }]);
    await writer.close();
    await eventually(
      async () => [...(await linesOf(a01)), ...(await linesOf(mates[0]?.id ?? ''))],
      (lines) =>
        expect(lines.map(({ state, reason }) => [state, reason])).toEqual([
          ['ACCEPTED', null],
          ['REFUSED', 'NO_ACCOUNT'],
        ]),
      PATIENCE,
    );
  });
});

describe('ywk doctor', () => {
  const GROUP = READINGS.payroll.lines.group;
  const NEWER = 'Later9999999999999';

  test('finds a system that runs well', async () => {
    const { findings } = await new Checkup(system).run();
    expect(Checkup.faults(findings)).toEqual([]);
    const looked = ['service', 'clock', 'migrations', 'database', 'log', 'topic', 'right'];
    expect(findings.map(({ check }) => check)).toEqual(expect.arrayContaining(looked));
  });

  test('names each thing that was broken, says what to do, and fails', async () => {
    const authority = await TestAuthority.create('bureau');
    const { cert } = await authority.issue('expired', -1);
    const checkup = new Checkup(system);
    await listener.stop();
    await checkup.breakTopics(LOGS.change, DOORS.dispatchFeed);
    await checkup.park(GROUP, LOGS.decision);
    await checkup.age(NEWER);
    const { code, findings } = await checkup.run('--certificate', cert, authority.file);
    authority.remove();
    expect(code).toBe(2);
    expect(Checkup.faults(findings)).toEqual([
      `certificate fail ${authority.file}`,
      `certificate fail ${cert}`,
      'migrations fail ywk_payroll',
      `parked warn payroll ${GROUP}`,
      `topic fail ${LOGS.change}`,
      `topic warn ${DOORS.dispatchFeed}`,
    ]);
    const wrong = findings.filter(({ severity }) => severity !== 'ok');
    expect(wrong.filter(({ todo }) => !todo?.zh || !todo.en)).toEqual([]);
    expect(wrong.map(({ what }) => what.en).join('\n')).toContain(NEWER);
  });

  test('what it advises about topics mends them', async () => {
    const { code } = await runBuiltYwk('topics', 'apply', '--brokers', system.brokers);
    expect(code).toBe(0);
    const { findings } = await new Checkup(system).run();
    expect(
      findings.filter(({ check, severity }) => check === 'topic' && severity !== 'ok'),
    ).toEqual([]);
  });
});
