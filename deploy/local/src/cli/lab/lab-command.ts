import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { parse } from 'yaml';
import { CannotConnect, connectionTo, pathOf, type ConnectionOptions } from '../connection.ts';
import { progressBar } from '../progress-bar.ts';
import { LabDoor, type NamedVersion, type RunAnswer } from './lab-door.ts';
import { reportLines } from './report-lines.ts';

interface RunOptions extends ConnectionOptions {
  readonly from: string;
  readonly to?: string;
  readonly json?: true;
}

const BAR = '{bar} {percentage}% | {duration_formatted}';
const LOOK_MS = 500;
const WHOLE = 100;

/** @throws CannotConnect for a document that is neither a scheme nor metric definitions */
export const versionOf = (document: unknown): NamedVersion => {
  const { scheme, measured, version } = (document ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof version === 'number') {
    if (typeof scheme === 'string') return { kind: 'SCHEME', name: scheme, version };
    if (Array.isArray(measured)) return { kind: 'METRICS', name: 'metrics', version };
  }
  throw new CannotConnect(
    'The file is no version of rules: a scheme has "scheme" and "version", metric definitions have "measured" and "version".',
  );
};

const ended = async (door: LabDoor, asked: RunAnswer, json: boolean): Promise<RunAnswer> => {
  const bar = progressBar(json, BAR);
  try {
    let run = asked;
    while (run.state === 'RUNNING') {
      bar.update(run.progress, WHOLE);
      await pause(LOOK_MS);
      run = await door.run(asked.id);
    }
    return run;
  } finally {
    bar.stop();
  }
};

const tryRules = async (given: string, options: RunOptions): Promise<void> => {
  const document: unknown = parse(readFileSync(pathOf(given), 'utf8'));
  const version = versionOf(document);
  const door = new LabDoor(
    await connectionTo({ service: 'appraisal', role: 'appraiser' }, options),
  );
  await door.draft(version, document as object);
  const { from, to = from } = options;
  const run = await ended(door, await door.ask(version, { from, to }), options.json === true);
  if (run.state === 'FAILED') {
    throw new CannotConnect(`The run ${run.id} failed at ${run.progress}%: ${run.failure}`);
  }
  const text = options.json === true ? JSON.stringify(run) : reportLines(run).join('\n');
  process.stdout.write(`${text}\n`);
};

/** `ywk lab …` */
export const addLabCommands = (program: Command): void => {
  program
    .command('lab')
    .description('Draft rules over real months 规则试算')
    .command('run <file>')
    .description('Draft a version if it is new, try it beside the rules in force, tell who changes')
    .requiredOption('--from <month>', 'first month, such as 2024-05 起始月')
    .option('--to <month>', 'last month; else the first 截止月')
    .option('--json', 'the run for machines')
    .option('--url <url>', 'address of the service appraisal')
    .option('--token <token>', 'token with the role appraiser')
    .action(tryRules);
};
