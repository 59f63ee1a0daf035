import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { partitionOf } from '@ywk/contracts';
import {
  CommandHandler,
  createPool,
  EventStore,
  inTransaction,
  type Handling,
} from '@ywk/event-store';
import { Rejection, type Decider, type Message } from '@ywk/kernel';
import { tcpProxy } from '@ywk/testing';
import { commandOf, noted, officersIn, TestLog, writeOf, type Noted } from './test-log.ts';

let log: TestLog;

describe.each([
  ['one by one', false],
  ['in groups', true],
])('%s', (_how, grouped) => {
  beforeAll(async () => {
    log = await TestLog.open(17, grouped);
  });
  afterAll(() => log.close());

  const fresh = (): string => `o-${randomUUID()}`;
  const at16 = <T>(work: (n: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: 16 }, (_, n) => work(n)));

  describe('T4 one command sent by many at once', () => {
    test.each([1, 3])('is carried out once, with %i events', async (count) => {
      const [one, two] = [fresh(), fresh()];
      const writes = [writeOf(log.log, one, { count }), writeOf(log.log, two)].slice(0, count);
      const command = commandOf(...writes);
      const outcomes = (await at16(() => log.store.append([command]))).flat();
      const accepted = outcomes.filter(({ outcome }) => outcome === 'accepted');
      expect(accepted).toHaveLength(1);
      const duplicate = { ...accepted[0], outcome: 'duplicate' };
      expect(outcomes.filter(({ outcome }) => outcome !== 'accepted')).toEqual(
        Array(15).fill(duplicate),
      );
      const stream = { log: log.log, stream: `officer-${one}`, key: one };
      expect(await log.store.readStream(stream)).toHaveLength(count);
    });

    test('is carried out once also when each sender wants another stream', async () => {
      const commandId = randomUUID();
      const outcomes = await at16((n) => {
        const command = { ...commandOf(writeOf(log.log, fresh())), commandId, request: `${n}` };
        return log.store.append([command]);
      });
      const kinds = outcomes.flat().map(({ outcome }) => outcome);
      expect(kinds.filter((kind) => kind === 'accepted')).toHaveLength(1);
      expect(kinds.filter((kind) => kind === 'reused')).toHaveLength(15);
      expect(await log.verify()).toMatchObject({ ok: true });
    });
  });

  test('of many who begin one stream, one does', async () => {
    const officer = fresh();
    const command = () => commandOf(writeOf(log.log, officer, { expected: 0 }));
    const outcomes = (await at16(() => log.store.append([command()]))).flat();
    expect(outcomes.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'conflict')).toHaveLength(15);
  });

  test('T5 commands for two partitions in both orders never wait in a circle', async () => {
    const officers = [...officersIn(5, 3), ...officersIn(44, 3)];
    const work = (n: number, round: number) => {
      const [low, high] = [officers[(n + round) % 3] ?? '', officers[3 + (round % 3)] ?? ''];
      const newcomer = `o-both-${round % 7}-${round}`;
      const writes = [low, high, newcomer].map((officer) => writeOf(log.log, officer));
      return commandOf(...(n % 2 === 0 ? writes : writes.reverse()));
    };
    // In transactions of the caller nothing is tried again: a deadlock would come out.
    await at16(async (n) => {
      for (let round = 0; round < 160; round += 1) {
        const outcomes = await inTransaction(log.pool, (tx) =>
          log.store.append([work(n, round), work(n + 1, round + 1)], tx),
        );
        expect(outcomes).toMatchObject([{ outcome: 'accepted' }, { outcome: 'accepted' }]);
      }
    });
    expect(await log.verify()).toMatchObject({ ok: true });
  }, 120_000);

  test('an append of 500 events holds its counter for 50 ms at most', async () => {
    const [officer = ''] = officersIn(50, 1);
    const append = () => log.store.append([commandOf(writeOf(log.log, officer, { count: 500 }))]);
    for (let warm = 0; warm < 5; warm += 1) await append();
    const { rows } = await log.pool.query<{ name: string }>(
      `SELECT current_setting('lock_timeout') AS name`,
    );
    expect(rows[0]?.name).toBe('2s');
    // Who asks for the counter while the append runs waits no longer than the append holds it.
    const waits: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      let running = true;
      const appending = append().finally(() => (running = false));
      let longest = 0;
      while (running) {
        const since = performance.now();
        await inTransaction(log.pool, (tx) =>
          log.store.append([commandOf(writeOf(log.log, officer))], tx),
        );
        longest = Math.max(longest, performance.now() - since);
      }
      await appending;
      waits.push(longest);
    }
    // The lower quartile: what is slower shows how busy the machine is, not how long a lock is held.
    const wait = waits.sort((a, b) => a - b)[2] ?? Infinity;
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThan(50);
  });

  describe('an answer that does not arrive', () => {
    test('is asked for again: the append happened once', async () => {
      const target = new URL(log.database.appUrl);
      const proxy = await tcpProxy({ host: target.hostname, port: Number(target.port) });
      target.port = String(proxy.port);
      const pool = createPool({ url: target.href, max: 1, applicationName: 'cut' });
      try {
        const store = new EventStore({ pool, registry: log.registry, grouped });
        const officer = fresh();
        await store.append([commandOf(writeOf(log.log, officer))]);
        const cut = proxy.once(({ direction }) => direction === 'response', 'cut');
        const [outcome] = await store.append([commandOf(writeOf(log.log, officer))]);
        await cut;
        expect(outcome).toMatchObject({ outcome: 'duplicate' });
        const stream = { log: log.log, stream: `officer-${officer}`, key: officer };
        expect(await log.store.readStream(stream)).toHaveLength(2);
      } finally {
        await pool.end();
        await proxy.close();
      }
    });

    test('costs one connection, not the pool', async () => {
      const target = new URL(log.database.appUrl);
      const proxy = await tcpProxy({ host: target.hostname, port: Number(target.port) });
      target.port = String(proxy.port);
      const url = target.href;
      const pool = createPool({ url, max: 1, applicationName: 'silent', queryTimeoutMs: 300 });
      try {
        const store = new EventStore({ pool, registry: log.registry, grouped });
        const officer = fresh();
        await store.append([commandOf(writeOf(log.log, officer))]);
        const swallowed = proxy.once(({ direction }) => direction === 'response', 'drop');
        const appended = store.append([commandOf(writeOf(log.log, officer))]);
        await swallowed;
        expect(await appended).toMatchObject([{ outcome: 'duplicate' }]);
        expect(proxy.connections()).toBe(1);
      } finally {
        await pool.end();
        await proxy.close();
      }
    });
  });

  type Event = Message<'Noted', Noted>;
  type Command = { readonly officer: string; readonly add: number };

  /** Counts up to five. */
  const counter: Decider<Command, number, Event> = {
    initialState: 0,
    decide: ({ officer, add }, count) => {
      if (count + add > 5) {
        throw new Rejection('TOO_MANY', { zh: '最多五个。', en: 'Five are the most.' });
      }
      return Array.from({ length: add }, () => ({ type: 'Noted', data: { officer, n: 1 } }));
    },
    evolve: (count, { data }) => count + data.n,
  };

  describe('a command handler', () => {
    const handling = (officer: string, add: number): Handling<Command, number, Event> => ({
      log: log.log,
      stream: `officer-${officer}`,
      key: officer,
      decider: counter,
      command: { officer, add },
      commandId: randomUUID(),
      actor: 'tester',
      request: `add ${add}`,
      toEvents: (events) => events.map(({ data }) => noted(data)),
      fromEvent: ({ data }) => ({ type: 'Noted', data: data as Noted }),
    });
    const handler = () => new CommandHandler(log.store);

    test('decides on what the stream holds', async () => {
      const officer = fresh();
      const handled = await handler().handle(handling(officer, 3));
      expect(handled).toMatchObject({ outcome: 'accepted', events: [{}, {}, {}] });
      expect(handled.positions).toMatchObject([
        { partition: partitionOf(officer), streamVersion: 3 },
      ]);
      await expect(handler().handle(handling(officer, 3))).rejects.toMatchObject({
        code: 'TOO_MANY',
      });
      expect(await handler().handle(handling(officer, 0))).toMatchObject({ outcome: 'unchanged' });
    });

    test('gives the first result again, though the stream would refuse it now', async () => {
      const command = handling(fresh(), 5);
      const first = await handler().handle(command);
      expect(await handler().handle(command)).toEqual({ ...first, outcome: 'duplicate' });
      await expect(handler().handle({ ...command, request: 'other' })).rejects.toMatchObject({
        code: 'COMMAND_ID_REUSED',
      });
    });

    test('decides again when another was faster, and gives up after three times', async () => {
      const officer = fresh();
      const results = await Promise.allSettled(
        Array.from({ length: 8 }, () => handler().handle(handling(officer, 1))),
      );
      const accepted = results.filter(({ status }) => status === 'fulfilled').length;
      const codes = results.flatMap((one) =>
        one.status === 'rejected' ? [(one.reason as Rejection).code] : [],
      );
      const stream = { log: log.log, stream: `officer-${officer}`, key: officer };
      expect(await log.store.readStream(stream)).toHaveLength(accepted);
      expect(accepted).toBeGreaterThan(0);
      expect(accepted).toBeLessThanOrEqual(5);
      expect(new Set([...codes, 'CONCURRENT_CHANGE', 'TOO_MANY'])).toEqual(
        new Set(['CONCURRENT_CHANGE', 'TOO_MANY']),
      );
    });
  });
});
