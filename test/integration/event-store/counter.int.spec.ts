import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { query } from '@ywk/testing';
import { CROWDED, stress } from './counter-stress.ts';
import { definitionOf, replaced } from './function-breach.ts';
import { TestLog } from './test-log.ts';

const SEED = 20260517;
const ROUNDS = 40;

/** The deferred constraint that makes commits fail. */
const DEFERRED = `
CREATE TABLE deferred_check (x uuid, UNIQUE (x) DEFERRABLE INITIALLY DEFERRED)`;

/** The same append with positions from a sequence, as most stores have them. */
const swapForSequence = async (log: TestLog): Promise<void> => {
  const sequences = CROWDED.map((at) => `CREATE SEQUENCE loose_${at};`).join('');
  const grants = CROWDED.map((at) => `GRANT ALL ON SEQUENCE loose_${at} TO PUBLIC;`).join('');
  const one = replaced(
    await definitionOf(log, 'append_events'),
    /UPDATE log_counter n SET last_pos = n\.last_pos \+ 1[\s\S]*?INTO tail;/,
    `SELECT nextval('loose_' || k_part[1]) AS last_pos, n.prior_hash, n.last_hash,
       n.last_recorded_ms, n.log_epoch INTO tail
     FROM log_counter n WHERE n.partition = k_part[1] AND n.log = k_log[1];`,
  );
  let all = replaced(
    await definitionOf(log, 'append_all'),
    'reached := reached + 1;',
    `reached := nextval('loose_' || k_part[k]);`,
  );
  all = replaced(all, 'FOR NO KEY UPDATE OF n', '');
  all = replaced(all, /UPDATE log_counter n[\s\S]*?one\.wanted;/, '');
  const owner = new URL(log.database.url).username;
  await query(
    log.database.adminUrl,
    `${sequences} ${grants} ${all}; ${one};
    ALTER FUNCTION append_all OWNER TO ${owner}; ALTER FUNCTION append_events OWNER TO ${owner};`,
  );
};

describe('T2 positions under sixteen writers', () => {
  let log: TestLog;

  beforeAll(async () => {
    log = await TestLog.open(18);
    await query(log.database.url, DEFERRED);
  });
  afterAll(() => log.close());

  test('are dense, in the order of commits, whatever is rolled back', async () => {
    const report = await stress(log, SEED, ROUNDS);
    expect(report).toMatchObject({ gaps: 0, lost: 0 });
    expect(report.committed).toBeGreaterThan(200);
    expect(report.rolledBack).toBeGreaterThan(100);
    for (const { partition, lastPos } of await log.store.heads(log.log)) {
      expect(await log.eventsOf(partition)).toHaveLength(lastPos);
    }
    expect(await log.verify()).toEqual({ ok: true, events: report.committed });
  });
});

describe('T2 the same with a sequence in place of the counter', () => {
  let log: TestLog;

  beforeAll(async () => {
    log = await TestLog.open(18);
    await query(log.database.url, DEFERRED);
    await swapForSequence(log);
  });
  afterAll(() => log.close());

  test('is found out: there are gaps, and the reader loses events', async () => {
    const report = await stress(log, SEED, ROUNDS);
    expect(report.gaps).toBeGreaterThan(0);
    expect(report.lost).toBeGreaterThan(0);
  });
});
