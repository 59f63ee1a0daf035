import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DispatchEvent } from '@ywk/contracts';
import { eventually, query } from '@ywk/testing';
import { DutyBench } from './duty-bench.ts';
import { netFacts } from './net-facts.ts';

const ANN = '0190a1b2-c3d4-7e5f-8a6b-000000000001';
const head = { source: 'cad-a', callId: 'C1' };
const received: DispatchEvent = {
  ...head,
  eventId: 'R1',
  kind: 'received',
  at: '2024-05-31T23:50:00+08:00',
};
const answered: DispatchEvent = {
  ...head,
  eventId: 'A1',
  kind: 'answered',
  at: '2024-05-31T23:50:07+08:00',
  badge: 'F1',
};

let duty: DutyBench;

beforeAll(async () => {
  duty = await DutyBench.start();
}, 60_000);
afterAll(() => duty.stop());

describe('the door of the 110 feed', () => {
  test('commits every line, parks facts of an unknown badge, and derives them when it appears', async () => {
    expect(await duty.feed([received, answered], { gzip: true })).toMatchObject({
      status: 200,
      body: { accepted: 2, duplicates: 0, rejected: [], parked: 1 },
    });
    const waiting = await duty.get('/v1/parked-badges');
    expect(waiting.items).toMatchObject([
      { operator: 'badge:F1', facts: 1, firstDay: '2024-05-31' },
    ]);
    await duty.hire(ANN, 'F1');
    await eventually(
      () => netFacts(duty),
      (facts) =>
        expect(facts).toEqual([expect.stringMatching(/^1 × .*call[.]answered.*"answerMs":7000/)]),
    );
    expect(await duty.get('/v1/parked-badges')).toEqual({ items: [], nextCursor: null });
  });

  test('takes the same lines again as duplicates', async () => {
    const before = await netFacts(duty);
    expect((await duty.feed([answered, received, received])).body).toMatchObject({
      accepted: 0,
      duplicates: 3,
    });
    expect(await netFacts(duty)).toEqual(before);
  });

  test('refuses a known id with other content, and shows it', async () => {
    const other = { ...answered, at: '2024-05-31T23:50:09+08:00' };
    const elsewhere = { ...answered, callId: 'C2' };
    const { status, body } = await duty.feed([other, elsewhere]);
    expect(status).toBe(207);
    expect(body.rejected).toMatchObject([
      { line: 1, code: 'EVENT_REUSED', pointer: '/eventId' },
      { line: 2, code: 'EVENT_REUSED' },
    ]);
    const items = await duty.list('/v1/feed-conflicts?source=cad-a');
    expect(items).toHaveLength(2);
    expect(items).toContainEqual(
      expect.objectContaining({ eventId: 'A1', keptCallId: 'C1', seen: 1 }),
    );
  });

  test('measures every line of one delivery by what is kept, not by the line before it', async () => {
    const other = { ...answered, at: '2024-05-31T23:50:09+08:00' };
    const { body } = await duty.feed([other, answered, other]);
    expect(body).toMatchObject({ accepted: 0, duplicates: 1 });
    expect(body.rejected).toMatchObject([
      { line: 1, code: 'EVENT_REUSED' },
      { line: 3, code: 'EVENT_REUSED' },
    ]);
  });

  test('keeps the earlier line where one delivery uses an id for two calls', async () => {
    const pairs = Array.from({ length: 12 }, (_, at) => [
      { ...received, eventId: `W${at}`, callId: `W${at}-first` },
      { ...received, eventId: `W${at}`, callId: `W${at}-second` },
    ]).flat();
    const { body } = await duty.feed(pairs);
    expect(body.accepted).toBe(12);
    expect(body.rejected).toMatchObject(
      Array.from({ length: 12 }, (_, at) => ({ line: 2 * at + 2, code: 'EVENT_REUSED' })),
    );
  });

  test('takes small deliveries that come together in by fewer transactions', async () => {
    const events = Array.from({ length: 60 }, (_, n) => ({
      ...{ ...received, callId: `T${n}`, eventId: `T${n}` },
    }));
    const answers = await Promise.all(events.map((event) => duty.feed([event])));
    expect(answers.map(({ body }) => body)).toEqual(
      events.map(() => expect.objectContaining({ accepted: 1 })),
    );
    const [taken] = await query<{ messages: number; transactions: number }>(
      duty.database.adminUrl,
      `SELECT count(*)::int AS messages, count(DISTINCT xmin::text)::int AS transactions
       FROM source_event WHERE event_id LIKE 'T%'`,
    );
    expect(taken?.messages).toBe(60);
    expect(taken?.transactions).toBeLessThan(40);
  });

  test('answers each bad line with its reason, and the rest lives', async () => {
    const good = { ...received, callId: 'C3', eventId: 'R3' };
    const lines = [
      '{"broken":',
      '[]',
      JSON.stringify({ ...good, kind: 'lunch' }),
      JSON.stringify({ ...good, at: '2024-05-31 23:50:00' }),
      JSON.stringify({ ...good, callerPhone: '13800138000' }),
      JSON.stringify({ ...good, at: new Date(Date.now() + 400_000).toISOString() }),
      `"${'x'.repeat(2 * 1024 * 1024)}"`,
      '',
      JSON.stringify(good),
    ];
    const { status, body } = await duty.feed(lines);
    expect([status, body.accepted]).toEqual([207, 1]);
    expect(body.rejected).toMatchObject([
      { line: 1, code: 'LINE_NOT_JSON' },
      { line: 2, code: 'LINE_NO_OBJECT' },
      { line: 3, code: 'KIND_UNKNOWN', pointer: '/kind' },
      { line: 4, code: 'TIME_WITHOUT_OFFSET', pointer: '/at' },
      { line: 5, code: 'SCHEMA_MISMATCH', detail: expect.stringContaining('callerPhone') },
      { line: 6, code: 'FUTURE_TIME', pointer: '/at' },
      { line: 7, code: 'LINE_TOO_LONG' },
    ]);
  });

  test('keeps refused lines where only operators read them', async () => {
    const refused = (await duty.list('/v1/refused-lines')) as { id: string; code: string }[];
    expect(new Set(refused.map(({ id }) => id)).size).toBe(refused.length);
    const { id = '' } = refused.find(({ code }) => code === 'LINE_NOT_JSON') ?? {};
    const path = `/v1/refused-lines/${id}/raw`;
    const seen = await duty.ask('GET', path, { token: await duty.token('operator') });
    expect(seen.body.text).toBe('{"broken":');
    expect((await duty.ask('GET', path, { token: await duty.token('auditor') })).status).toBe(403);
  });

  test('turns away who is not a feed, and what is no gzip', async () => {
    const send = async (token: string | undefined, headers: Record<string, string> = {}) =>
      duty.ask('POST', '/v1/dispatch-events', {
        ...(token === undefined ? {} : { token }),
        body: JSON.stringify(received),
        headers: { 'content-type': 'application/x-ndjson', ...headers },
      });
    expect((await send(undefined)).status).toBe(401);
    expect((await send('nonsense')).body).toMatchObject({ status: 401, code: 'TOKEN_NOT_VALID' });
    expect((await send(await duty.token('officer'))).status).toBe(403);
    const feed = await duty.token('dispatch-feed');
    const damaged = await send(feed, { 'content-encoding': 'gzip' });
    expect(damaged.body).toMatchObject({ status: 400, code: 'BODY_NOT_READABLE' });
  });

  test('takes nothing of a delivery with too many lines', async () => {
    const lines = Array.from({ length: 10_001 }, (_, at) =>
      JSON.stringify({ ...received, callId: `M${at}`, eventId: `M${at}` }),
    );
    expect((await duty.feed(lines, { gzip: true })).body).toMatchObject({ code: 'TOO_MANY_LINES' });
    const answer = await duty.ask('GET', '/v1/calls/cad-a/M0', {
      token: await duty.token('auditor'),
    });
    expect(answer.body).toMatchObject({ status: 404, code: 'CALL_UNKNOWN' });
  });

  test('shows a call with its messages and facts', async () => {
    expect(await duty.get('/v1/calls/cad-a/C1')).toMatchObject({
      call: { steps: { received: { at: '2024-05-31T15:50:00.000Z' } } },
      facts: [{ code: 'call.answered', officer: ANN }],
      waiting: [],
    });
  });
});
