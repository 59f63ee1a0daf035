import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { views } from '@ywk/appraisal-app';
import { ContractRegistry, EVENT_CONTRACTS, LOGS } from '@ywk/contracts';
import { createPool } from '@ywk/event-store';
import { ServiceTokens } from '@ywk/platform';
import { httpLogReader, Rebuild } from '@ywk/projections';
import fc from 'fast-check';
import { rebuildView } from '../../support/rebuild-view.ts';
import { AppraisalBench, type StatedFact } from './appraisal-bench.ts';

const SEED = 20_240_531;
const officers = Array.from({ length: 12 }, () => randomUUID());

const amounts: Readonly<Record<string, fc.Arbitrary<Record<string, number>>>> = {
  'call.answered': fc.record({ answerMs: fc.integer({ min: 0, max: 20_000 }) }),
  'call.abandoned': fc.record({ ringMs: fc.integer({ min: 0, max: 20_000 }) }),
  'order.dispatched': fc.record({ callToDispatchMs: fc.integer({ min: 0, max: 90_000 }) }),
  'order.wrongConfirmed': fc.constant({}),
  'records.sampled': fc.record({ n: fc.integer({ min: 1, max: 9 }) }),
  A03: fc.record({ minutes: fc.integer({ min: 1, max: 30 }) }),
  B05: fc.constantFrom<Record<string, number>>({}, { points: 2 }, { points: 3 }),
};

const anyFact: fc.Arbitrary<StatedFact> = fc.constantFrom(...Object.keys(amounts)).chain((code) =>
  fc.record({
    code: fc.constant(code),
    officer: fc.constantFrom(...officers),
    fact: fc.uuid(),
    occurredAt: fc
      .integer({ min: -86_400, max: 40 * 86_400 })
      .map((second) => new Date(Date.UTC(2024, 4, 1) + second * 1000).toISOString()),
    amounts: amounts[code] ?? fc.constant({}),
  }),
);

const sampled = fc.sample(anyFact, { seed: SEED, numRuns: 900 });

/** The same facts in another order, some of them recorded, taken back and recorded again. */
const shuffled = (): StatedFact[] => {
  const again = sampled
    .slice(0, 150)
    .flatMap((fact): StatedFact[] => [{ ...fact, reversed: true }, { ...fact }]);
  const all = [...sampled, ...again];
  const size = { minLength: all.length, maxLength: all.length };
  return fc.sample(fc.shuffledSubarray(all, size), { seed: SEED + 1, numRuns: 1 })[0] ?? [];
};

const TALLIES = `SELECT partition, officer, day::text, metric, posted, n FROM tally
  ORDER BY partition, officer, day, metric, posted`;
const SHEETS = 'SELECT officer, period, content, adjustments FROM sheet ORDER BY officer, period';
const COHORTS = `SELECT cohort, period, indicator, value, members FROM cohort_value
  ORDER BY cohort, period, indicator`;

const bytes = async (bench: AppraisalBench): Promise<Record<string, string>> => ({
  tallies: JSON.stringify(await bench.sql(TALLIES)),
  sheets: JSON.stringify(await bench.sql(SHEETS)),
  cohorts: JSON.stringify(await bench.sql(COHORTS)),
});

const staff = async (bench: AppraisalBench): Promise<void> => {
  await bench.define({ unit: 'ZJG-110' });
  for (const [at, officer] of officers.entries()) {
    await bench.hire({ officer, team: `T${at % 3}`, badge: `F${at}` });
    const held = { officer, from: '2024-05-11', to: at % 2 === 0 ? null : '2024-05-20' };
    const second = { ...held, unit: 'ZJG-110', post: 'CLERK', team: null, share: 40 };
    await bench.publish(LOGS.personnel, officer, [
      ...(at % 4 < 2 ? [{ type: 'SecondPostHeld', data: second }] : []),
      { type: 'RoleHeld', data: { ...held, role: 'master' } },
    ]);
  }
};

/** The fold in plain SQL, over the copied facts: a checker that shares no code with the fold. */
const SQL_FOLD = `
WITH f AS (
  SELECT partition, officer, posted, sign, code, amounts::json AS a,
    ((to_timestamp(occurred_ms / 1000.0) AT TIME ZONE 'Asia/Shanghai')::date) AS day
  FROM fact
), counted AS (
  SELECT f.*, 'calls.offered' AS metric, 1 AS n FROM f WHERE code IN ('call.answered', 'call.abandoned')
  UNION ALL SELECT f.*, 'calls.answered', 1 FROM f WHERE code = 'call.answered'
  UNION ALL SELECT f.*, 'calls.answered10s', 1 FROM f
    WHERE code = 'call.answered' AND (a ->> 'answerMs')::int <= 10000
  UNION ALL SELECT f.*, 'calls.abandonedShort', 1 FROM f
    WHERE code = 'call.abandoned' AND (a ->> 'ringMs')::int < 10000
  UNION ALL SELECT f.*, 'orders.dispatched', 1 FROM f WHERE code = 'order.dispatched'
  UNION ALL SELECT f.*, 'orders.wrongConfirmed', 1 FROM f WHERE code = 'order.wrongConfirmed'
  UNION ALL SELECT f.*, code, (a ->> 'n')::int FROM f WHERE code = 'records.sampled'
  UNION ALL SELECT f.*, code, 1 FROM f WHERE code IN ('A03', 'B05')
  UNION ALL SELECT f.*, 'B05@' || (a ->> 'points'), 1 FROM f
    WHERE code = 'B05' AND a ->> 'points' IS NOT NULL
)
SELECT partition, officer, day::text, metric, posted, sum(sign * n) AS n
FROM counted GROUP BY 1, 2, 3, 4, 5 HAVING sum(sign * n) <> 0 ORDER BY 1, 2, 3, 4, 5`;

let ordered: AppraisalBench;
let mixed: AppraisalBench;
beforeAll(async () => {
  [ordered, mixed] = await Promise.all([AppraisalBench.start(), AppraisalBench.start()]);
  await staff(ordered);
  await ordered.record(sampled, 300);
  // The other one hears of the people last, and of the facts in small pieces.
  await mixed.record(shuffled(), 7);
  await staff(mixed);
  await Promise.all([ordered.settled(), mixed.settled()]);
}, 90_000);
afterAll(async () => {
  await ordered.stop();
  await mixed.stop();
});

const TALLY = 'appraisal.tallies';
const rebuilt = async (): Promise<unknown> =>
  rebuildView(await mixed.config(), 'appraisal', views())(TALLY);

/** Begins a rebuild and ends it after so many steps, as a kill would. */
const brokenOff = async (steps: number): Promise<void> => {
  const [tallies] = views();
  if (tallies === undefined) throw new Error('There are no tallies.');
  const config = await mixed.config();
  const pool = createPool({ url: mixed.database.url, applicationName: 'broken-off' });
  const tokens = new ServiceTokens('appraisal', config);
  const reader = httpLogReader({ urls: config.LOG_URLS, ask: tokens.ask });
  const registry = new ContractRegistry(EVENT_CONTRACTS);
  let left = steps;
  const onProgress = (): void => {
    left -= 1;
    if (left === 0) throw new Error('Killed.');
  };
  const rebuild = new Rebuild({ pool, reader, registry, onProgress, ...tallies });
  await expect(rebuild.build()).rejects.toThrow('Killed.');
  await pool.end();
};

describe('the fold of facts', () => {
  test('gives byte-equal tallies, sheets and medians for any order, cut and detour', async () => {
    const expected = await bytes(ordered);
    expect(expected['sheets']).toContain('START_FULL');
    expect(expected['sheets']).toContain('CLERK');
    expect(await bytes(mixed)).toEqual(expected);
  });

  test('equals a fold in SQL over the same facts (T22)', async () => {
    const live = await mixed.sql(TALLIES);
    expect(live.length).toBeGreaterThan(500);
    expect(await mixed.sql(SQL_FOLD)).toEqual(live);
  });

  test('built again beside the live one it is byte-equal, and takes over while people read (T23, T24)', async () => {
    const [first] = officers;
    const sum = `SELECT coalesce(sum(n), 0)::int AS n FROM tally WHERE metric = 'calls.offered'`;
    const before = await bytes(mixed);
    const [expected] = await mixed.sql(sum);
    const seen = new Set<string>();
    let reading = true;
    const readers = Array.from({ length: 3 }, async () => {
      while (reading) seen.add(JSON.stringify(await mixed.sql(sum)));
    });
    const result = await rebuilt();
    reading = false;
    await Promise.all(readers);
    expect(result).toMatchObject({ equal: true, different: [], swapped: {} });
    expect([...seen]).toEqual([JSON.stringify([expected])]);
    expect(await bytes(mixed)).toEqual(before);
    // The live follower goes on with the table that took over.
    const praise = { officer: first ?? '', code: 'B06', occurredAt: '2024-05-20T00:00:00.000Z' };
    await mixed.record([praise]);
    await mixed.settled();
    expect(await mixed.sql(`SELECT n FROM tally WHERE metric = 'B06'`)).toEqual([{ n: '1' }]);
  }, 60_000);

  test('killed while it sums, a rebuild goes on with the partitions that are left', async () => {
    const before = await bytes(mixed);
    await brokenOff(4);
    const [{ n } = { n: 0 }] = await mixed.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM view_rebuild WHERE view = 'appraisal.tallies' AND last_pos > 0`,
    );
    expect(n).toBe(4);
    expect(await bytes(mixed)).toEqual(before);
    expect(await rebuilt()).toMatchObject({ equal: true, swapped: {} });
    expect(await bytes(mixed)).toEqual(before);
  }, 60_000);

  test('a copy of the facts that is not whole is not summed: the log is read', async () => {
    const before = await bytes(mixed);
    await mixed.sql('CREATE TABLE fact_kept AS TABLE fact');
    await mixed.sql('DELETE FROM fact WHERE pos % 2 = 0');
    expect(await rebuilt()).toMatchObject({ equal: true, swapped: {} });
    await mixed.sql('TRUNCATE fact');
    await mixed.sql('INSERT INTO fact SELECT * FROM fact_kept');
    await mixed.sql('DROP TABLE fact_kept');
    expect(await bytes(mixed)).toEqual(before);
  }, 60_000);

  test('a rebuild that differs is not swapped in', async () => {
    await mixed.sql(`UPDATE tally SET n = n + 1 WHERE metric = 'B06'`);
    const result = await rebuilt();
    expect(result).toEqual({ equal: false, different: ['tally'] });
    expect(await mixed.sql(`SELECT n FROM tally WHERE metric = 'B06'`)).toEqual([{ n: '2' }]);
  }, 60_000);
});
