import { computeClose, foldFacts, migrate, RulingEffects, RulesInForce } from '@ywk/appraisal-app';
import type { Objection } from '@ywk/appraisal-domain';
import { ContractRegistry, EVENT_CONTRACTS, LOGS, partitionOf } from '@ywk/contracts';
import { createPool, EventStore, inTransaction } from '@ywk/event-store';
import { createTestDatabase, query } from '@ywk/testing';
import { v7 } from 'uuid';
import type { Pool } from 'pg';
import { factLogName } from '../bench-log.ts';
import { sized, type Benchmark, type Course, type Figure, type Setting } from '../benchmark.ts';
import { chanceOf, factsOf, officers } from '../facts.ts';
import { EnvelopeChain } from '../fold/topic-of-facts.ts';
import { quantile } from '../statistics.ts';

const MONTH = { calendar: 'month', period: '2024-05' };
const UNITS = 90;
const TEAMS_IN_A_UNIT = 3;
const FACTS_A_FLUSH = 1_000;

const unitOf = (at: number): string => `U${at % UNITS}`;
const teamOf = (at: number): string => `${unitOf(at)}-${Math.floor(at / UNITS) % TEAMS_IN_A_UNIT}`;

const HIRE = `
INSERT INTO placement (partition, officer, pos, kind, day, unit, post, team, tier, recorded_ms)
SELECT p, o, 1, 'HIRED', '2010-01-01', u, 'CALL110', t, 5, 0
FROM unnest($1::smallint[], $2::uuid[], $3::text[], $4::text[]) AS h(p, o, u, t)`;

const DEFINE = `
INSERT INTO unit (partition, unit, pos, name_zh, name_en, parent, budget_mode, recorded_ms)
SELECT p, u, 1, u, u, NULL, 'SCALE', 0 FROM unnest($1::smallint[], $2::text[]) AS d(p, u)`;

/** Who stands where: 4,500 officers in 90 units of three teams each. */
const staff = async (pool: Pool): Promise<void> => {
  const units = Array.from({ length: UNITS }, (_, at) => unitOf(at));
  await pool.query(DEFINE, [units.map(partitionOf), units]);
  await pool.query(HIRE, [
    officers.map((each) => partitionOf(each)),
    officers,
    officers.map((_, at) => unitOf(at)),
    officers.map((_, at) => teamOf(at)),
  ]);
};

const fold = async (pool: Pool, count: number): Promise<void> => {
  const chain = new EnvelopeChain(factLogName());
  const rules = new RulesInForce();
  const book = await rules.read(pool);
  const facts = [...factsOf(count)];
  for (let at = 0; at < facts.length; at += FACTS_A_FLUSH) {
    const events = facts
      .slice(at, at + FACTS_A_FLUSH)
      .map((data) => ({ ...chain.next(data), data }));
    const refuse = (_event: unknown, code: string) => {
      throw new Error(code);
    };
    await inTransaction(pool, (tx) =>
      foldFacts({ log: events[0]?.log ?? '', events, tx, park: refuse }, book),
    );
  }
};

/** The month as it stands once it is computed. */
const close = async (pool: Pool, store: EventStore): Promise<void> => {
  const rules = await new RulesInForce().read(pool);
  const count = await computeClose({ pool, rules, period: MONTH.period, revision: 1 });
  const due = { ...MONTH, revision: 1, final: false, touched: 0, logs: [LOGS.fact] };
  const computed = { ...MONTH, revision: 1, schemeVersion: 'rc-1@1', ...count };
  const occurredAt = '2024-06-04T00:00:00.000Z';
  const key = 'month/2024-05';
  const events = [
    { eventId: v7(), type: 'CutOffDue', v: 2, data: due, occurredAt },
    { eventId: v7(), type: 'PeriodComputed', v: 1, data: computed, occurredAt },
  ];
  const write = { log: LOGS.period, stream: `period-${key}`, key, expectedVersion: 0, events };
  await store.append([{ commandId: v7(), actor: 'bench', request: key, writes: [write] }]);
};

const objectionOf = (officer: string, unit: string): Objection => ({
  ...{ objection: v7(), period: MONTH.period, officer, unit, revision: 1, status: 'LODGED' },
  ...{ about: 'GRADE', fact: null, code: null, papers: [], rulings: [] },
  ...{ lodgedOn: '2024-06-05', until: '2024-06-11' },
});

const A_FACT = `
SELECT fact FROM fact WHERE partition = $1 AND officer = $2 AND month = '2024-05-01' LIMIT 1`;

/** One objection after the other, each of another officer; the 95th of a hundred, ms. */
const shown = async (pool: Pool, effects: RulingEffects, times: number): Promise<Figure> => {
  const chance = chanceOf(20_240_601);
  const ms: number[] = [];
  while (ms.length < times) {
    const at = chance() % officers.length;
    const officer = officers[at] ?? '';
    const { rows } = await pool.query<{ fact: string }>(A_FACT, [partitionOf(officer), officer]);
    const fact = rows[0]?.fact;
    if (fact === undefined) continue;
    const objection = objectionOf(officer, unitOf(at));
    const changes = [{ kind: 'REVERSE' as const, fact }];
    const ask = { objection, appeals: new Map(), calendar: 'month', document: 'CD-1', changes };
    const begun = performance.now();
    await effects.of(ask);
    ms.push(performance.now() - begun);
  }
  return { value: quantile(ms, 0.95), more: { p50: quantile(ms, 0.5), most: Math.max(...ms) } };
};

const open = async (setting: Setting): Promise<Course> => {
  const database = await createTestDatabase('benchappeal');
  await migrate(database.url);
  const options = { url: database.url, max: 4, applicationName: 'bench-appeal' };
  const pool = createPool({ ...options, queryTimeoutMs: 3_600_000 });
  const store = new EventStore({ pool, registry: new ContractRegistry(EVENT_CONTRACTS) });
  const facts = sized(setting, { full: 500_000, quick: 150_000, smoke: 9_000 });
  setting.tell(`folds ${facts} facts and closes the month of ${officers.length} officers`);
  await staff(pool);
  await fold(pool, facts);
  await close(pool, store);
  await query(database.adminUrl, 'VACUUM ANALYZE');
  const effects = new RulingEffects({ pool, store, rules: new RulesInForce() });
  const times = sized(setting, { full: 100, quick: 40, smoke: 3 });
  return {
    contestants: { effect: () => shown(pool, effects, times) },
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
};

export const appeal: Benchmark = {
  name: 'appeal',
  title: 'an objection in a bureau of 4,500 officers: the whole effect of a ruling shown',
  unit: 'ms',
  rounds: 5,
  rows: [{ what: 'effect of one appeal, p95', product: 'effect', reach: 1_000, better: 'less' }],
  open,
};
