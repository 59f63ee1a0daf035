import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stopAllProcesses } from '@ywk/local';
import { Command, InvalidArgumentError } from 'commander';
import { bugNamed, PLANTED_BUGS } from './bugs/planted-bugs.ts';
import { plantBug } from './bugs/plant-bug.ts';
import { isSilent } from './checker/check.ts';
import { reportOf } from './checker/verdict.ts';
import { FAULTS } from './nemesis/nemesis.ts';
import { runChaos, type ChaosReport } from './run-chaos.ts';

const ROOT = resolve(fileURLToPath(new URL('../../..', import.meta.url)));
const QUIET_WITHIN_MS = 300_000;
const BUG_QUIET_WITHIN_MS = 60_000;
const BUG_LOAD_MS = 45_000;

const positive = (text: string): number => {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('A number above 0 is needed. 需要大于 0 的数。');
};

const whole = (text: string): number => {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('A whole number is needed. 需要整数。');
};

interface Options {
  readonly minutes: number;
  readonly seed: number;
  readonly bug?: string;
  readonly bugs?: true;
  readonly folder: string;
}

const program = new Command('npm run chaos --')
  .description('Plays faults on the whole system under load and judges. 在负载下注入故障并核查。')
  .option('--minutes <m>', 'how long faults are played 故障时长（分钟）', positive, 5)
  .option('--seed <s>', 'seed of load and faults 随机种子', whole, 1)
  .option('--bug <name>', 'with this bug planted, and its faults alone 植入一个缺陷')
  .option('--bugs', 'every planted bug in turn: each must be caught 逐个植入全部缺陷')
  .option('--folder <path>', 'history, dumps and logs 输出目录', join(ROOT, '.local/chaos'));

const begun = Date.now();
const say = (text: string): void => {
  const seconds = ((Date.now() - begun) / 1000).toFixed(0).padStart(5);
  process.stderr.write(`${seconds} s  ${text}\n`);
};

const show = ({ verdicts, played, counts }: ChaosReport): void => {
  const operations = [...counts].filter(([name]) => !name.endsWith('invoke')).sort();
  const faults = [...played].sort();
  const lines = [
    `Faults 故障: ${faults.map(([kind, times]) => `${kind} ${times}`).join(', ')}`,
    `Answers 应答: ${operations.map(([name, times]) => `${name} ${times}`).join(', ')}`,
    `${faults.length} of ${FAULTS.length} kinds of faults; ${[...played.values()].reduce((a, b) => a + b, 0)} in all`,
    ...reportOf(verdicts),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
};

/** One bug: caught when some invariant is violated. */
const withBug = async (name: string, { seed, folder }: Options): Promise<boolean> => {
  const bug = bugNamed(name);
  plantBug(ROOT, bug);
  const report = await runChaos({
    seed,
    folder: join(folder, name),
    faults: { kinds: bug.faults, atLeastMs: BUG_LOAD_MS },
    quietWithinMs: BUG_QUIET_WITHIN_MS,
    say,
  });
  show(report);
  const caught = report.verdicts.filter(({ violations }) => violations.length > 0);
  const by = caught.map(({ id }) => id).join(' ');
  process.stdout.write(`${caught.length > 0 ? '✔' : '✘'} ${name}: ${by || 'not caught'}\n`);
  return caught.length > 0;
};

/** Each in a process of its own, so that none inherits another's bug. */
const withEveryBug = ({ seed, folder }: Options): boolean => {
  const results = PLANTED_BUGS.map(({ name }) => {
    const own = ['--bug', name, '--seed', String(seed), '--folder', folder];
    const run = spawnSync(process.execPath, [fileURLToPath(import.meta.url), ...own], {
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    });
    const line = run.stdout.trimEnd().split('\n').at(-1) ?? '';
    return { name, caught: run.status === 0, line };
  });
  process.stdout.write(`${results.map(({ line }) => line).join('\n')}\n`);
  return results.every(({ caught }) => caught);
};

const freely = async ({ minutes, seed, folder }: Options): Promise<boolean> => {
  const report = await runChaos({
    seed,
    folder: join(folder, `seed-${seed}`),
    faults: { minutes },
    quietWithinMs: QUIET_WITHIN_MS,
    say,
  });
  show(report);
  return isSilent(report.verdicts);
};

const end = async (code: number): Promise<void> => {
  await stopAllProcesses();
  process.exit(code);
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void end(130));
process.on('disconnect', () => void end(130));

const options = program.parse().opts<Options>();
try {
  if (options.bugs) process.exitCode = withEveryBug(options) ? 0 : 1;
  else if (options.bug !== undefined) await end((await withBug(options.bug, options)) ? 0 : 1);
  else await end((await freely(options)) ? 0 : 1);
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  await end(70);
}
