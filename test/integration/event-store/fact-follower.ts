import type { INestApplication } from '@nestjs/common';
import { LOGS, type EventEnvelope } from '@ywk/contracts';
import { createPool } from '@ywk/event-store';
import {
  FollowerServer,
  kafkaSource,
  storeSource,
  type LogBatch,
  type LogReader,
} from '@ywk/projections';
import { eventually, uniqueName, type TestDatabase } from '@ywk/testing';
import { expect } from '@jest/globals';
import type { Pool } from 'pg';
import { openDatabase } from '../projections/follow-database.ts';
import { follow } from '../projections/trail-follower.ts';
import type { OwnDuty } from './own-duty.ts';

const TABLES = `
CREATE TABLE applied (
  partition smallint NOT NULL,
  pos bigint NOT NULL,
  event_id text NOT NULL,
  times int NOT NULL DEFAULT 1,
  PRIMARY KEY (partition, pos, event_id)
)`;

const APPLY = `
INSERT INTO applied AS a (partition, pos, event_id)
SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::text[])
ON CONFLICT (partition, pos, event_id) DO UPDATE SET times = a.times + 1`;

const apply = async ({ events, tx }: LogBatch): Promise<void> =>
  void (await tx.query(APPLY, [
    events.map(({ partition }) => partition),
    events.map(({ pos }) => pos),
    events.map(({ eventId }) => eventId),
  ]));

/** A consumer of duty's facts in another database, as appraisal is one. */
export class FactFollower {
  private constructor(
    private readonly database: TestDatabase,
    private readonly pool: Pool,
    private readonly app: INestApplication,
  ) {}

  static async start(duty: OwnDuty): Promise<FactFollower> {
    const { database } = await openDatabase(TABLES);
    const pool = createPool({ url: database.appUrl, max: 4, applicationName: 'fact-follower' });
    // The database is set back under it: each reading asks the store of that moment.
    const reader: LogReader = {
      read: (range) => storeSource(duty).reader.read(range),
      heads: (log) => storeSource(duty).reader.heads(log),
    };
    const server = new FollowerServer({
      ...{ group: uniqueName('facts'), pool, registry: duty.registry, logs: [LOGS.fact] },
      ...{ source: kafkaSource({ brokers: duty.brokers, reader }), flush: { maxMs: 20 } },
    });
    return new FactFollower(database, pool, await follow(server, LOGS.fact, apply));
  }

  /** Resolves when exactly these events were applied, each once. */
  async hasApplied(events: readonly EventEnvelope[]): Promise<void> {
    const expected = events.map(
      ({ partition, pos, eventId }) => `${partition} ${pos} ${eventId} 1`,
    );
    await eventually(
      async () => {
        const { rows } = await this.pool.query<{ line: string }>(
          `SELECT concat_ws(' ', partition, pos, event_id, times) AS line FROM applied`,
        );
        return rows.map(({ line }) => line).sort();
      },
      (lines) => expect(lines).toEqual(expected.sort()),
      { withinMs: 20_000 },
    );
  }

  async halts(): Promise<{ partition: number; reason: string }[]> {
    const { rows } = await this.pool.query<{ partition: number; reason: string }>(
      `SELECT partition, reason FROM follower_progress WHERE state = 'halted' ORDER BY partition`,
    );
    return rows;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.pool.end();
    await this.database.drop();
  }
}
