import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPool } from '@ywk/event-store';
import { query, tcpProxy, type TcpProxy } from '@ywk/testing';
import type { Pool } from 'pg';
import { facts } from './follow-bench.ts';
import { FollowFixture } from './follow-fixture.ts';
import { SOURCES } from './follow-sources.ts';

const store = SOURCES.filter(({ name }) => name === 'the own store');

describe.each(store)('T17 PostgreSQL in a black hole, following over $name', ({ open }) => {
  const fixture = new FollowFixture(open);
  let proxy: TcpProxy;
  let pool: Pool;

  beforeAll(async () => {
    const url = new URL(fixture.bench.database.appUrl);
    proxy = await tcpProxy({ host: url.hostname, port: Number(url.port) });
    url.host = proxy.address;
    const options = { max: 4, applicationName: 'follower', queryTimeoutMs: 1_500 };
    pool = createPool({ url: url.href, ...options });
  }, 60_000);
  afterAll(async () => {
    await pool.end();
    await proxy.close();
  });

  it.each([
    // What was written stays open at the server, with its locks, until it rolls back by itself.
    { when: 'before a COMMIT', fate: 'silence' },
    { when: 'behind a COMMIT', fate: 'silenceAfter' },
  ] as const)(
    'from just $when on: every event is applied once, within 15 s',
    async ({ fate }) => {
      const { bench } = fixture;
      await bench.append(facts(60, 6));
      await fixture.start(fixture.server({ pool }));
      await bench.caughtUp();
      const gone = proxy.once(
        ({ direction, data }) => direction === 'request' && data.includes('COMMIT'),
        fate,
      );
      await bench.append(facts(60, 6, 100));
      await gone;
      await bench.caughtUp(undefined, 15_000);
      // What came right at first could be written again: more shows that it is settled.
      await bench.append(facts(60, 6, 200));
      await bench.caughtUp(undefined, 15_000);
      await fixture.endFollowers();
      expect(pool.totalCount).toBe(pool.idleCount);
      expect(proxy.connections()).toBe(pool.totalCount);
    },
    60_000,
  );

  it('when a follower starts: it begins as soon as its database answers', async () => {
    const { bench } = fixture;
    await bench.append(facts(60, 6));
    proxy.decide(() => 'cut');
    await fixture.start(fixture.server({ pool }));
    proxy.heal();
    await bench.caughtUp(undefined, 15_000);
  }, 60_000);
});

describe.each(store)('F19 a flush that the server breaks off, over $name', ({ open }) => {
  const fixture = new FollowFixture(open);

  it.each(['40001', '40P01', '55P03'])(
    'with %s is done again, whole, and parks nothing',
    async (code) => {
      const { bench } = fixture;
      const { adminUrl } = bench.database;
      // The first four attempts fail, after all has been written.
      await query(
        adminUrl,
        `CREATE SEQUENCE tries;
         CREATE FUNCTION hiccup() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
         BEGIN
           IF nextval('public.tries') <= 4 THEN
             RAISE EXCEPTION 'not now' USING ERRCODE = '${code}';
           END IF;
           RETURN NULL;
         END $$;
         CREATE TRIGGER hiccup AFTER INSERT ON trail EXECUTE FUNCTION hiccup()`,
      );
      try {
        const warned: string[] = [];
        const quiet = (): void => undefined;
        const warn = (_: object, message: string): void => void warned.push(message);
        const log = { error: warn, warn, info: quiet, debug: quiet };
        const server = fixture.server({ log });
        await bench.append(facts(40, 4));
        await fixture.start(server);
        await bench.caughtUp();
        const [tries] = await query(adminUrl, 'SELECT last_value::int AS n FROM tries');
        expect(Number(tries?.['n'])).toBeGreaterThanOrEqual(5);
        expect(await server.parkingLot.count()).toBe(0);
        // Nothing had to be forgotten and claimed again: what was rolled back is surely not written.
        expect(warned).toEqual([]);
      } finally {
        await query(
          adminUrl,
          'DROP TRIGGER hiccup ON trail; DROP FUNCTION hiccup; DROP SEQUENCE tries',
        );
      }
    },
    60_000,
  );
});
