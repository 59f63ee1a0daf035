import { spawnSync } from 'node:child_process';

/** The account under which PostgreSQL runs: it refuses to be root. Empty for an ordinary user. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

const NAME = 'postgres';

const idOf = (flag: '-u' | '-g'): number | undefined => {
  const run = spawnSync('id', [flag, NAME], { encoding: 'utf8' });
  return run.status === 0 ? Number(run.stdout.trim()) : undefined;
};

/** The two ways in which systems make an account: shadow's, and that of busybox. */
const WAYS: readonly (readonly [string, ...string[]])[] = [
  ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/bin/sh', NAME],
  ['adduser', '-S', '-D', '-H', NAME],
];

/**
 * Who PostgreSQL shall run as: ourselves, or the account `postgres` (made when absent) for root.
 * @throws Error when root cannot make that account
 */
export const postgresAccount = (): Account => {
  if (process.getuid?.() !== 0) return {};
  for (const [command, ...parameters] of [['true'] as const, ...WAYS]) {
    spawnSync(command, parameters);
    const [uid, gid] = [idOf('-u'), idOf('-g')];
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error(
    `PostgreSQL does not run as root, and the account "${NAME}" could not be made. ` +
      `Make it (useradd ${NAME}), or start as an ordinary user.`,
  );
};

/** Whether that account can enter a folder, by trying: this knows access lists and mounts too. */
export const canEnter = (account: Account, folder: string): boolean =>
  spawnSync('test', ['-x', folder], { ...account, cwd: '/' }).status === 0;
