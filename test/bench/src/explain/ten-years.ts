import { once } from 'node:events';
import { foldFacts, migrate, RulesInForce, RefreshService, shippedBook } from '@ywk/appraisal-app';
import { partitionOf, type Fact } from '@ywk/contracts';
import { createPool, inTransaction } from '@ywk/event-store';
import { createTestDatabase, eventually, query, type TestDatabase } from '@ywk/testing';
import { pino } from 'pino';
import type { Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { factLogName } from '../bench-log.ts';
import { chanceOf, idFrom, officers as everybody } from '../facts.ts';
import { EnvelopeChain } from '../fold/topic-of-facts.ts';

/** How much is kept. */
export interface TenYearsSize {
  readonly officers: number;
  readonly factsAMonth: number;
  readonly months: number;
}

export const UNIT = 'ZJG-110';
export const PERIOD = '2024-05';
const OFFICERS_A_TEAM = 15;
const FACTS_A_FLUSH = 1_000;
const DAYS_MS = 28 * 86_400_000;

const startOf = (back: number): number => Date.UTC(2024, 4 - back, 1);
const iso = (ms: number): string => new Date(ms).toISOString();

type Kind = readonly [code: string, amounts: (chance: () => number) => Record<string, number>];

/** Of ten facts of a call-taker. */
const KINDS: readonly Kind[] = [
  ...Array.from({ length: 4 }, (): Kind => [
    'call.answered',
    (of) => ({ answerMs: of() % 10_400 }),
  ]),
  ...Array.from({ length: 3 }, (): Kind => [
    'order.dispatched',
    (of) => ({ callToDispatchMs: of() % 90_000 }),
  ]),
  ['record.checked', (of) => ({ flaws: Number(of() % 30 === 0) })],
  ['callback.effective', (of) => ({ satisfied: Number(of() % 20 > 0) })],
  ['call.abandoned', (of) => ({ ringMs: of() % 9_000 })],
];

const ORIGIN = { kind: 'feed', source: 'cad-zjg', reference: 'C-1' } as const;

const factsOfMonth = function* (officer: string, back: number, count: number): Generator<Fact> {
  const chance = chanceOf(back * 7_919 + parseInt(officer.slice(0, 6), 16));
  for (let at = 0; at < count; at += 1) {
    const [code, amounts] = KINDS[at % KINDS.length] ?? ['B06', () => ({})];
    const ms = startOf(back) + Math.floor((at / count) * DAYS_MS);
    yield {
      ...{ fact: idFrom(chance), officer, code, occurredAt: iso(ms), amounts: amounts(chance) },
      ...{ origin: ORIGIN, evidence: null, actId: null },
    };
  }
};

const COPY = `COPY fact (partition, officer, pos, month, fact, sign, code, occurred_ms, recorded_ms,
  posted, event_id, amounts, origin, evidence) FROM STDIN`;

const line = (fact: Fact, pos: number): string => {
  const ms = Date.parse(fact.occurredAt);
  const { officer } = fact;
  const place = `${partitionOf(officer)}\t${officer}\t${pos}\t${fact.occurredAt.slice(0, 7)}-01`;
  return `${place}\t${fact.fact}\t1\t${fact.code}\t${ms}\t${ms}\t\t${fact.fact}\t${JSON.stringify(fact.amounts)}\t${JSON.stringify(ORIGIN)}\t\\N\n`;
};

/** Months before the last, straight into the table. */
const fillPast = async (pool: Pool, officers: readonly string[], size: TenYearsSize) => {
  const client = await pool.connect();
  let pos = 0;
  for (let back = size.months - 1; back > 0; back -= 1) {
    await client.query('SELECT ensure_fact_month($1)', [iso(startOf(back)).slice(0, 10)]);
    const stream = client.query(copyFrom(COPY));
    for (const officer of officers) {
      let lines = '';
      for (const fact of factsOfMonth(officer, back, size.factsAMonth)) {
        lines += line(fact, (pos += 1));
      }
      if (!stream.write(lines)) await once(stream, 'drain');
    }
    stream.end();
    await once(stream, 'finish');
  }
  client.release();
  return pos;
};

/** The last month by the fold itself, so that sums and sheets are there. */
const foldLast = async (
  pool: Pool,
  officers: readonly string[],
  { past, factsAMonth }: { past: number; factsAMonth: number },
): Promise<void> => {
  const chain = new EnvelopeChain(factLogName());
  const rules = shippedBook();
  const facts = officers.flatMap((officer) => [...factsOfMonth(officer, 0, factsAMonth)]);
  for (let at = 0; at < facts.length; at += FACTS_A_FLUSH) {
    const events = facts.slice(at, at + FACTS_A_FLUSH).map((data) => {
      const event = chain.next(data);
      return { ...event, pos: event.pos + past, data };
    });
    const refuse = (_event: unknown, code: string) => {
      throw new Error(code);
    };
    await inTransaction(pool, (tx) =>
      foldFacts({ log: events[0]?.log ?? '', events, tx, park: refuse }, rules),
    );
  }
};

const HIRE = `
INSERT INTO placement (partition, officer, pos, kind, day, unit, post, team, tier, recorded_ms)
SELECT p, o, 1, 'HIRED', '2010-01-01', $3, 'CALL110', t, 5, 0
FROM unnest($1::smallint[], $2::uuid[], $4::text[]) AS h(p, o, t)`;

/** A database of appraisal in which some call-takers' facts of ten years are kept. */
export class TenYears {
  private constructor(
    private readonly database: TestDatabase,
    readonly pool: Pool,
    readonly officers: readonly string[],
  ) {}

  static async fill(size: TenYearsSize): Promise<TenYears> {
    const database = await createTestDatabase('benchyears');
    await migrate(database.url);
    const options = { url: database.url, max: 4, applicationName: 'bench-years' };
    const pool = createPool({ ...options, queryTimeoutMs: 3_600_000 });
    const officers = everybody.slice(0, size.officers);
    const teams = officers.map((_, at) => `${UNIT}-${Math.floor(at / OFFICERS_A_TEAM)}`);
    await pool.query(HIRE, [officers.map((each) => partitionOf(each)), officers, UNIT, teams]);
    const past = await fillPast(pool, officers, size);
    await foldLast(pool, officers, { past, factsAMonth: size.factsAMonth });
    await TenYears.refresh(pool);
    await query(database.adminUrl, 'VACUUM ANALYZE');
    return new TenYears(database, pool, officers);
  }

  private static async refresh(pool: Pool): Promise<void> {
    const parts = { pool, rules: new RulesInForce(), group: 'bench' };
    const refresher = new RefreshService(parts, pino({ level: 'silent' }));
    refresher.onApplicationBootstrap();
    await eventually(
      async () => (await pool.query('SELECT 1 FROM sheet_due WHERE partition >= 0')).rowCount,
      (due) => due === 0,
      { withinMs: 60_000 },
    );
    await refresher.beforeApplicationShutdown();
  }

  /** An instant of the month, by a number below 1. */
  instant(share: number): number {
    return startOf(0) + Math.floor(share * DAYS_MS);
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.database.drop();
  }
}
