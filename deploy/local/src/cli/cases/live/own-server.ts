import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { removeFolderAtEnd } from '../../../guardian.ts';
import { ensureDatabases, type Databases } from '../../../launch/databases.ts';
import { DATABASE_OWNERS } from '../../../launch/environment.ts';
import { placesIn, SERVICES } from '../../../launch/places.ts';
import { secretsIn } from '../../../launch/secrets.ts';
import { migrateService } from '../../../launch/services.ts';
import { freePorts } from '../../../ports.ts';
import { startPostgres, type PostgresServer } from '../../../postgres-server.ts';

/** Nobody keeps these data. */
const SETTINGS = { fsync: 'off', full_page_writes: 'off' };

const databaseOf = (owner: string): string => pg.escapeIdentifier(`ywk_${owner}`);
const modelOf = (owner: string): string => pg.escapeIdentifier(`ywk_${owner}_model`);

/**
 * A database server for systems that follow one another: databases are migrated once, and every system
 * begins with copies of them.
 */
export class OwnServer {
  private constructor(
    private readonly folder: string,
    private readonly server: PostgresServer,
    private readonly databases: Databases,
  ) {}

  static async start(): Promise<OwnServer> {
    const folder = mkdtempSync(join(tmpdir(), 'ywk-cases-'));
    removeFolderAtEnd(folder);
    // PostgreSQL may run as another user than the one who starts it.
    chmodSync(folder, 0o755);
    const places = placesIn(folder);
    const [port = 0] = await freePorts(1);
    const secrets = await secretsIn(places.secrets);
    const server = await startPostgres({
      ...{ dataDir: places.postgres, port, password: secrets.superuser, settings: SETTINGS },
      logFile: join(places.logs, 'postgres.log'),
    });
    const given = { databases: {} };
    const plan = { given, server: server.url, password: secrets.services };
    const databases = await ensureDatabases(plan);
    const own = new OwnServer(folder, server, databases);
    // A migration serves nobody.
    const services = { recruitment: 0, duty: 0, appraisal: 0, payroll: 0 };
    const ports = { postgres: port, kafka: 0, kafkaController: 0, services };
    const setting = { places, ports, databases, brokers: '', secrets, actTimeFile: undefined };
    await Promise.all(SERVICES.map((name) => migrateService(name, setting)));
    await own.query(
      DATABASE_OWNERS.map(
        (owner) => `ALTER DATABASE ${databaseOf(owner)} RENAME TO ${modelOf(owner)}`,
      ),
    );
    return own;
  }

  /** Databases in which nothing has happened; those of the system before are gone. */
  async fresh(): Promise<Databases> {
    await this.query(
      DATABASE_OWNERS.flatMap((owner) => [
        `DROP DATABASE IF EXISTS ${databaseOf(owner)} WITH (FORCE)`,
        `CREATE DATABASE ${databaseOf(owner)} TEMPLATE ${modelOf(owner)}
           OWNER ${pg.escapeIdentifier(`ywk_${owner}_owner`)}`,
      ]),
    );
    return this.databases;
  }

  async stop(): Promise<void> {
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async query(statements: readonly string[]): Promise<void> {
    const client = new pg.Client({ connectionString: this.server.url });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  }
}
