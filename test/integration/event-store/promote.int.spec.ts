import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { callStream, LOGS, partitionOf, type CallAssessed } from '@ywk/contracts';
import {
  createPool,
  EventStore,
  LogGroundMoved,
  Promotion,
  storedEvents,
  verifyLog,
  type AppendCommand,
  type AppendOutcome,
} from '@ywk/event-store';
import { TopicAdmin } from '@ywk/messaging';
import { eventually, query, tcpProxy, type TcpProxy } from '@ywk/testing';
import type { Pool } from 'pg';
import { FactFollower } from './fact-follower.ts';
import { answered, OwnDuty } from './own-duty.ts';
import { runYwk, type Ran } from '../../support/run-ywk.ts';

let duty: OwnDuty;
/** Fixed, and in six partitions, so that each log's positions are known. */
const officers = Array.from({ length: 6 }, (_, n) => `00000000-0000-4000-8000-00000000000${n + 1}`);
const [OFFICER = ''] = officers;
const PARTITION = partitionOf(OFFICER);

const promote = (...words: string[]): Promise<Ran> =>
  runYwk(
    ...['log', 'promote', '--service', 'duty', '--database', duty.ownerUrl],
    ...['--brokers', duty.brokers.join(), ...words],
  );

const whole = async (log: string) => {
  const heads = new Map([[log, await duty.store.heads(log)]]);
  return verifyLog(storedEvents(duty.pool, log), { registry: duty.registry, heads });
};

/** Runs while nothing of the service is connected. */
const alone = async <T>(work: () => Promise<T>): Promise<T> => {
  await duty.disconnect();
  return work().finally(() => duty.connect());
};

beforeAll(async () => {
  duty = await OwnDuty.start();
}, 120_000);
afterAll(() => duty.stop(), 60_000);

describe('a database is restored to an earlier moment, and its topic is ahead', () => {
  let follower: FactFollower;
  beforeAll(async () => {
    follower = await FactFollower.start(duty);
  }, 60_000);
  afterAll(() => follower.stop());

  test('the lost tail comes back as it was, and readers go on', async () => {
    for (const [n, officer] of officers.entries()) await duty.answer(`C-${n}`, officer);
    await duty.backUp();
    const lost: AppendCommand[] = [];
    for (const [n, officer] of officers.entries()) lost.push(await duty.answer(`D-${n}`, officer));
    await duty.publish();
    const before = await duty.events(LOGS.fact);
    await follower.hasApplied(before);

    await duty.restore();
    await expect(duty.store.heads(LOGS.fact)).rejects.toThrow(LogGroundMoved);
    await duty.disconnect();
    const look = await promote();
    expect(look.out).toContain('6 events can be taken back');
    duty.connect();
    await expect(duty.store.heads(LOGS.fact)).rejects.toThrow('"ywk log promote');

    const done = await alone(() => promote('--yes'));
    expect(done).toMatchObject({ code: 0, out: expect.stringContaining('in epoch 2') });
    expect(done.out).toContain('6 events taken back');
    expect(done.out).toContain('call cad-zjg/D-0: messages are lost, 1 facts hold');
    expect(done.out).toContain(`command ${lost[0]?.commandId}`);
    expect(await duty.events(LOGS.fact)).toEqual(before);
    expect(await whole(LOGS.fact)).toEqual({ ok: true, events: 12 });
    expect(await whole(LOGS.call)).toMatchObject({ ok: true });

    const again = await duty.store.append(lost);
    const known: AppendOutcome = {
      outcome: 'duplicate',
      positions: [
        expect.objectContaining({ log: LOGS.fact, partition: PARTITION, lastPos: 2 }) as never,
      ],
    };
    expect(again[0]).toEqual(known);
    expect(await duty.store.findCommand(lost[0]?.commandId ?? '', LOGS.call, 'x')).toEqual(known);

    const stream = callStream({ source: 'cad-zjg', callId: 'D-0' });
    const call = await duty.store.readStream({ log: LOGS.call, stream, key: stream });
    const facts = before.filter(({ commandId }) => commandId === lost[0]?.commandId);
    expect(call.map(({ data }) => (data as CallAssessed).facts.map(({ fact }) => fact))).toEqual([
      facts.map(({ dataText }) => (JSON.parse(dataText) as { fact: string }).fact),
    ]);

    await duty.answer('E-0', OFFICER);
    await duty.publish();
    const after = await duty.events(LOGS.fact);
    expect(after.find(({ pos, partition }) => partition === PARTITION && pos === 3)).toMatchObject({
      logEpoch: 2,
    });
    await follower.hasApplied(after);
    expect(await follower.halts()).toEqual([]);
  }, 90_000);

  test('what the topic lacks is named, and readers that had it halt by name', async () => {
    await duty.backUp();
    const lost: AppendCommand[] = [];
    for (const call of ['F-0', 'F-1', 'F-2']) lost.push(await duty.answer(call, OFFICER));
    await duty.publish();
    await follower.hasApplied(await duty.events(LOGS.fact));
    const tail = (await duty.events(LOGS.fact)).filter(({ commandId }) =>
      lost.some((command) => command.commandId === commandId),
    );
    const first = tail[0]?.pos ?? 0;
    const admin = new TopicAdmin({ brokers: duty.brokers });
    const { high = 0 } = (await admin.extents(LOGS.fact))[PARTITION] ?? {};
    await admin.truncate(LOGS.fact, PARTITION, high - 2);
    await admin.close();

    await duty.restore();
    const done = await alone(() => promote('--yes', '--json'));
    expect(done.code).toBe(2);
    const broken = 'it does not continue the chain';
    const place = { log: LOGS.fact, partition: PARTITION };
    expect(JSON.parse(done.out)).toMatchObject({
      ...{
        epoch: 3,
        tails: [],
        compared: [LOGS.fact],
        unpublished: [
          LOGS.call,
          LOGS.entry,
          LOGS.catalogue,
          LOGS.case,
          LOGS.conduct,
          LOGS.dutyAccess,
        ],
      },
      unreachable: [
        { ...place, pos: first, eventId: null, what: 'neither the log nor the topic holds it' },
        { ...place, pos: first + 1, eventId: tail[1]?.eventId, what: broken },
        { ...place, pos: first + 2, eventId: tail[2]?.eventId, what: broken },
      ],
    });

    await duty.answer('G-0', OFFICER);
    await duty.publish();
    const halts = await eventually(
      () => follower.halts(),
      (found) => found.length > 0,
    );
    expect(halts).toEqual([
      {
        partition: PARTITION,
        reason: `Epoch 3 holds position ${first}; up to ${first + 2} was applied before.`,
      },
    ]);
  }, 90_000);
});

describe('nobody writes while the logs change hands', () => {
  test('a service that still runs is named, and goes on', async () => {
    await duty.store.heads(LOGS.fact);
    await expect(promote('--yes')).rejects.toThrow(
      /Stop the service first. Still connected: \d × own-duty/,
    );
    await duty.disconnect();
    duty.connect();
    await expect(duty.store.heads(LOGS.fact)).resolves.toHaveLength(64);
  }, 60_000);

  test('a promotion that was broken off keeps the service out until it is run again', async () => {
    await duty.disconnect();
    const pool = createPool({
      ...{ url: duty.ownerUrl, max: 2, applicationName: 'operator', anyGround: true },
    });
    const logs = [LOGS.call, LOGS.fact];
    await new Promotion({ pool, registry: duty.registry, logs }).close();
    await pool.end();
    duty.connect();
    await expect(duty.store.heads(LOGS.fact)).rejects.toThrow('The logs are closed');
    await alone(() => promote('--yes'));
    await expect(duty.store.heads(LOGS.fact)).resolves.toHaveLength(64);
  }, 60_000);

  test('the role of the service cannot open them', async () => {
    const opens = (sql: string) => duty.pool.query(sql);
    await expect(opens('UPDATE log_ground SET timeline = 1')).rejects.toThrow('permission denied');
    await expect(opens('UPDATE log_counter SET log_epoch = 9')).rejects.toThrow(
      'permission denied',
    );
  });
});

describe('F22 the wait for a synchronous standby is ended by hand', () => {
  const standbys = (names: string) =>
    query(duty.adminUrl, `ALTER SYSTEM SET synchronous_standby_names = '${names}'`).then(() =>
      query(duty.adminUrl, 'SELECT pg_reload_conf()'),
    );
  const waiting = `SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'`;
  const waiters = (): Promise<{ pid: number }[]> => query(duty.adminUrl, waiting);
  let proxy: TcpProxy;
  let pool: Pool;
  beforeAll(async () => {
    proxy = await tcpProxy({ host: '127.0.0.1', port: Number(new URL(duty.appUrl).port) });
    const url = new URL(duty.appUrl);
    url.port = String(proxy.port);
    pool = createPool({ url: url.href, max: 2, applicationName: 'waiting' });
  });
  afterAll(async () => {
    await standbys('');
    await pool.end();
    await proxy.close();
  });

  /** The server takes its new setting up some moments later: appends until one waits. */
  const firstThatWaits = async () => {
    const store = new EventStore({ pool, registry: duty.registry });
    let last = { callId: '', settled: true, appended: Promise.resolve<AppendOutcome[]>([]) };
    const begin = (callId: string): void => {
      const begun = { callId, settled: false, appended: store.append([answered(callId, OFFICER)]) };
      void begun.appended.finally(() => (begun.settled = true));
      last = begun;
    };
    const [first] = await eventually(
      () => {
        if (last.settled) begin(`H-${randomUUID()}`);
        return waiters();
      },
      (found) => found.length > 0,
    );
    return { last, first };
  };

  test('what only the primary has is unknown, not accepted, until the standby has it', async () => {
    await standbys('nobody');
    const { last, first } = await firstThatWaits();
    // Warning and success reach the client together, as they may at any time.
    proxy.decide(({ direction, data }) =>
      direction === 'response' && data.includes('synchronous replication') ? 100 : 'pass',
    );
    await query(duty.adminUrl, 'SELECT pg_cancel_backend($1)', [first?.pid]);
    // It asks again with the same id, and waits again.
    await eventually(waiters, (found) => found.length > 0 && found[0]?.pid !== first?.pid);
    expect(last.settled).toBe(false);
    await standbys('');
    expect(await last.appended).toMatchObject([{ outcome: 'duplicate' }]);
    const calls = await duty.events(LOGS.call);
    const stream = callStream({ source: 'cad-zjg', callId: last.callId });
    expect(calls.filter((event) => event.stream === stream)).toHaveLength(2);
  }, 60_000);
});
