import { pauseOn, systemClock, type Clock } from '@ywk/platform';
import pg from 'pg';
import type { DataSource, MigrationInterface } from 'typeorm';
import { dataSourceOf } from '../data-source.ts';
import { ensureLogs } from '../ensure-logs.ts';

export interface MigrationPlan {
  /** Of the role that owns the tables. */
  readonly url: string;
  readonly migrations: (new () => MigrationInterface)[];
  /** Logs that the service may append to; none in a database without an event store. */
  readonly logs: readonly string[];
  /** The machine's when not given. */
  readonly clock?: Clock;
  /** How long a statement waits for a lock, as PostgreSQL writes it; 2s when not given. */
  readonly lockTimeout?: string;
}

/** Somebody holds a table that a migration needs, and held it all the while. */
export class MigrationWaits extends Error {
  override readonly name = 'MigrationWaits';
}

const LOCK = `SELECT pg_try_advisory_lock(hashtextextended('ywk migrate', 0)) AS held`;
const LOOK_MS = 100;

/** Who waits longer for a table makes everybody behind him wait too. */
const LOCK_TIMEOUT = '2s';
/** Pauses before another try, ms: readers get through, and a long transaction may end. */
const PAUSES_MS = [250, 500, 1_000, 2_000, 4_000, 8_000, 8_000];

/** lock_not_available and deadlock_detected: rolled back, nothing is half done. */
const WAITED = new Set(['55P03', '40P01']);
const waited = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && WAITED.has(String(error.code));

/**
 * Runs work while no other process migrates this database. The lock belongs to a connection of the
 * owner: whoever is killed holds it no longer. It is asked for again and again instead of waited
 * for, because a waiting statement would hold up an index that is built concurrently.
 */
const alone = async (url: string, clock: Clock, work: () => Promise<void>): Promise<void> => {
  const holder = new pg.Client({ connectionString: url, application_name: 'migrate' });
  // The work's own connections tell of a server that is gone; without a listener that ends the process.
  holder.on('error', () => undefined);
  await holder.connect();
  try {
    while ((await holder.query<{ held: boolean }>(LOCK)).rows[0]?.held !== true)
      await pauseOn(clock, LOOK_MS);
    await work();
  } finally {
    await holder.end();
  }
};

interface Patience {
  readonly clock: Clock;
  readonly lockTimeout: string;
}

const runPatiently = async (
  dataSource: DataSource,
  { clock, lockTimeout }: Patience,
): Promise<void> => {
  for (const pause of [...PAUSES_MS, undefined]) {
    try {
      await dataSource.runMigrations();
      return;
    } catch (error) {
      if (!waited(error)) throw error;
      if (pause === undefined) {
        throw new MigrationWaits(
          `A migration got no lock within ${lockTimeout}, ${PAUSES_MS.length + 1} times: a transaction ` +
            'holds its table (see pg_stat_activity). Nothing is half done; run it again when that has ended.',
          { cause: error },
        );
      }
      await pauseOn(clock, pause);
    }
  }
};

const migrate = async (plan: MigrationPlan, patience: Patience): Promise<void> => {
  const { url, migrations, logs } = plan;
  // A migration may take its time: there is no limit after which its connection counts as dead.
  const dataSource = dataSourceOf({ url, migrations, lockTimeout: patience.lockTimeout });
  await dataSource.initialize();
  try {
    await runPatiently(dataSource, patience);
    if (logs.length === 0) return;
    const runner = dataSource.createQueryRunner();
    await ensureLogs(runner, logs).finally(() => runner.release());
  } finally {
    await dataSource.destroy();
  }
};

/**
 * Brings a database up to date, each migration in a transaction, and gives it its logs. However many
 * processes do this at once, each migration runs once.
 * @throws MigrationWaits when a table was not to be had for half a minute
 */
export const migrateDatabase = (plan: MigrationPlan): Promise<void> => {
  const { url, clock = systemClock, lockTimeout = LOCK_TIMEOUT } = plan;
  return alone(url, clock, () => migrate(plan, { clock, lockTimeout }));
};
