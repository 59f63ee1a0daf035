import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inTransaction } from '@ywk/event-store';
import { query } from '@ywk/testing';
import { definitionOf, replaced } from './function-breach.ts';
import { commandOf, officersIn, TestLog, writeOf } from './test-log.ts';

describe('T5 counters that are not locked in one order', () => {
  let log: TestLog;

  beforeAll(async () => {
    log = await TestLog.open(17);
    const broken = replaced(
      await definitionOf(log, 'append_all'),
      'ORDER BY one.at FOR NO KEY UPDATE OF n',
      `ORDER BY CASE WHEN c_actor[1] = 'backwards' THEN -one.at ELSE one.at END
       FOR NO KEY UPDATE OF n`,
    );
    const owner = new URL(log.database.url).username;
    await query(log.database.adminUrl, `${broken}; ALTER FUNCTION append_all OWNER TO ${owner}`);
  });
  afterAll(() => log.close());

  test('are found out: sooner or later two commands wait in a circle', async () => {
    const [low, high] = [officersIn(5, 16), officersIn(44, 16)];
    // Streams of their own, so that only the counters are shared.
    const once = (n: number): Promise<unknown> => {
      const writes = [low[n], high[n]].map((officer) => writeOf(log.log, officer ?? ''));
      const actor = n % 2 === 0 ? 'forwards' : 'backwards';
      return inTransaction(log.pool, (tx) =>
        log.store.append([{ ...commandOf(...writes), actor }], tx),
      );
    };
    const codes = new Set<unknown>();
    for (let round = 0; round < 100 && codes.size === 0; round += 1) {
      const ended = await Promise.allSettled(Array.from({ length: 16 }, (_, n) => once(n)));
      for (const one of ended) {
        if (one.status === 'rejected') codes.add((one.reason as { code?: string }).code);
      }
    }
    // PostgreSQL finds the circle after a second, or the wait for the lock ends after two.
    expect([...codes].some((code) => code === '40P01' || code === '55P03')).toBe(true);
  }, 60_000);
});
