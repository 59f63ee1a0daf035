import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jestCommand, runChecks } from './checks.mjs';
import { say } from './progress.mjs';
import { root } from './workspace.mjs';

/** After its report is written Jest has nothing left to do but tear down its servers. */
const TEAR_DOWN_MS = 90_000;

/** Ends a Jest that some test keeps alive, instead of waiting for ever. */
const endWhenStuck = (child, report) => {
  let written = 0;
  const timer = setInterval(() => {
    if (!written && existsSync(report)) written = Date.now();
    if (!written || Date.now() - written < TEAR_DOWN_MS) return;
    say('A test left something open: Jest did not end after its report was written.');
    child.kill('SIGKILL');
  }, 1_000);
  return () => clearInterval(timer);
};

const runJest = (report, { projects, parameters }) =>
  new Promise((resolve, reject) => {
    // An option follows the list of projects, or it would swallow the names of files.
    const options = [...projects, '--json', '--outputFile', report, ...parameters];
    const child = spawn(process.execPath, [...jestCommand, ...options], {
      cwd: root,
      // The JSON goes to the file; what Jest also prints to standard output is of no use here.
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const calm = endWhenStuck(child, report);
    child.on('error', reject);
    child.on('exit', (code) => {
      calm();
      resolve(code ?? 1);
    });
  });

const titlesOf = (results, status) =>
  results.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter((test) => test.status === status)
      .map((test) => `${name.replace(`${root}/`, '')}: ${test.fullName}`),
  );

/**
 * Counts from Jest's own report. A suite that failed without a failed test counts as one failure: it
 * could not even run, or what tidies up after it did not end.
 */
export const tally = (results) => {
  const unrun = [...titlesOf(results, 'pending'), ...titlesOf(results, 'todo')];
  const broken = results.testResults
    .filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
    )
    .map(({ name }) => name);
  const failed = results.numFailedTests + broken.length + unrun.length;
  return { passed: results.numPassedTests, failed, unrun };
};

const read = (report) =>
  existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;

/** Runs Jest; the last line says how many passed and failed. */
const runAndTell = async (checks, run) => {
  const folder = mkdtempSync(join(tmpdir(), 'ywk-report-'));
  const report = join(folder, 'jest.json');
  try {
    const code = await runJest(report, run);
    const results = read(report);
    const { passed, failed, unrun } = results
      ? tally(results)
      : { passed: 0, failed: 1, unrun: [] };
    for (const title of unrun) say(`Did not run: ${title}`);
    for (const name of checks) say(`Check failed: ${name}`);
    const total = failed + checks.length;
    process.stdout.write(`${passed} passed, ${total} failed\n`);
    return total === 0 && passed > 0 && code === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/**
 * Everything that must hold: format, types, architecture, lint, then every test but those of whole
 * clusters and of live cases. Tests that did not run and checks count as failed.
 */
export const runTests = async (parameters) => {
  const checks = await runChecks({ unitTests: false });
  return runAndTell(checks, { projects: ['--ignoreProjects', 'cluster', 'live'], parameters });
};

/** Cases through the public doors of systems of their own: a start of everything for each file. */
export const runLiveTests = (parameters) =>
  runAndTell([], { projects: ['--selectProjects', 'live', '--runInBand'], parameters });

/** What takes clusters of servers apart and needs minutes for it, one file after the other. */
export const runClusterTests = (parameters) =>
  runAndTell([], { projects: ['--selectProjects', 'cluster', '--runInBand'], parameters });
