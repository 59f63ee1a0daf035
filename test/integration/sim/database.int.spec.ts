import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPool } from '@ywk/event-store';
import type { Pool } from 'pg';
import type { ExecutedStatement } from '../../sim/src/database/database.ts';
import { VIEW_TABLE } from '../../sim/src/database/view-statements.ts';
import { LOG } from '../../sim/src/notes.ts';
import { simulate } from '../../sim/src/simulate.ts';
import { openDatabase, type OpenedDatabase } from '../projections/follow-database.ts';
import { ReplayedStatements } from './replayed-statements.ts';

const SEEDS = 20;

const EMPTY = `
TRUNCATE event, stream_head, command_id, relay_lease, relay_checkpoint, follower_progress, sim_view;
UPDATE log_counter SET last_pos = 0, last_recorded_ms = 0,
  last_hash = decode(repeat('00', 32), 'hex'), prior_hash = decode(repeat('00', 32), 'hex')`;

describe('the simulated database answers as PostgreSQL does', () => {
  let opened: OpenedDatabase;
  let pool: Pool;

  beforeAll(async () => {
    opened = await openDatabase(VIEW_TABLE, [LOG]);
    pool = createPool({ url: opened.database.url, max: 12, applicationName: 'sim-test' });
  });

  afterAll(async () => {
    await pool.end();
    await opened.database.drop();
  });

  it.each(Array.from({ length: SEEDS }, (_, at) => at + 1))(
    'to the statements of schedule %i',
    async (seed) => {
      await pool.query(EMPTY);
      const statements: ExecutedStatement[] = [];
      await simulate({ seed, onStatement: (statement) => statements.push(statement) });
      const replayed = new ReplayedStatements(pool);
      try {
        for (const statement of statements) {
          const { name, real, simulated } = await replayed.play(statement);
          expect({ name, answered: simulated }).toEqual({ name, answered: real });
        }
      } finally {
        await replayed.end();
      }
      expect(statements.length).toBeGreaterThan(50);
    },
  );
});
