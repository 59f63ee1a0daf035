import { RefreshService, RulesInForce } from '@ywk/appraisal-app';
import { partitionOf, POST_CODES } from '@ywk/contracts';
import { createPool } from '@ywk/event-store';
import { eventually } from '@ywk/testing';
import { pino } from 'pino';
import type { Pool } from 'pg';
import { sized, type Benchmark, type Course, type Figure, type Setting } from '../benchmark.ts';
import { officers } from '../facts.ts';
import { FoldBench } from '../fold/fold-bench.ts';

const HIRE = `
INSERT INTO placement (partition, officer, pos, kind, day, unit, post, team, tier, recorded_ms)
SELECT p, o, 1, 'HIRED', '2010-01-01', 'U1', post, 'U1-A', 5, 0
FROM unnest($1::smallint[], $2::uuid[], $3::text[]) AS h(p, o, post)`;

const hire = async (pool: Pool): Promise<void> => {
  const posts = officers.map((_, at) => POST_CODES[at % POST_CODES.length]);
  await pool.query(HIRE, [officers.map(partitionOf), officers, posts]);
};

/** Works on what is due until nothing is. @returns ms */
const refreshed = async (pool: Pool): Promise<number> => {
  const parts = { pool, rules: new RulesInForce(), group: 'bench' };
  const refresher = new RefreshService(parts, pino({ level: 'silent' }));
  const begun = performance.now();
  refresher.onApplicationBootstrap();
  await eventually(
    async () => (await pool.query('SELECT 1 FROM sheet_due LIMIT 1')).rowCount,
    (due) => due === 0,
    { withinMs: 120_000 },
  );
  const ms = performance.now() - begun;
  await refresher.beforeApplicationShutdown();
  return ms;
};

const open = async (setting: Setting): Promise<Course> => {
  const count = sized(setting, { full: 500_000, quick: 150_000, smoke: 2_000 });
  setting.tell(`fills a topic with ${count} facts of ${officers.length} officers in all posts`);
  const bench = await FoldBench.open(setting.servers, count);
  const pool = createPool({ url: bench.url, max: 4, applicationName: 'bench-refresh' });
  await hire(pool);
  return {
    contestants: {
      fold: async (): Promise<Figure> => ({ value: (await bench.fold('product')).ms }),
      refresh: async (): Promise<Figure> => ({ value: await refreshed(pool) }),
    },
    close: async () => {
      await pool.end();
      await bench.close();
    },
  };
};

/** What the sheets of everybody touched cost beside the fold of the facts that touched them. */
export const refreshedSheets: Benchmark = {
  name: 'refresh',
  title: 'sheets of all officers refreshed once, beside the fold of a month of their facts',
  unit: 'ms',
  rounds: 3,
  rows: [{ what: 'refresh', product: 'refresh', reference: 'fold', reach: 0.25, better: 'less' }],
  open,
};
