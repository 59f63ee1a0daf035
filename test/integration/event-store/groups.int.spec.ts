import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SchemaMismatch } from '@ywk/contracts';
import { createPool, EventStore, type AppendCommand, type AppendOutcome } from '@ywk/event-store';
import { query, tcpProxy } from '@ywk/testing';
import { commandOf, logName, noted, registryOf, TestLog, writeOf } from './test-log.ts';

let log: TestLog;

beforeAll(async () => {
  log = await TestLog.open();
});
afterAll(() => log.close());

const fresh = (): string => `o-${randomUUID()}`;
const freshCommands = (count: number): AppendCommand[] =>
  Array.from({ length: count }, () => commandOf(writeOf(log.log, fresh())));

const appendEach = (store: EventStore, commands: readonly AppendCommand[]) =>
  Promise.all(commands.map((command) => store.append([command])));

const kinds = (outcomes: readonly AppendOutcome[][]): string[] =>
  outcomes.flat().map(({ outcome }) => outcome);

/** Events by transaction, the smallest first. */
const groupsOf = async (commands: readonly AppendCommand[]): Promise<number[]> => {
  const rows = await query<{ events: number }>(
    log.database.adminUrl,
    `SELECT count(*)::int AS events FROM event
     WHERE partition BETWEEN 0 AND 63 AND command_id = ANY($1) GROUP BY xmin ORDER BY events`,
    [commands.map(({ commandId }) => commandId)],
  );
  return rows.map(({ events }) => events);
};

describe('callers at the same time', () => {
  test('share transactions; the first ones wait for nobody', async () => {
    const commands = freshCommands(40);
    expect(new Set(kinds(await appendEach(log.store, commands)))).toEqual(new Set(['accepted']));
    expect(await groupsOf(commands)).toEqual([1, 1, 38]);
  });

  test('do not share when the store is told so', async () => {
    const store = new EventStore({ pool: log.pool, registry: log.registry, grouped: false });
    const commands = freshCommands(10);
    await appendEach(store, commands);
    expect(await groupsOf(commands)).toEqual(Array(10).fill(1));
  });

  test('put no more than 500 events into one transaction', async () => {
    const commands = Array.from({ length: 8 }, () =>
      commandOf(writeOf(log.log, fresh(), { count: 200 })),
    );
    await appendEach(log.store, commands);
    expect(await groupsOf(commands)).toEqual([200, 200, 400, 400, 400]);
  });

  test('are each accepted or refused on their own, in the order asked', async () => {
    const officer = fresh();
    const commands = [0, 1, 1, 2, 0].map((expected) =>
      commandOf(writeOf(log.log, officer, { expected })),
    );
    // These keep both calls busy, so that the others come to stand in one group.
    const busy = appendEach(log.store, freshCommands(2));
    const outcomes = await appendEach(log.store, commands);
    await busy;
    expect(kinds(outcomes)).toEqual(['accepted', 'accepted', 'conflict', 'accepted', 'conflict']);
    expect(await groupsOf(commands)).toEqual([3]);
  });

  test('who send one command get one event', async () => {
    const command = commandOf(writeOf(log.log, fresh()));
    const outcomes = await appendEach(log.store, Array<AppendCommand>(9).fill(command));
    expect(kinds(outcomes).sort()).toEqual(['accepted', ...Array<string>(8).fill('duplicate')]);
    expect(await groupsOf([command])).toEqual([1]);
  });

  test('get their own outcomes when they bring several commands', async () => {
    const brought = [1, 3, 2, 4].map(freshCommands);
    const outcomes = await Promise.all(brought.map((commands) => log.store.append(commands)));
    expect(outcomes.map(({ length }) => length)).toEqual([1, 3, 2, 4]);
    const again = await log.store.append(brought[3] ?? []);
    expect(again).toEqual(outcomes[3]?.map((one) => ({ ...one, outcome: 'duplicate' })));
  });
});

describe('one who asks for what cannot be', () => {
  const others = async (store: EventStore, wrong: AppendCommand) => {
    const commands = freshCommands(12);
    const settled = await Promise.allSettled(
      [...commands.slice(0, 6), wrong, ...commands.slice(6)].map((one) => store.append([one])),
    );
    const [failed] = settled.splice(6, 1);
    const outcomes = settled.map((one) => {
      if (one.status === 'rejected') throw one.reason;
      return one.value;
    });
    expect(kinds(outcomes)).toEqual(Array(12).fill('accepted'));
    expect((await groupsOf(commands)).reduce((sum, count) => sum + count, 0)).toBe(12);
    return failed?.status === 'rejected' ? (failed.reason as unknown) : undefined;
  };

  test('is refused before the others are troubled', async () => {
    const wrong = { ...noted({ officer: 'a', n: 1 }), data: { officer: 'a', n: 0.5 } };
    const command = commandOf({ ...writeOf(log.log, 'a'), events: [wrong] });
    expect(await others(log.store, command)).toBeInstanceOf(SchemaMismatch);
  });

  test('by an error of the database does not keep the others from being served', async () => {
    const ghost = logName();
    const registry = registryOf([log.log, ghost]);
    const store = new EventStore({ pool: log.pool, registry });
    const error = await others(store, commandOf(writeOf(ghost, 'a')));
    expect(error).toMatchObject({ code: 'YW001' });
  });
});

test('a group whose answer is lost is asked for again: each happened once', async () => {
  const target = new URL(log.database.appUrl);
  const proxy = await tcpProxy({ host: target.hostname, port: Number(target.port) });
  target.port = String(proxy.port);
  const pool = createPool({ url: target.href, max: 1, applicationName: 'cut-group' });
  try {
    const store = new EventStore({ pool, registry: log.registry });
    const commands = freshCommands(20);
    const appended = appendEach(store, commands);
    // With one connection the group is the third call: its answer is the one that is cut off.
    let calls = 0;
    const cut = proxy.once(
      ({ direction, data }) =>
        direction === 'response' && data.includes('accepted') && (calls += 1) === 3,
      'cut',
    );
    await cut;
    const outcomes = kinds(await appended);
    expect(outcomes.filter((kind) => kind === 'duplicate')).toHaveLength(18);
    expect(await groupsOf(commands)).toEqual([1, 1, 18]);
  } finally {
    await pool.end();
    await proxy.close();
  }
});

test('after all this the log verifies', async () =>
  expect(await log.verify()).toMatchObject({ ok: true }));
