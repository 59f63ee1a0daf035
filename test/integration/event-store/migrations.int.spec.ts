import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dataSourceOf, migrateDatabase, MigrationWaits } from '@ywk/event-store';
import { migrate, versions } from '@ywk/payroll-app';
import { createIssuerKey, refuseOtherVersion, systemClock } from '@ywk/platform';
import { createTestDatabase, query, type TestDatabase } from '@ywk/testing';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const PROGRAM = new URL('../../../services/payroll/app/dist/main.js', import.meta.url).pathname;

class Slow1767225600001 implements MigrationInterface {
  readonly name = 'Slow1767225600001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('SELECT pg_sleep(0.2); CREATE TABLE once (a int)');
  }
  async down(): Promise<void> {}
}

class Widens1767225600002 implements MigrationInterface {
  readonly name = 'Widens1767225600002';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE once ADD COLUMN b int');
  }
  async down(): Promise<void> {}
}

const four = <T>(work: () => Promise<T>): Promise<PromiseSettledResult<T>[]> =>
  Promise.allSettled(Array.from({ length: 4 }, work));
const kinds = (results: readonly PromiseSettledResult<unknown>[]): string[] =>
  results.map(({ status }) => status);
const ranIn = async (url: string): Promise<string[]> =>
  (await query<{ name: string }>(url, 'SELECT name FROM schema_migration')).map(({ name }) => name);

let empty: TestDatabase;
let other: TestDatabase;
beforeAll(async () => {
  empty = await createTestDatabase('ywk_migrated');
  other = await createTestDatabase('ywk_raced');
});
afterAll(async () => {
  await empty.drop();
  await other.drop();
});

describe('however many processes migrate an empty database at once', () => {
  test('each migration runs once', async () => {
    const known = (await versions(empty.appUrl))[0]?.missing ?? [];
    expect(known.length).toBeGreaterThan(5);
    expect(kinds(await four(() => migrate(empty.url)))).toEqual(Array(4).fill('fulfilled'));
    expect((await ranIn(empty.url)).toSorted()).toEqual(known.toSorted());
  });

  test('without the lock they get in each others way', async () => {
    const unlocked = async (): Promise<void> => {
      const source = await dataSourceOf({
        url: other.url,
        migrations: [Slow1767225600001],
      }).initialize();
      await source.runMigrations().finally(() => source.destroy());
    };
    expect(kinds(await four(unlocked))).toContain('rejected');
  });
});

describe('a table that somebody holds', () => {
  const plan = { migrations: [Widens1767225600002], logs: [], lockTimeout: '50ms' };

  /** Runs work while another session reads a table in a transaction. */
  const held = async (work: (holder: pg.Client) => Promise<void>): Promise<void> => {
    const holder = new pg.Client({ connectionString: other.url });
    await holder.connect();
    await holder.query('CREATE TABLE IF NOT EXISTS once (a int)');
    await holder.query('BEGIN; SELECT * FROM once');
    await work(holder).finally(() => holder.end());
  };

  test('is left alone, again and again, and that is said', async () => {
    const pauses: number[] = [];
    const clock = {
      ...systemClock,
      after: (ms: number, work: () => void) => (pauses.push(ms), work(), () => undefined),
    };
    await held(async () => {
      const migrated = migrateDatabase({ ...plan, url: other.url, clock });
      await expect(migrated).rejects.toThrow(MigrationWaits);
    });
    expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000]);
    expect(await ranIn(other.url)).not.toContain('Widens1767225600002');
  });

  test('is migrated once it is free', async () => {
    await held(async (holder) => {
      const after = (_: number, work: () => void) => {
        void holder.query('COMMIT').then(work);
        return () => undefined;
      };
      await migrateDatabase({ ...plan, url: other.url, clock: { ...systemClock, after } });
    });
    expect(await ranIn(other.url)).toContain('Widens1767225600002');
  });
});

describe('a program and a database of different releases', () => {
  const NEWER = `INSERT INTO schema_migration (timestamp, name) VALUES (9999999999999, 'Later9999999999999')`;

  const served = async (environment: NodeJS.ProcessEnv = {}) => {
    const program = spawn(process.execPath, [PROGRAM, 'serve'], {
      env: {
        ...{ PORT: '0', DATABASE_URL: empty.appUrl, LOG_LEVEL: 'info' },
        EMBEDDED_ISSUER_KEY: JSON.stringify(await createIssuerKey()),
        ...environment,
      },
    });
    program.stdout.once('data', () => program.kill());
    const [[code], said] = await Promise.all([once(program, 'close'), text(program.stderr)]);
    return { code: code as number | null, said };
  };

  test('newer: it does not start, and names both', async () => {
    await query(empty.url, NEWER);
    expect(await served()).toEqual({
      code: 1,
      said: expect.stringMatching(
        /^payroll: The database is newer than this program: \w+ stands at Later9999999999999, this program knows up to \w+\d{13}; .*DATABASE_VERSION_ACCEPTED=Later9999999999999\.\n$/,
      ),
    });
  });

  test('newer, and accepted by name: it starts', async () => {
    const accepted = { DATABASE_VERSION_ACCEPTED: 'Later9999999999999' };
    expect(await served(accepted)).toMatchObject({ said: '' });
    const [version] = await versions(empty.appUrl);
    expect(() => version && refuseOtherVersion(version, 'Later9999999999998')).toThrow(/newer/);
  });

  test('older, or never migrated: it does not start, and says what to run', async () => {
    await query(empty.url, `DELETE FROM schema_migration WHERE name LIKE 'PayRuns%'`);
    const [older] = await versions(empty.appUrl);
    expect(() => older && refuseOtherVersion(older)).toThrow(
      /older than this program: .* not run yet: PayRuns\d+\. Run "main\.js migrate"/,
    );
    await query(empty.url, 'DROP TABLE schema_migration');
    const { code, said } = await served();
    expect(code).toBe(1);
    expect(said).toMatch(/stands at none/);
  });
});
