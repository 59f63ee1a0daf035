import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { during } from './progress.mjs';
import { runCommand } from './run-command.mjs';

/** The folder of this clone. */
export const root = resolve(fileURLToPath(new URL('../../..', import.meta.url)));

const packagesOf = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;

/**
 * Whether what is installed is what the lock asks for. npm writes its own list last, so a killed
 * installation has none; packages for other platforms are optional and may be absent.
 */
export const isInstalled = () => {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false;
  const wanted = packagesOf('package-lock.json');
  const found = packagesOf('node_modules/.package-lock.json');
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (!path.includes('node_modules/')) return true;
    return found[path] ? found[path].version === version : Boolean(optional);
  });
};

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

const takeLock = (file) => {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = Number(readFileSync(file, 'utf8'));
  if (holder > 0 && isAlive(holder))
    throw new Error(
      `Process ${holder} is setting up this folder already. Wait until it is done, then try again.\n` +
        `进程 ${holder} 正在准备此目录，请稍后再试。`,
    );
  rmSync(file, { force: true });
  takeLock(file);
};

/** Two set-ups in one folder would install over each other. */
const alone = async (work) => {
  mkdirSync(join(root, '.local'), { recursive: true });
  const lock = join(root, '.local/setup.lock');
  takeLock(lock);
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
};

const install = () =>
  during('Installing packages (npm ci) 安装依赖', () => runCommand('npm', ['ci'], { cwd: root }));

/** Incremental: about a second when nothing has changed. */
const compile = () =>
  during('Building (tsc -b) 编译', () =>
    runCommand(join(root, 'node_modules/.bin/tsc'), ['-b', 'tsconfig.json'], { cwd: root }),
  );

/**
 * Installs what the lock asks for and compiles, where needed.
 * @throws Error with the last lines of npm or of the compiler
 */
export const ensureWorkspace = async ({ build = true } = {}) => {
  const installed = isInstalled();
  if (installed && !build) return;
  await alone(async () => {
    if (!installed) await install();
    await compile();
  });
};
