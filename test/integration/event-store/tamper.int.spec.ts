import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeEnvelope, encodeEnvelope, expectedHash, type EventEnvelope } from '@ywk/contracts';
import { inTransaction, verifyLog } from '@ywk/event-store';
import pg from 'pg';
import { commandOf, officersIn, TestLog, writeOf } from './test-log.ts';

const PARTITION = 12;
const [officer = '', stranger = ''] = officersIn(PARTITION, 2);

let log: TestLog;
let owner: pg.Pool;
let events: EventEnvelope[];

beforeAll(async () => {
  log = await TestLog.open();
  owner = new pg.Pool({ connectionString: log.database.url, max: 1 });
  await log.store.append([commandOf(writeOf(log.log, officer, { count: 9 }))]);
  await log.store.append([commandOf(writeOf(log.log, 'elsewhere', { count: 3 }))]);
  events = await log.eventsOf(PARTITION);
});
afterAll(async () => {
  await owner.end();
  await log.close();
});

/** Who holds the server can write what they like: here, for the length of one test. */
const after = async (sql: string, check: () => Promise<void>): Promise<void> => {
  await owner.query(`CREATE TABLE event_kept AS TABLE event`);
  try {
    await owner.query(`UPDATE event SET ${sql} WHERE partition = ${PARTITION} AND pos = 5`);
    await check();
  } finally {
    await inTransaction(owner, async (tx) => {
      await tx.query('DELETE FROM event');
      await tx.query('INSERT INTO event SELECT * FROM event_kept');
      await tx.query('DROP TABLE event_kept');
    });
  }
};

const bad = (pos: number, what: string, eventId: string | null | undefined) => ({
  ok: false,
  firstBad: { log: log.log, partition: PARTITION, pos, eventId, what },
});

describe('the verifier, on the database, names the event', () => {
  beforeEach(async () => expect(await log.verify()).toEqual({ ok: true, events: 12 }));

  const content = 'its content was changed';
  test.each([
    [`officer = '${stranger}'`, 'the officer beside the text was changed'],
    ['officer = NULL', 'the officer beside the text was changed'],
    ['num = num + 1', 'the number beside the text was changed'],
    ['occurred_ms = occurred_ms + 1', content],
    ['recorded_ms = recorded_ms + 1', content],
    [`data = replace(data, '4', '5')`, content],
    [`data = data || ' '`, content],
    [`actor = 'somebody'`, content],
    [`key = '${stranger}'`, content],
    [`event_id = gen_random_uuid()`, content],
    ['stream_version = 77', content],
    ['log_epoch = 0', content],
    [`hash = sha256('x')`, content],
    [`prev_hash = sha256('x')`, content],
  ])('when %s', (sql, what) =>
    after(sql, async () => {
      const { rows } = await owner.query<{ event_id: string }>(
        `SELECT event_id FROM event WHERE partition = ${PARTITION} AND pos = 5`,
      );
      expect(await log.verify()).toEqual(bad(5, what, rows[0]?.event_id));
    }),
  );

  test('when one was removed', () =>
    after('pos = 500', async () =>
      expect(await log.verify()).toEqual(bad(5, 'it was dropped', null)),
    ));

  test('when two changed places', () =>
    after('pos = 500', async () => {
      await owner.query('UPDATE event SET pos = 5 WHERE partition = $1 AND pos = 6', [PARTITION]);
      await owner.query('UPDATE event SET pos = 6 WHERE partition = $1 AND pos = 500', [PARTITION]);
      const moved = 'it was moved here from position 6';
      expect(await log.verify()).toEqual(bad(5, moved, events[5]?.eventId));
    }));

  test('when the last ones were removed', async () => {
    const heads = new Map([[log.log, await log.store.heads(log.log)]]);
    const whole = [...events, ...(await log.eventsOf(20))];
    expect(await verifyLog(whole.slice(0, 7), { heads })).toEqual(bad(8, 'it was dropped', null));
  });
});

describe('the verifier, on an export alone, names the event', () => {
  const lines = () => events.map(encodeEnvelope);
  const verified = (text: readonly string[]) => verifyLog(text.map(decodeEnvelope));
  /** A forger who can compute hashes as well as we do. */
  const forged = (event: EventEnvelope, change: Partial<EventEnvelope>): string => {
    const changed = { ...event, ...change };
    return encodeEnvelope({ ...changed, hash: expectedHash(changed) });
  };
  const at = (pos: number): EventEnvelope => {
    const event = events[pos - 1];
    if (event === undefined) throw new Error(`There is no event ${pos}.`);
    return event;
  };

  test('that is whole: none', async () =>
    expect(await verified(lines())).toEqual({ ok: true, events: 9 }));

  test('that was changed', async () => {
    const text = lines().with(3, lines()[3]?.replace('"n":3', '"n":4') ?? '');
    expect(await verified(text)).toEqual(bad(4, 'its content was changed', at(4).eventId));
  });

  test('after one that was changed with its hash', async () => {
    const text = lines().with(3, forged(at(4), { actor: 'somebody' }));
    expect(await verified(text)).toEqual(
      bad(5, 'it does not follow the event before it', at(5).eventId),
    );
  });

  test('that was dropped', async () =>
    expect(await verified(lines().toSpliced(3, 1))).toEqual(bad(4, 'it was dropped', null)));

  test('that was inserted', async () => {
    const eventId = '018fd3a2-5c3b-7e10-8a4d-2f6c1b9e0a99';
    const extra = forged(at(4), { eventId, prevHash: at(4).hash });
    expect(await verified(lines().toSpliced(4, 0, extra))).toEqual(
      bad(4, 'it was inserted: its position is taken', eventId),
    );
  });

  test('that was moved', async () => {
    const text = lines().toSpliced(3, 2, lines()[4] ?? '', lines()[3] ?? '');
    expect(await verified(text)).toEqual(
      bad(4, 'it was moved: it stands behind later ones', at(4).eventId),
    );
  });

  test('that was recorded before the one before it', async () => {
    const early = { prevHash: at(9).hash, pos: 10, recordedAt: '2020-01-01T00:00:00.000Z' };
    const text = [...lines(), forged(at(9), early)];
    expect(await verified(text)).toEqual(
      bad(10, 'it was recorded before the event before it', at(9).eventId),
    );
  });
});
