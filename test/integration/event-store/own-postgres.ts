import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContractRegistry } from '@ywk/contracts';
import { createPool, EventStore } from '@ywk/event-store';
import {
  createServiceDatabase,
  freePorts,
  removeFolderAtEnd,
  startPostgres,
  type PostgresServer,
} from '@ywk/local';
import { eventually } from '@ywk/testing';
import type { Pool } from 'pg';
import { logName, migrate, registryOf } from './test-log.ts';

/** A server that a test may kill, with one database and one log. */
export class OwnPostgres {
  readonly log = logName();
  readonly registry: ContractRegistry = registryOf([this.log]);
  readonly pool: Pool;
  readonly store: EventStore;

  readonly server: PostgresServer;
  readonly appUrl: string;
  readonly ownerUrl: string;
  /** Of the superuser, in the same database. */
  readonly adminUrl: string;
  private readonly folder: string;

  private constructor(
    parts: Pick<OwnPostgres, 'server' | 'appUrl' | 'ownerUrl' | 'adminUrl'> & { folder: string },
  ) {
    this.server = parts.server;
    this.appUrl = parts.appUrl;
    this.ownerUrl = parts.ownerUrl;
    this.adminUrl = parts.adminUrl;
    this.folder = parts.folder;
    this.pool = createPool({ url: parts.appUrl, max: 12, applicationName: 'own-postgres' });
    this.store = new EventStore({ pool: this.pool, registry: this.registry });
  }

  static async start(settings: Readonly<Record<string, string>> = {}): Promise<OwnPostgres> {
    const folder = mkdtempSync(join(tmpdir(), 'ywk-own-'));
    removeFolderAtEnd(folder);
    chmodSync(folder, 0o755);
    const [port = 0] = await freePorts(1);
    const logFile = join(folder, 'postgres.log');
    const dataDir = join(folder, 'postgres');
    const server = await startPostgres({ dataDir, port, logFile, settings });
    const plan = { database: 'own', password: 'test' };
    const { ownerUrl, appUrl } = await createServiceDatabase(server.url, plan);
    const admin = new URL(server.url);
    admin.pathname = `/${plan.database}`;
    const own = new OwnPostgres({ server, appUrl, ownerUrl, adminUrl: admin.href, folder });
    await migrate(ownerUrl, [own.log]);
    return own;
  }

  /** Kills the server as a power cut would end it, and starts it again on what it left. */
  async crash(): Promise<void> {
    process.kill(this.server.pid(), 'SIGKILL');
    await this.server.exited();
    // Its sessions need a moment to notice; until then the memory they share is still in use.
    await eventually(() => this.server.restart(), undefined, { withinMs: 30_000, everyMs: 200 });
  }

  async stop(): Promise<void> {
    await this.pool.end();
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
