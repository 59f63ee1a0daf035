import {
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { postgresAccount, type Account } from './postgres-account.ts';
import { dataFolderFor } from './postgres-folders.ts';
import { startPostgres, type PostgresOptions, type PostgresServer } from './postgres-server.ts';

export interface StandbyOptions extends Omit<PostgresOptions, 'password'> {
  readonly primary: Pick<PostgresServer, 'url' | 'dataFolder'>;
  /** Of its slot, and for `synchronous_standby_names`: small letters, digits and underscores. */
  readonly name: string;
  /** Where it reaches the primary, when that is not the primary's own port. */
  readonly primaryPort?: number;
}

export interface StandbyServer extends PostgresServer {
  /** Makes it a primary on a new timeline; resolves when it takes writes. */
  promote(): Promise<void>;
}

const NOT_COPIED = new Set(['postmaster.pid', 'postmaster.opts', 'pg_replslot', 'pg_wal']);
const OWNER_ONLY = { mode: 0o600 };

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Copies a folder that a server works in: what it removes meanwhile is left out. */
const copyLive = (from: string, to: string): void => {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    try {
      const found = lstatSync(source);
      if (found.isDirectory()) copyLive(source, target);
      else if (found.isFile()) copyFileSync(source, target);
      else cpSync(source, target, { verbatimSymlinks: true });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
};

const give = (path: string, account: Account): void => {
  const { uid, gid } = account;
  if (uid === undefined || gid === undefined) return;
  chownSync(path, uid, gid);
  if (!lstatSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) give(join(path, name), account);
};

/** Takes a base backup of a running primary into a folder. Its label says where recovery begins. */
const takeBackup = async ({ primary, name }: StandbyOptions, cluster: string): Promise<void> => {
  const from = join(primary.dataFolder, 'cluster');
  const client = new pg.Client({ connectionString: primary.url });
  await client.connect();
  try {
    await client.query('SELECT pg_create_physical_replication_slot($1, true)', [name]);
    await client.query(`SELECT pg_backup_start($1, fast => true)`, [name]);
    for (const entry of readdirSync(from).filter((found) => !NOT_COPIED.has(found))) {
      const [source, target] = [join(from, entry), join(cluster, entry)];
      if (lstatSync(source).isDirectory()) copyLive(source, target);
      else copyFileSync(source, target);
    }
    const { rows } = await client.query<{ labelfile: string }>(
      'SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)',
    );
    writeFileSync(join(cluster, 'backup_label'), rows[0]?.labelfile ?? '', OWNER_ONLY);
  } finally {
    await client.end();
  }
};

const follow = ({ primary, name, primaryPort }: StandbyOptions, cluster: string): void => {
  const { hostname, port, username, password } = new URL(primary.url);
  const conninfo = [
    `host=${hostname} port=${primaryPort ?? port} user=${username} password=${password}`,
    `application_name=${name}`,
  ].join(' ');
  const file = join(cluster, 'postgresql.auto.conf');
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const lines = [`primary_conninfo = '${conninfo}'`, `primary_slot_name = '${name}'`, ''];
  writeFileSync(file, `${kept}\n${lines.join('\n')}`, OWNER_ONLY);
  writeFileSync(join(cluster, 'standby.signal'), '', OWNER_ONLY);
};

const prepare = async (options: StandbyOptions): Promise<void> => {
  const account = postgresAccount();
  const folder = dataFolderFor(options.dataDir, account);
  const marker = join(folder, 'ywk-initialised');
  if (existsSync(marker)) return;
  const cluster = join(folder, 'cluster');
  for (const path of [cluster, join(cluster, 'pg_wal'), join(cluster, 'pg_replslot')])
    mkdirSync(path, { recursive: true, mode: 0o700 });
  await takeBackup(options, cluster);
  follow(options, cluster);
  give(cluster, account);
  writeFileSync(marker, '');
};

/**
 * Starts a streaming standby of a running primary, from a base backup on first use, with a slot of
 * its own. It follows asynchronously until the primary names it in `synchronous_standby_names`.
 * @throws NotReady when it does not come up
 */
export const startStandby = async (options: StandbyOptions): Promise<StandbyServer> => {
  await prepare(options);
  const { password } = new URL(options.primary.url);
  const server = await startPostgres({ ...options, password });
  return {
    ...server,
    promote: async () => {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      try {
        await client.query('SELECT pg_promote(true, 60)');
      } finally {
        await client.end();
      }
    },
  };
};
