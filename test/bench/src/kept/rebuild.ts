import { once } from 'node:events';
import { migrate, RulesInForce, talliesView } from '@ywk/appraisal-app';
import {
  ContractRegistry,
  EVENT_CONTRACTS,
  LOGS,
  type EventEnvelope,
  type Fact,
} from '@ywk/contracts';
import { createPool, EventStore } from '@ywk/event-store';
import { Rebuild, storeSource } from '@ywk/projections';
import { createTestDatabase, query, type TestDatabase } from '@ywk/testing';
import type { Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { perSecond, sized, type Benchmark, type Course, type Setting } from '../benchmark.ts';
import { factsOf } from '../facts.ts';
import { EnvelopeChain } from '../fold/topic-of-facts.ts';

const GROUP = 'bench.rebuild.v1';

const COPY_EVENTS = `COPY event (partition, log, pos, log_epoch, prev_hash, hash, event_id, type, v,
  stream, stream_version, key, occurred_ms, recorded_ms, command_id, actor, officer, num, data)
FROM STDIN`;

const COPY_FACTS = `COPY fact (partition, officer, pos, month, fact, sign, code, occurred_ms,
  recorded_ms, posted, event_id, amounts, origin) FROM STDIN`;

const eventLine = (event: EventEnvelope): string => {
  const { partition, log, pos, prevHash, hash, eventId, type, stream, key, commandId } = event;
  const ms = Date.parse(event.occurredAt);
  return `${partition}\t${log}\t${pos}\t1\t\\\\x${prevHash}\t\\\\x${hash}\t${eventId}\t${type}\t1\t${stream}\t${pos}\t${key}\t${ms}\t${ms}\t${commandId}\tbench\t${key}\t\\N\t${event.dataText}\n`;
};

const factLine = ({ partition, pos, eventId, occurredAt }: EventEnvelope, fact: Fact): string => {
  const ms = Date.parse(occurredAt);
  return `${partition}\t${fact.officer}\t${pos}\t2024-05-01\t${fact.fact}\t1\t${fact.code}\t${ms}\t${ms}\t\t${eventId}\t${JSON.stringify(fact.amounts)}\t${JSON.stringify(fact.origin)}\n`;
};

const LINES = 5_000;

/** The log of the facts and the facts that were folded from it. */
const fill = async (pool: Pool, count: number): Promise<Map<number, number>> => {
  await pool.query(`SELECT ensure_fact_month('2024-05-01')`);
  const clients = [await pool.connect(), await pool.connect()] as const;
  const events = clients[0].query(copyFrom(COPY_EVENTS));
  const facts = clients[1].query(copyFrom(COPY_FACTS));
  const chain = new EnvelopeChain(LOGS.fact);
  const ends = new Map<number, number>();
  let [eventLines, factLines, lines] = ['', '', 0];
  for (const fact of factsOf(count)) {
    const event = chain.next(fact);
    ends.set(event.partition, event.pos);
    eventLines += eventLine(event);
    factLines += factLine(event, fact);
    lines += 1;
    if (lines % LINES > 0 && lines < count) continue;
    if (!events.write(eventLines)) await once(events, 'drain');
    if (!facts.write(factLines)) await once(facts, 'drain');
    [eventLines, factLines] = ['', ''];
  }
  for (const stream of [events, facts]) {
    stream.end();
    await once(stream, 'finish');
  }
  for (const client of clients) client.release();
  return ends;
};

/** What the live view has applied: all of it. */
const PROGRESS = `
INSERT INTO follower_progress (partition, follower_group, log, last_pos, owner)
SELECT p, $1, $2, pos, 'bench' FROM unnest($3::smallint[], $4::bigint[]) AS a(p, pos)`;

/** The sums of all kept facts in one statement. */
export const GROUP_BY = `
CREATE TABLE grouped AS
SELECT f.partition, f.officer,
  (to_timestamp(f.occurred_ms / 1000.0) AT TIME ZONE 'Asia/Shanghai')::date AS day,
  m.metric, f.posted, sum(f.sign * m.n) AS n
FROM fact f CROSS JOIN LATERAL (
  SELECT 'calls.offered' AS metric, 1 AS n WHERE f.code = 'call.answered'
  UNION ALL SELECT 'calls.answered', 1 WHERE f.code = 'call.answered'
  UNION ALL SELECT 'calls.answered10s', 1
    WHERE f.code = 'call.answered' AND (f.amounts::json ->> 'answerMs')::int <= 10000
  UNION ALL SELECT 'orders.dispatched', 1 WHERE f.code = 'order.dispatched'
  UNION ALL SELECT f.code, coalesce((f.amounts::json ->> 'n')::int, 1)
    WHERE f.code NOT IN ('call.answered', 'order.dispatched')
) m
GROUP BY 1, 2, 3, 4, 5`;

const rebuildOn = (pool: Pool): Rebuild => {
  const registry = new ContractRegistry(EVENT_CONTRACTS);
  const store = new EventStore({ pool, registry });
  return new Rebuild({
    pool,
    view: talliesView(new RulesInForce()),
    group: GROUP,
    reader: storeSource({ store }).reader,
    registry,
  });
};

const filled = async (count: number): Promise<{ database: TestDatabase; pool: Pool }> => {
  const database = await createTestDatabase('benchrebuild');
  await migrate(database.url);
  const pool = createPool({
    url: database.url,
    max: 6,
    applicationName: 'bench-rebuild',
    queryTimeoutMs: 3_600_000,
  });
  const ends = await fill(pool, count);
  await pool.query(PROGRESS, [GROUP, LOGS.fact, [...ends.keys()], [...ends.values()]]);
  await query(database.adminUrl, 'VACUUM ANALYZE');
  return { database, pool };
};

const open = async (setting: Setting): Promise<Course> => {
  const count = sized(setting, { full: 5_000_000, quick: 200_000, smoke: 2_000 });
  setting.tell(`fills a log and a table with ${count} facts`);
  const { database, pool } = await filled(count);
  return {
    contestants: {
      rebuild: async () => {
        const rebuild = rebuildOn(pool);
        const figure = await perSecond(count, () => rebuild.build());
        await rebuild.discard();
        return figure;
      },
      'GROUP BY': async () => {
        await query(database.adminUrl, 'DROP TABLE IF EXISTS grouped');
        return perSecond(count, () => query(database.adminUrl, GROUP_BY));
      },
    },
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
};

export const rebuild: Benchmark = {
  name: 'rebuild',
  title: 'a view built anew from its log',
  unit: 'facts/s',
  rounds: 3,
  warmsUp: false,
  rows: [
    {
      what: 'rebuild of the tallies',
      product: 'rebuild',
      reference: 'GROUP BY',
      reach: 0.3,
      better: 'more',
    },
  ],
  open,
};
