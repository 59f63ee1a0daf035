import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type EventEnvelope } from '@ywk/contracts';
import { createPool, EventStore, storedEvents, verifyLog } from '@ywk/event-store';
import { eventually } from '@ywk/testing';
import { OwnPostgres } from './own-postgres.ts';
import { commandOf, officersIn, writeOf } from './test-log.ts';

const PARTITION = 21;
const officers = officersIn(PARTITION, 8);

/** Follows the partition while the server lives. */
const follow = (own: OwnPostgres) => {
  const seen: EventEnvelope[] = [];
  let stopped = false;
  const done = (async () => {
    while (!stopped) {
      const after = seen.length;
      const range = { log: own.log, partition: PARTITION, after, limit: 500 };
      seen.push(...(await own.store.readLog(range).catch(() => [])));
    }
  })();
  const stop = async (): Promise<readonly EventEnvelope[]> => {
    stopped = true;
    await done;
    return seen;
  };
  return { seen, stop };
};

describe('T3 the server is killed while eight write', () => {
  let own: OwnPostgres;
  beforeAll(async () => {
    own = await OwnPostgres.start();
  }, 120_000);
  afterAll(() => own.stop());

  test('nothing that was acknowledged or seen is lost, nothing stands twice', async () => {
    const acknowledged = new Set<string>();
    let writing = true;
    const write = async (officer: string): Promise<void> => {
      while (writing) {
        const command = commandOf(writeOf(own.log, officer));
        // Beyond its own attempts the client asks again with the same command, as clients do.
        const answer = () => own.store.append([command]);
        const [outcome] = await eventually(answer, undefined, { withinMs: 60_000 });
        expect(['accepted', 'duplicate']).toContain(outcome?.outcome);
        acknowledged.add(command.commandId);
      }
    };
    const writers = officers.map(write);
    const { seen, stop } = follow(own);
    for (let round = 1; round <= 2; round += 1) {
      const before = seen.length;
      await eventually(
        () => seen.length > before + 50,
        (enough) => enough,
      );
      await own.crash();
    }
    const after = seen.length;
    await eventually(
      () => seen.length > after + 20,
      (enough) => enough,
      { withinMs: 30_000 },
    );
    writing = false;
    await Promise.all(writers);
    const read = await stop();
    const stored: EventEnvelope[] = [];
    for await (const { promoted: _beside, ...event } of storedEvents(own.pool, own.log)) {
      stored.push(event);
    }
    expect(stored.slice(0, read.length)).toEqual(read);
    const commands = stored.map(({ commandId }) => commandId);
    expect(new Set(commands).size).toBe(commands.length);
    expect(new Set(commands)).toEqual(acknowledged);
    const heads = new Map([[own.log, await own.store.heads(own.log)]]);
    expect(await verifyLog(stored, { heads })).toEqual({ ok: true, events: stored.length });
  }, 180_000);
});

describe('T3b the same with synchronous_commit switched off', () => {
  let own: OwnPostgres;
  beforeAll(async () => {
    own = await OwnPostgres.start({ wal_writer_delay: '10s', wal_writer_flush_after: '1GB' });
  }, 120_000);
  afterAll(() => own.stop());

  test('events that were read are gone, and the chain tells', async () => {
    const careless = createPool({ url: own.appUrl, max: 1, applicationName: 'careless' });
    const store = new EventStore({ pool: careless, registry: own.registry });
    const append = () => store.append([commandOf(writeOf(own.log, officers[0] ?? ''))]);
    try {
      await append();
      await careless.query('SET synchronous_commit = off');
      for (let round = 0; round < 20; round += 1) await append();
    } finally {
      await careless.end();
    }
    const range = { log: own.log, partition: PARTITION, after: 0, limit: 500 };
    const seen = await own.store.readLog(range);
    expect(seen).toHaveLength(21);
    await own.crash();
    const left = await eventually(() => own.store.readLog(range));
    expect(left.length).toBeLessThan(seen.length);
    // Their positions are given to others: only the chain shows a reader that these are not the same.
    for (let n = left.length; n < 30; n += 1) {
      await own.store.append([commandOf(writeOf(own.log, officers[1] ?? ''))]);
    }
    const next = await own.store.readLog({ ...range, after: seen.length });
    expect(next[0]?.pos).toBe(seen.length + 1);
    expect(next[0]?.prevHash).not.toBe(seen.at(-1)?.hash);
    expect(await verifyLog([...seen, ...next])).toEqual({
      ok: false,
      firstBad: {
        log: own.log,
        partition: PARTITION,
        pos: seen.length + 1,
        eventId: next[0]?.eventId,
        what: 'it does not follow the event before it',
      },
    });
  }, 120_000);
});
