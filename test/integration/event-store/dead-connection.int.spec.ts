import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPool, dataSourceOf, EventStore, inTransaction } from '@ywk/event-store';
import { query, tcpProxy, type Chunk, type TcpProxy } from '@ywk/testing';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { commandOf, TestLog, writeOf } from './test-log.ts';

let log: TestLog;
let proxy: TcpProxy;
let url: string;

beforeAll(async () => {
  log = await TestLog.open(4);
  const target = new URL(log.database.appUrl);
  proxy = await tcpProxy({ host: target.hostname, port: Number(target.port) });
  target.port = String(proxy.port);
  url = target.href;
});
afterAll(async () => {
  await proxy.close();
  await log.close();
});

const asks =
  (text: string) =>
  ({ direction, data }: Chunk): boolean =>
    direction === 'request' && data.includes(text);

/** A store whose one connection leads through the proxy, and is in use already. */
const withStore = async (
  queryTimeoutMs: number,
  work: (store: EventStore, pool: Pool) => Promise<void>,
): Promise<void> => {
  const pool = createPool({ url, max: 1, applicationName: 'dying', queryTimeoutMs });
  try {
    const store = new EventStore({ pool, registry: log.registry });
    await store.append([commandOf(writeOf(log.log, `o-${randomUUID()}`))]);
    await work(store, pool);
    expect(proxy.connections()).toBe(1);
  } finally {
    await pool.end();
  }
};

const expectOnce = async (officer: string): Promise<void> => {
  const stream = { log: log.log, stream: `officer-${officer}`, key: officer };
  expect(await log.store.readStream(stream)).toHaveLength(1);
  expect(await log.verify()).toMatchObject({ ok: true });
};

/** The server is not heard of again: before it has what was sent, or after it. */
const GONE = [
  { when: 'before it', fate: 'silence', becomes: 'accepted' },
  { when: 'behind it', fate: 'silenceAfter', becomes: 'duplicate' },
] as const;

describe('T17 a black hole in the middle of an append, with one connection', () => {
  test.each(GONE)(
    'that commits by itself: the line dies $when',
    async ({ fate, becomes }) =>
      withStore(300, async (store) => {
        const officer = `o-${randomUUID()}`;
        const gone = proxy.once(({ direction }) => direction === 'request', fate);
        const outcomes = await store.append([commandOf(writeOf(log.log, officer))]);
        await gone;
        expect(outcomes).toMatchObject([{ outcome: becomes }]);
        await expectOnce(officer);
      }),
    20_000,
  );

  test.each(GONE)(
    'of a caller who sends COMMIT: the line dies $when',
    async ({ fate, becomes }) =>
      withStore(2_500, async (store, pool) => {
        const officer = `o-${randomUUID()}`;
        const command = commandOf(writeOf(log.log, officer));
        const gone = proxy.once(asks('COMMIT'), fate);
        const failing = inTransaction(pool, (tx) => store.append([command], tx));
        await expect(failing).rejects.toThrow('Query read timeout');
        await gone;
        // The same again, as any caller does whose result is unknown. The server may still hold what
        // it never heard the end of: for five seconds, then it rolls back by itself.
        expect(await store.append([command])).toMatchObject([{ outcome: becomes }]);
        await expectOnce(officer);
      }),
    20_000,
  );
});

describe('T17 a black hole under a data source of TypeORM, with one connection', () => {
  /** Loses the only connection, then asks once more. */
  const survives = async (source: DataSource): Promise<unknown> => {
    await source.initialize();
    try {
      const gone = proxy.once(asks('SELECT 2'), 'silence');
      await expect(source.query('SELECT 2 AS n')).rejects.toThrow('Query read timeout');
      await gone;
      return await source.query('SELECT 3 AS n').catch((error: unknown) => error);
    } finally {
      await source.destroy();
    }
  };

  test('costs that connection and no other', async () => {
    const source = dataSourceOf({ url, max: 1, queryTimeoutMs: 300 });
    expect(await survives(source)).toEqual([{ n: 3 }]);
  });

  test('would cost the pool if its client were not mortal', async () => {
    const extra = { query_timeout: 300 };
    const source = new DataSource({ type: 'postgres', url, poolSize: 1, extra });
    expect(await survives(source)).toMatchObject({ message: 'Query read timeout' });
  });

  test('as it commits: the next transaction has a connection', async () => {
    const source = await dataSourceOf({ url, max: 1, queryTimeoutMs: 300 }).initialize();
    try {
      const gone = proxy.once(asks('COMMIT'), 'silence');
      const failing = source.transaction((manager) => manager.query('SELECT 1'));
      await expect(failing).rejects.toThrow('Query read timeout');
      await gone;
      const next = source.transaction((manager) => manager.query('SELECT 1 AS n'));
      expect(await next).toEqual([{ n: 1 }]);
      expect(proxy.connections()).toBe(1);
    } finally {
      await source.destroy();
    }
  });
});

describe('F19 an append that the server breaks off', () => {
  /** Two of three statements that write events fail so; what they did is rolled back. */
  const HICCUP = `
    CREATE SEQUENCE tries;
    CREATE FUNCTION hiccup() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
      IF nextval('public.tries') % 3 <> 0 THEN
        RAISE EXCEPTION 'not now' USING ERRCODE = TG_ARGV[0];
      END IF;
      RETURN NULL;
    END $$;`;

  beforeAll(() => query(log.database.adminUrl, HICCUP));

  test.each(['40001', '40P01', '55P03'])('with %s is done again, whole', async (code) => {
    await query(
      log.database.adminUrl,
      `CREATE TRIGGER hiccup BEFORE INSERT ON event EXECUTE FUNCTION hiccup('${code}')`,
    );
    try {
      const officer = `o-${randomUUID()}`;
      const outcomes = await log.store.append([commandOf(writeOf(log.log, officer))]);
      expect(outcomes).toMatchObject([{ outcome: 'accepted' }]);
      await expectOnce(officer);
    } finally {
      await query(log.database.adminUrl, 'DROP TRIGGER hiccup ON event');
    }
    const [tries] = await query(
      log.database.adminUrl,
      'SELECT last_value::int % 3 AS n FROM tries',
    );
    expect(tries).toEqual({ n: 0 });
  });
});

test('F20 when every connection is in use, an append is refused within two seconds', async () => {
  await withStore(15_000, async (store, pool) => {
    const held = await pool.connect();
    try {
      const since = performance.now();
      const appended = store.append([commandOf(writeOf(log.log, `o-${randomUUID()}`))]);
      await expect(appended).rejects.toThrow('timeout exceeded when trying to connect');
      expect(performance.now() - since).toBeLessThan(2_500);
    } finally {
      held.release();
    }
  });
});
