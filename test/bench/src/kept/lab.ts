import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { LabRunner, LabRuns, migrate, Rules, RulesInForce } from '@ywk/appraisal-app';
import { ContractRegistry, EVENT_CONTRACTS, partitionOf, POST_CODES } from '@ywk/contracts';
import { createPool, EventStore } from '@ywk/event-store';
import { createTestDatabase, query, type TestDatabase } from '@ywk/testing';
import type { Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import {
  perSecond,
  sized,
  type Benchmark,
  type Course,
  type Figure,
  type Setting,
} from '../benchmark.ts';
import { chanceOf, factsOf, idFrom, officers } from '../facts.ts';
import { MemoryWatch, type HeldMemory } from './held-memory.ts';
import { GROUP_BY } from './rebuild.ts';

/** A run over several months, so that memory which grew with their number would show. */
const MONTHS = ['2024-02', '2024-03', '2024-04', '2024-05'];
const MAY = Date.parse('2024-05-01T00:00:00+08:00');
/** Facts of 31 days, pressed into the days that each month has. */
const [DAYS, FACT_DAYS] = [28, 31];

const COPY = `COPY fact (partition, officer, pos, month, fact, sign, code, occurred_ms, recorded_ms,
  posted, event_id, amounts, origin) FROM STDIN`;

const LINES = 5_000;

/** Rows of facts of one month, at positions after the last. */
function* linesOf(month: string, count: number, at: { pos: number }): Generator<string> {
  const begin = Date.parse(`${month}-01T00:00:00+08:00`);
  const chance = chanceOf(begin / 1_000);
  const partitions = new Map(officers.map((officer) => [officer, partitionOf(officer)]));
  let lines = '';
  let held = 0;
  for (const { officer, code, occurredAt, amounts, fact } of factsOf(count, begin / 1_000)) {
    const ms = begin + Math.floor(((Date.parse(occurredAt) - MAY) * DAYS) / FACT_DAYS);
    at.pos += 1;
    lines += `${partitions.get(officer)}\t${officer}\t${at.pos}\t${month}-01\t${fact}\t1\t${code}\t${ms}\t${ms}\t\t${idFrom(chance)}\t${JSON.stringify(amounts)}\t{}\n`;
    held += 1;
    if (held % LINES > 0 && held < count) continue;
    yield lines;
    lines = '';
  }
}

/** How much history there is. */
interface History {
  readonly facts: number;
  readonly months: readonly string[];
  /** Of the officers that facts are about: how many recruitment told of. */
  readonly people: number;
}

const fillFacts = async (pool: Pool, { facts, months }: History): Promise<void> => {
  const client = await pool.connect();
  const at = { pos: 0 };
  for (const month of months) {
    await client.query('SELECT ensure_fact_month($1)', [`${month}-01`]);
    const stream = client.query(copyFrom(COPY));
    for (const lines of linesOf(month, facts / months.length, at)) {
      if (!stream.write(lines)) await once(stream, 'drain');
    }
    stream.end();
    await once(stream, 'finish');
  }
  client.release();
};

const PLACES = `
INSERT INTO placement (partition, officer, pos, kind, day, unit, post, team, tier, recorded_ms)
SELECT p, o, n, 'HIRED', '2020-01-01', u, post, u || '-A', 5, 0
FROM unnest($1::smallint[], $2::uuid[], $3::bigint[], $4::text[], $5::text[]) AS a(p, o, n, u, post)`;

/** Units of a hundred, with all posts in turn. */
const fillPeople = async (pool: Pool, { people, months }: History): Promise<void> => {
  const hired = officers.slice(0, people);
  await pool.query(PLACES, [
    hired.map(partitionOf),
    hired,
    hired.map((_, at) => at + 1),
    hired.map((_, at) => `U${Math.floor(at / 100)}`),
    hired.map((_, at) => POST_CODES[at % POST_CODES.length]),
  ]);
  await pool.query(
    'INSERT INTO active_period (partition, period) SELECT * FROM unnest($1::smallint[], $2::text[])',
    [months.map(partitionOf), months],
  );
};

const FOLDED = `
INSERT INTO tally (partition, officer, day, metric, posted, n)
SELECT partition, officer, day, metric, posted, n FROM grouped`;

const LEAST_DOCUMENT = { kind: 'METRICS', name: 'metrics', version: 1 } as const;
const TRIED = { ...LEAST_DOCUMENT, version: 2 };

/** A database of appraisal with facts kept and folded, and a draft that counts them otherwise. */
class LabBench {
  private readonly rules = new RulesInForce();

  private constructor(
    private readonly database: TestDatabase,
    private readonly pool: Pool,
    private readonly months: readonly string[],
  ) {}

  static async fill(history: History): Promise<LabBench> {
    const database = await createTestDatabase('benchlab');
    await migrate(database.url);
    const pool = createPool({
      url: database.url,
      max: 4,
      applicationName: 'bench-lab',
      queryTimeoutMs: 3_600_000,
    });
    await fillFacts(pool, history);
    await fillPeople(pool, history);
    const bench = new LabBench(database, pool, history.months);
    await bench.groupBy();
    await query(database.adminUrl, FOLDED);
    await query(database.adminUrl, 'VACUUM ANALYZE');
    await bench.draft();
    return bench;
  }

  /** The same sums in one statement. */
  async groupBy(): Promise<void> {
    await query(this.database.adminUrl, 'DROP TABLE IF EXISTS grouped');
    await query(this.database.adminUrl, GROUP_BY);
  }

  private get store(): EventStore {
    return new EventStore({ pool: this.pool, registry: new ContractRegistry(EVENT_CONTRACTS) });
  }

  private get runs(): LabRuns {
    const { pool, store, rules } = this;
    return new LabRuns({ pool, store, rules, group: 'bench', asked: () => undefined });
  }

  private async draft(): Promise<void> {
    const rules = new Rules(this.store, {
      failing: () => Promise.resolve([]),
      report: (version) => this.runs.reportOn(version),
    });
    const { rules: known } = await rules.one(LEAST_DOCUMENT);
    const document = { ...known.document, version: TRIED.version, effectiveFrom: '2030-01-01' };
    const asking = { actor: 'bench', at: new Date().toISOString() };
    await rules.draft('METRICS', { document, cases: [] }, asking);
  }

  /** One run over all months, from its request to its report. */
  async run(): Promise<HeldMemory> {
    const [from = '', to = ''] = [this.months[0], this.months.at(-1)];
    const asking = { actor: 'bench', at: new Date().toISOString() };
    const { run } = await this.runs.ask({ ...TRIED, from, to, run: randomUUID() }, asking);
    const { lease, pool, piece } = new LabRunner({ pool: this.pool, rules: this.rules }).leased;
    const memory = new MemoryWatch();
    let token = await lease.take(pool, 'bench', 3_600);
    while (token !== undefined && (await piece(token)) > 0) {
      memory.look();
      token = await lease.take(pool, 'bench', 3_600);
    }
    const { state, report } = await this.runs.one(run);
    if (state !== 'DONE' || report === null) throw new Error(`The run is ${state}.`);
    await query(this.database.adminUrl, 'TRUNCATE lab_change, lab_unit, lab_partition');
    return memory.held;
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.database.drop();
  }
}

const open = async (setting: Setting): Promise<Course> => {
  const count = sized(setting, { full: 16_000_000, quick: 1_000_000, smoke: 4_000 });
  const months = setting.smoke ? MONTHS.slice(-1) : MONTHS;
  const people = setting.smoke ? 100 : officers.length;
  setting.tell(`keeps ${count} facts of ${months.length} months`);
  const bench = await LabBench.fill({ facts: count, months, people });
  let held: HeldMemory = { mostMiB: NaN, growth: NaN };
  return {
    contestants: {
      lab: () =>
        perSecond(count, async () => {
          held = await bench.run();
        }),
      'GROUP BY': () => perSecond(count, () => bench.groupBy()),
      // The same run, seen from another side.
      memory: (): Promise<Figure> => Promise.resolve({ value: held.mostMiB }),
      growth: (): Promise<Figure> => Promise.resolve({ value: held.growth }),
    },
    close: () => bench.close(),
  };
};

export const lab: Benchmark = {
  name: 'lab',
  title: 'a draft of metric definitions over 16 M facts of four months (quick: 1 M)',
  unit: 'facts/s, MiB or ratio',
  rounds: 3,
  warmsUp: false,
  rows: [
    {
      what: 'lab over kept facts',
      product: 'lab',
      reference: 'GROUP BY',
      reach: 0.15,
      better: 'more',
    },
    { what: 'most that the process holds (MiB)', product: 'memory', reach: 512, better: 'less' },
    {
      what: 'heap held in the last month against the first',
      product: 'growth',
      reach: 1.2,
      better: 'less',
    },
  ],
  open,
};
