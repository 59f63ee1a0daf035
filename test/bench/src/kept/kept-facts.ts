import { once } from 'node:events';
import { foldFacts, shippedBook, migrate } from '@ywk/appraisal-app';
import { partitionOf, type Fact } from '@ywk/contracts';
import { createPool, inTransaction } from '@ywk/event-store';
import type { AppliedEvent } from '@ywk/projections';
import { createTestDatabase, query, type TestDatabase } from '@ywk/testing';
import type { Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { EnvelopeChain } from '../fold/topic-of-facts.ts';
import { factLogName } from '../bench-log.ts';
import { sized, type Benchmark, type Course, type Figure, type Setting } from '../benchmark.ts';
import { chanceOf, factsOf, idFrom, OFFICERS, officers } from '../facts.ts';
import { quantile } from '../statistics.ts';

const FACTS_A_FLUSH = 1_000;
const FACTS_A_MONTH = 5_000_000;
const LAST_MONTH = { year: 2024, month: 5 };

const COPY = `COPY fact (partition, officer, pos, month, fact, sign, code, occurred_ms, recorded_ms,
  posted, event_id, amounts, origin, evidence) FROM STDIN`;

const monthStart = (back: number): Date =>
  new Date(Date.UTC(LAST_MONTH.year, LAST_MONTH.month - 1 - back, 1));

const iso = (date: Date): string => date.toISOString().slice(0, 10);

const ORIGIN = '{"kind":"feed","reference":"C-1","source":"cad-zjg"}';

/** Rows of facts that were folded long ago, the fullest months last. */
function* keptLines(count: number): Generator<string> {
  const chance = chanceOf(count);
  const places = officers.map((officer) => `${partitionOf(officer)}\t${officer}`);
  let lines = '';
  for (let at = 1; at <= count; at += 1) {
    const month = monthStart(Math.floor((count - at) / FACTS_A_MONTH));
    const ms = month.getTime() + (chance() % (28 * 86_400)) * 1_000;
    const share = chance() / 2 ** 32;
    const place = places[Math.floor(share * share * OFFICERS)] ?? '';
    lines += `${place}\t${at}\t${iso(month)}\t${idFrom(chance)}\t1\tB06\t${ms}\t${ms}\t\t${idFrom(chance)}\t{}\t${ORIGIN}\t\\N\n`;
    if (at % 5_000 > 0 && at < count) continue;
    yield lines;
    lines = '';
  }
}

const SUMS = `
INSERT INTO tally (partition, officer, day, metric, posted, n)
SELECT partition, officer, (to_timestamp(occurred_ms / 1000.0) AT TIME ZONE 'Asia/Shanghai')::date,
  code, '', count(*)
FROM fact GROUP BY 1, 2, 3, 4`;

/** A database of appraisal with so many facts kept. */
class KeptFacts {
  private constructor(
    private readonly database: TestDatabase,
    private readonly pool: Pool,
  ) {}

  static async fill(count: number): Promise<KeptFacts> {
    const database = await createTestDatabase('benchkept');
    await migrate(database.url);
    const pool = createPool({
      url: database.url,
      max: 2,
      applicationName: 'bench-kept',
      queryTimeoutMs: 3_600_000,
    });
    const months = Math.ceil(count / FACTS_A_MONTH);
    for (let back = 0; back < months; back += 1) {
      await pool.query('SELECT ensure_fact_month($1)', [iso(monthStart(back))]);
    }
    const client = await pool.connect();
    const stream = client.query(copyFrom(COPY));
    for (const lines of keptLines(count)) {
      if (!stream.write(lines)) await once(stream, 'drain');
    }
    stream.end();
    await once(stream, 'finish');
    client.release();
    await pool.query(SUMS);
    await query(database.adminUrl, 'VACUUM ANALYZE');
    await query(database.adminUrl, 'CHECKPOINT');
    return new KeptFacts(database, pool);
  }

  /** Commits one flush. @returns ms */
  async flush(
    batch: readonly AppliedEvent[],
    rules: ReturnType<typeof shippedBook>,
  ): Promise<number> {
    const begun = performance.now();
    await inTransaction(this.pool, (tx) =>
      foldFacts(
        {
          log: batch[0]?.log ?? '',
          events: batch,
          tx,
          park: (_event, code) => {
            throw new Error(code);
          },
        },
        rules,
      ),
    );
    return performance.now() - begun;
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.database.drop();
  }
}

/** Flushes of new facts, at positions that nobody has. */
class Flushes {
  private readonly log = factLogName();
  private readonly chain = new EnvelopeChain(this.log);
  private seed = 7;
  private past = 1_000_000_000;

  next(): AppliedEvent[] {
    const facts: Iterable<Fact> = factsOf(FACTS_A_FLUSH, (this.seed += 1));
    this.past += FACTS_A_FLUSH;
    return [...facts].map((data) => {
      const event = this.chain.next(data);
      return { ...event, pos: event.pos + this.past, data };
    });
  }
}

const millions = (count: number): string => `${count / 1_000_000} M`;

const sizesOf = (setting: Setting): number[] => {
  if (setting.smoke) return [2_000, 10_000];
  return setting.quick ? [1_000_000, 5_000_000] : [1_000_000, 5_000_000, 10_000_000, 50_000_000];
};

/** All sizes take the same flush in turn; the cost of one is the median of its flushes. */
const measure = async (
  kept: readonly KeptFacts[],
  flushes: Flushes,
  rounds: number,
): Promise<number[]> => {
  const rules = shippedBook();
  const ms: number[][] = kept.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    const batch = flushes.next();
    for (const [at, one] of kept.entries()) ms[at]?.push(await one.flush(batch, rules));
  }
  return ms.map((all) => (quantile(all, 0.5) * 1_000) / FACTS_A_FLUSH);
};

const open = async (setting: Setting): Promise<Course> => {
  const kept: KeptFacts[] = [];
  for (const count of sizesOf(setting)) {
    setting.tell(`keeps ${millions(count)} facts`);
    kept.push(await KeptFacts.fill(count));
  }
  const rounds = sized(setting, { full: 60, quick: 20, smoke: 2 });
  const flushes = new Flushes();
  // One measurement gives the figures of all sizes: they flush in turn.
  let costs: Promise<number[]> | undefined;
  const costAt = (at: number) => async (): Promise<Figure> => {
    if (at === 0) costs = measure(kept, flushes, rounds);
    return { value: (await costs)?.[at] ?? NaN };
  };
  const last = kept.length - 1;
  return {
    contestants: {
      fewest: costAt(0),
      'some more': costAt(1),
      most: costAt(last),
    },
    close: async () => {
      await Promise.all(kept.map((one) => one.close()));
    },
  };
};

export const keptFacts: Benchmark = {
  name: 'kept',
  title: 'cost of a fact with 1 M, 5 M, 10 M and 50 M facts kept (quick: 1 M and 5 M)',
  unit: 'µs/fact',
  rounds: 5,
  rows: [
    {
      what: 'cost of a fact, five times the facts',
      product: 'some more',
      reference: 'fewest',
      reach: 1.15,
      better: 'less',
    },
    {
      what: 'cost of a fact, most facts',
      product: 'most',
      reference: 'fewest',
      reach: 1.15,
      better: 'less',
    },
  ],
  open,
};
