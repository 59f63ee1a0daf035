import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DOORS, LOGS, partitionOf } from '@ywk/contracts';
import { TopicWriter } from '@ywk/messaging';
import { createTestTopics, eventually, query, testKafka } from '@ywk/testing';
import { PayrollBench, type ShownLine, type ShownPage } from './payroll-bench.ts';

let bench: PayrollBench;
let writer: TopicWriter;

/** Ids of a source of its own: the topic keeps what earlier runs wrote. */
const source = `pay-${randomUUID().slice(0, 8)}`;
let sent = 0;

interface Message {
  readonly source: string;
  readonly eventId: string;
  readonly line: string;
  readonly outcome: 'ACCEPTED' | 'REFUSED';
  readonly reason?: string;
  readonly at: string;
}

const withoutReason = ({ reason: _reason, ...message }: Message): Message => message;

const accepted = (line: string, over: Partial<Message> = {}): Message => ({
  source,
  eventId: `ACK-${(sent += 1)}`,
  line,
  outcome: 'ACCEPTED',
  at: '2024-06-14T02:00:00.000Z',
  ...over,
});
const refused = (line: string, over: Partial<Message> = {}): Message =>
  accepted(line, { outcome: 'REFUSED', reason: 'NO_ACCOUNT', ...over });

const stateOf = async (line: string): Promise<Pick<ShownLine, 'state' | 'reason'> | undefined> => {
  const { items } = await bench.get<ShownPage>('/v1/changes?limit=1000');
  const found = items.find((item) => item.line === line);
  return found && { state: found.state, reason: found.reason };
};

const issued = async (): Promise<string> => {
  const officer = await bench.hire();
  await bench.decideGrade(officer);
  const { items } = await eventually(
    () => bench.get<ShownPage>('/v1/changes?limit=1000'),
    (page) => expect(page.items.map((item) => item.officer)).toContain(officer),
  );
  return items.find((item) => item.officer === officer)?.line ?? '';
};

const answers = async (line: string): Promise<number> => {
  const [row] = await query<{ n: number }>(
    bench.database.adminUrl,
    `SELECT count(*)::int AS n FROM event WHERE partition = $1 AND log = $2 AND key = $3`,
    [partitionOf(line), LOGS.line, line],
  );
  return row?.n ?? -1;
};

interface Refusal {
  readonly reference: string;
  readonly code: string;
  readonly door: string;
}

/** All of them, two a page. */
const refusals = async (): Promise<Refusal[]> => {
  const path = '/v1/acknowledgements/refused?limit=2';
  const found: Refusal[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    type Refusals = { items: Refusal[]; nextCursor: string | null };
    const next: string = cursor === '' ? path : `${path}&cursor=${cursor}`;
    const page: Refusals = await bench.get<Refusals>(next, 'operator');
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
};

const produce = (...values: string[]): Promise<void> =>
  writer.sendBatch(
    values.map((value) => ({ topic: DOORS.payrollAck, partition: 7, key: source, value })),
  );

beforeAll(async () => {
  const { brokers } = testKafka();
  await createTestTopics({ doors: [DOORS.payrollAck] });
  bench = await PayrollBench.start({ brokers });
  writer = new TopicWriter({ brokers });
});

afterAll(async () => {
  await writer.close();
  await bench.stop();
});

describe('answers over HTTP', () => {
  test('the first answer stands; the same again changes nothing', async () => {
    const line = await issued();
    const message = accepted(line);
    expect(await bench.answer([message])).toEqual({
      status: 200,
      body: { accepted: 1, duplicates: 0, refused: [] },
    });
    expect(await bench.answer([message])).toMatchObject({ status: 200, body: { duplicates: 1 } });
    await eventually(
      () => stateOf(line),
      (state) => expect(state).toEqual({ state: 'ACCEPTED', reason: null }),
    );
    expect(await answers(line)).toBe(1);
  });

  test('a refusal keeps the reason of the payroll system', async () => {
    const line = await issued();
    expect(await bench.answer([refused(line)])).toMatchObject({ status: 200 });
    await eventually(
      () => stateOf(line),
      (state) => expect(state).toEqual({ state: 'REFUSED', reason: 'NO_ACCOUNT' }),
    );
  });

  test('each wrong answer is refused with its own reason, the others are taken', async () => {
    const [first, second] = [await issued(), await issued()];
    const original = accepted(first);
    const { status, body } = await bench.answer([
      original,
      refused(first),
      accepted(randomUUID()),
      accepted(second, { eventId: original.eventId }),
      { ...accepted(second), outcome: 'MAYBE' },
      withoutReason(refused(second)),
      accepted(second),
    ]);
    expect(status).toBe(207);
    expect(body).toMatchObject({
      accepted: 2,
      refused: [
        { index: 1, code: 'ACK_CONFLICT' },
        { index: 2, code: 'LINE_UNKNOWN' },
        { index: 3, code: 'ACK_ID_REUSED' },
        { index: 4, code: 'ACK_MALFORMED' },
        { index: 5, code: 'REASON_MISSING' },
      ],
    });
    expect([await answers(first), await answers(second)]).toEqual([1, 1]);
    const shown = (await refusals()).map(({ code }) => code);
    expect(shown).toEqual(expect.arrayContaining(['ACK_CONFLICT', 'LINE_UNKNOWN']));
  });

  test('two answers at the same moment: one stands, the other is refused', async () => {
    const line = await issued();
    const results = await Promise.all([
      ...Array.from({ length: 5 }, () => bench.answer([accepted(line)])),
      ...Array.from({ length: 5 }, () => bench.answer([refused(line)])),
    ]);
    const counts = results.map(({ body }) => body as { accepted: number });
    expect(counts.reduce((sum, { accepted: n }) => sum + n, 0)).toBe(1);
    expect(await answers(line)).toBe(1);
  });

  test('only the payroll system may answer', async () => {
    const response = await bench.ask('/v1/acknowledgements', { method: 'POST', role: 'hr' });
    expect(response.status).toBe(403);
  });
});

describe('answers on the topic', () => {
  test('are taken as over HTTP; what cannot be read is set aside in sight', async () => {
    const [first, second] = [await issued(), await issued()];
    const message = accepted(first);
    await produce(
      JSON.stringify(message),
      '{"source": broken',
      JSON.stringify(message),
      JSON.stringify(refused(first, { eventId: 'OTHER' })),
      JSON.stringify(refused(second)),
    );
    await eventually(
      async () => [await stateOf(first), await stateOf(second)],
      (states) => {
        expect(states[0]).toEqual({ state: 'ACCEPTED', reason: null });
        expect(states[1]).toEqual({ state: 'REFUSED', reason: 'NO_ACCOUNT' });
      },
      { withinMs: 30_000 },
    );
    expect(await answers(first)).toBe(1);
    const ours = (await refusals()).filter(({ door }) => door === DOORS.payrollAck);
    expect(ours).toContainEqual(
      expect.objectContaining({ reference: `${source}/OTHER`, code: 'ACK_CONFLICT' }),
    );
    expect(ours).toContainEqual(
      expect.objectContaining({
        reference: expect.stringMatching(/^7\/\d+$/),
        code: 'ACK_NOT_JSON',
      }),
    );
  });

  test('an answer given by both ways counts once', async () => {
    const line = await issued();
    const message = accepted(line);
    await produce(JSON.stringify(message));
    await bench.answer([message]);
    await eventually(
      () => stateOf(line),
      (state) => expect(state?.state).toBe('ACCEPTED'),
      { withinMs: 30_000 },
    );
    const last = await issued();
    await produce(JSON.stringify(accepted(last)));
    await eventually(
      () => stateOf(last),
      (state) => expect(state?.state).toBe('ACCEPTED'),
      { withinMs: 30_000 },
    );
    expect(await answers(line)).toBe(1);
  });
});
