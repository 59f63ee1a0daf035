import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { runToEnd, startProcess, type ManagedProcess } from './managed-process.ts';
import { canEnter, postgresAccount, type Account } from './postgres-account.ts';
import { dataFolderFor } from './postgres-folders.ts';
import { programsFor } from './postgres-programs.ts';
import { NotReady, untilReady } from './until-ready.ts';

export interface PostgresOptions {
  /** Where the data shall lie. Root's clone in a closed folder: see `dataFolder` of the answer. */
  readonly dataDir: string;
  readonly port: number;
  /** Of the superuser `postgres`. The data keep the one they were made with. */
  readonly password?: string;
  readonly logFile: string;
  /** Settings beyond ours, such as `{ fsync: 'off' }` for data that nobody keeps. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface PostgresServer {
  /** `postgres://postgres:…@127.0.0.1:port/postgres`: the superuser. */
  readonly url: string;
  /** Where the data really lie. */
  readonly dataFolder: string;
  /** Of the server now running; another one after a restart. */
  readonly pid: () => number;
  /** Resolves when the server that is running now is gone, however it went. */
  readonly exited: () => Promise<string>;
  /** Starts again on the same data and port, after a crash or a stop. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '300',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

const READY_WITHIN_MS = 60_000;

interface Installation {
  readonly account: Account;
  readonly programs: string;
  readonly folder: string;
}

const clusterIn = ({ folder }: Installation): string => join(folder, 'cluster');

/** A password file that initdb's account can read and nobody else. */
const withPasswordFile = async (
  { account, folder }: Installation,
  password: string,
  use: (file: string) => Promise<unknown>,
): Promise<void> => {
  const base = canEnter(account, tmpdir()) ? tmpdir() : join(folder, '..');
  const secret = mkdtempSync(join(base, 'ywk-initdb-'));
  const file = join(secret, 'password');
  try {
    chmodSync(secret, 0o700);
    writeFileSync(file, `${password}\n`, { mode: 0o600 });
    for (const path of [secret, file])
      if (account.uid !== undefined) chownSync(path, account.uid, account.gid ?? account.uid);
    await use(file);
  } finally {
    rmSync(secret, { recursive: true, force: true });
  }
};

/** A killed initdb leaves files but no finished marker; such data hold nothing and are made anew. */
const initialise = async (
  installation: Installation,
  options: PostgresOptions,
  password: string,
): Promise<void> => {
  const { account, folder, programs } = installation;
  const marker = join(folder, 'ywk-initialised');
  if (existsSync(marker)) return;
  const cluster = clusterIn(installation);
  rmSync(cluster, { recursive: true, force: true });
  await withPasswordFile(installation, password, (file) =>
    runToEnd({
      name: "PostgreSQL's initdb",
      command: join(programs, 'bin', 'initdb'),
      parameters: [
        ...['-D', cluster, '--username=postgres', `--pwfile=${file}`],
        ...['--auth=scram-sha-256', '--locale=C.UTF-8', '--encoding=UTF8'],
      ],
      logFile: options.logFile,
      options: { ...account, cwd: '/' },
    }),
  );
  writeFileSync(marker, '');
};

/** Whether a server answers that works on these data: another one may hold the port. */
const answers = async (url: string, cluster: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return rows[0]?.data_directory === cluster;
  } finally {
    await client.end();
  }
};

const launch = async (
  installation: Installation,
  options: PostgresOptions,
  url: string,
): Promise<ManagedProcess> => {
  const settings = Object.entries({ ...SETTINGS, ...options.settings });
  const cluster = clusterIn(installation);
  const server = startProcess({
    name: 'PostgreSQL',
    command: join(installation.programs, 'bin', 'postgres'),
    parameters: [
      ...['-D', cluster, '-p', String(options.port)],
      ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    logFile: options.logFile,
    ending: { signal: 'SIGINT', graceMs: 20_000 },
    options: { ...installation.account, cwd: '/' },
  });
  await untilReady({
    name: 'PostgreSQL',
    process: server,
    logFile: options.logFile,
    probe: () => answers(url, cluster),
    withinMs: READY_WITHIN_MS,
  });
  return server;
};

const RESTARTS = 5;

/** Sessions of a server that was killed live a moment longer, and a new one refuses beside them. */
const relaunch = async (start: () => Promise<ManagedProcess>): Promise<ManagedProcess> => {
  for (let left = RESTARTS; ; left -= 1) {
    try {
      return await start();
    } catch (error) {
      if (left === 1 || !(error instanceof NotReady)) throw error;
      await pause(500);
    }
  }
};

/** A password nobody needs to remember: 32 hexadecimal digits. */
export const newPassword = (): string => randomBytes(16).toString('hex');

/**
 * Starts PostgreSQL 18 on this machine, makes the data on first use, and waits until it answers.
 * @throws NotReady when it does not come up, Error when the machine cannot run it
 */
export const startPostgres = async (options: PostgresOptions): Promise<PostgresServer> => {
  const account = postgresAccount();
  const programs = programsFor(account);
  const folder = dataFolderFor(options.dataDir, account);
  const installation = { account, programs, folder };
  const password = options.password ?? 'postgres';
  const url = `postgres://postgres:${password}@127.0.0.1:${options.port}/postgres`;
  await initialise(installation, options, password);
  let server = await launch(installation, options, url);
  return {
    url,
    dataFolder: folder,
    pid: () => server.pid,
    exited: () => server.exited,
    restart: async () => {
      await server.stop();
      server = await relaunch(() => launch(installation, options, url));
    },
    stop: () => server.stop(),
  };
};
