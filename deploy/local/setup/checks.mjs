import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { say } from './progress.mjs';
import { root } from './workspace.mjs';

const bin = (name) => join(root, 'node_modules/.bin', name);
const code = ['services', 'libs', 'deploy', 'test'];

const lintRules = 'libs/tooling/eslint.config.mjs';
const importRules = 'libs/tooling/dependency-cruiser.cjs';

/** What must hold before any test is worth running. */
const STEPS = [
  {
    name: 'format 格式',
    command: bin('prettier'),
    parameters: ['--check', '--log-level', 'warn', '.'],
  },
  { name: 'types 类型', command: bin('tsc'), parameters: ['-p', 'tsconfig.lint.json'] },
  {
    name: 'architecture 依赖',
    command: bin('depcruise'),
    parameters: [...code, '--config', importRules],
  },
  {
    name: 'lint 规范',
    command: bin('eslint'),
    parameters: ['--config', lintRules, ...code, '--max-warnings', '0'],
  },
];

/** Node's flags and Jest's own program. */
export const jestCommand = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  join(root, 'node_modules/jest/bin/jest.js'),
];

const UNIT_TESTS = {
  name: 'unit tests 单元测试',
  command: process.execPath,
  parameters: [...jestCommand, '--selectProjects', 'unit'],
};

const run = ({ command, parameters }) =>
  new Promise((resolve) => {
    const environment = { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true' };
    const child = spawn(command, parameters, { cwd: root, stdio: 'inherit', env: environment });
    child.on('error', () => resolve(false));
    child.on('exit', (status) => resolve(status === 0));
  });

/** @returns its name if it failed */
const timed = async (step) => {
  const since = Date.now();
  const passed = await run(step);
  say(`${passed ? '✔' : '✘'} ${step.name}: ${((Date.now() - since) / 1000).toFixed(1)} s`);
  return passed ? [] : [step.name];
};

/**
 * Runs every step, also after one has failed, and answers the names of those that failed. Each of the
 * first four keeps one core busy: at once they take half as long.
 */
export const runChecks = async ({ unitTests }) => {
  const failed = (await Promise.all(STEPS.map(timed))).flat();
  return unitTests ? [...failed, ...(await timed(UNIT_TESTS))] : failed;
};
