import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  freePorts,
  removeFolderAtEnd,
  startPostgres,
  startStandby,
  type PostgresServer,
  type StandbyServer,
} from '@ywk/local';
import { eventually, query, tcpProxy, type TcpProxy } from '@ywk/testing';

const STANDBY = 'second';
const SYNC_STATE = `
SELECT sync_state, replay_lsn = pg_current_wal_lsn() AS level FROM pg_stat_replication
WHERE application_name = '${STANDBY}'`;

interface Doors {
  /** Where `services` leads to. */
  readonly address: { host: string; port: number };
  readonly services: TcpProxy;
  readonly replication: TcpProxy;
}

/**
 * Two PostgreSQL servers, the second following the first, behind one address that leads to whichever
 * is the primary: as a virtual address, or a name that is changed, does at the bureau.
 */
export class FailoverServers {
  readonly primary: PostgresServer;
  readonly standby: StandbyServer;

  private constructor(
    private readonly folder: string,
    servers: { readonly primary: PostgresServer; readonly standby: StandbyServer },
    private readonly doors: Doors,
  ) {
    this.primary = servers.primary;
    this.standby = servers.standby;
  }

  static async start({ synchronous }: { synchronous: boolean }): Promise<FailoverServers> {
    const folder = mkdtempSync(join(tmpdir(), 'ywk-failover-'));
    removeFolderAtEnd(folder);
    chmodSync(folder, 0o755);
    const [port = 0, second = 0] = await freePorts(2);
    const place = (name: string, at: number) => ({
      ...{ dataDir: join(folder, name), port: at, logFile: join(folder, `${name}.log`) },
      settings: { shared_buffers: '64MB' },
    });
    const primary = await startPostgres(place('primary', port));
    const address = { host: '127.0.0.1', port };
    const replication = await tcpProxy({ host: '127.0.0.1', port });
    const services = await tcpProxy(address);
    const standby = await startStandby({
      ...place('standby', second),
      ...{ primary, name: STANDBY, primaryPort: replication.port },
    });
    if (synchronous) {
      await query(primary.url, `ALTER SYSTEM SET synchronous_standby_names = '${STANDBY}'`);
      await query(primary.url, 'SELECT pg_reload_conf()');
    }
    const wanted = synchronous ? 'sync' : 'async';
    await eventually(
      () => query<{ sync_state: string }>(primary.url, SYNC_STATE),
      ([row]) => row?.sync_state === wanted,
      { withinMs: 30_000 },
    );
    return new FailoverServers(folder, { primary, standby }, { address, services, replication });
  }

  /** The superuser's address of whichever is the primary. */
  get url(): string {
    const url = new URL(this.primary.url);
    url.port = String(this.doors.services.port);
    return url.href;
  }

  /** An address behind the door, at the first server: whoever still knows it by its own port. */
  onFirst(url: string): string {
    const direct = new URL(url);
    direct.port = new URL(this.primary.url).port;
    return direct.href;
  }

  /** From here on the second server hears nothing of the first. */
  cutReplication(): void {
    this.doors.replication.decide(() => 'cut');
    this.doors.replication.cutAll();
  }

  /** The first server dies; the second one takes its place. */
  async failOver(): Promise<void> {
    process.kill(this.primary.pid(), 'SIGKILL');
    await this.primary.exited();
    await this.standby.promote();
    this.doors.address.port = Number(new URL(this.standby.url).port);
    this.doors.services.cutAll();
  }

  async stop(): Promise<void> {
    await Promise.all([this.doors.services.close(), this.doors.replication.close()]);
    await Promise.all([this.primary.stop(), this.standby.stop()]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
