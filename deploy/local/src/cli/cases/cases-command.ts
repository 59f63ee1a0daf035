import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { ROOT } from '../../launch/places.ts';
import { pathOf } from '../connection.ts';
import { progressBar } from '../progress-bar.ts';
import { runCaseProgram } from './case-program.ts';
import { runCasesLive } from './live/run-live.ts';
import { resultLines, summaryLine, type CaseFileResult } from './case-result.ts';

interface RunOptions {
  readonly json?: true;
  readonly live?: true;
}

const BAR = '{bar} {percentage}% | {value}/{total} cases 案例';

const run = async (paths: readonly string[], { json, live }: RunOptions): Promise<void> => {
  const results: CaseFileResult[] = [];
  const bar = progressBar(json === true, BAR);
  const play = live === true ? runCasesLive : runCaseProgram;
  const code = await play(paths.map(pathOf), (result, total) => {
    results.push(result);
    bar.update(results.length, total);
  }).finally(() => bar.stop());
  process.exitCode = code;
  const text = [
    ...results.filter(({ status }) => status !== 'PASSED').flatMap(resultLines),
    summaryLine(results),
  ];
  process.stdout.write(`${json === true ? JSON.stringify(results) : text.join('\n')}\n`);
};

/** `ywk cases …` */
export const addCasesCommands = (program: Command): void => {
  const group = program.command('cases').description('Stories that prove the rules 考核案例');
  group
    .command('run <paths...>')
    .description('Play case files, folders or patterns on the pure engine 运行案例')
    .option('--json', 'the results for machines')
    .option('--live', 'on a system of its own, through the public doors 在自启的系统上运行')
    .addHelpText(
      'after',
      '\nExit code: 0 passed, 1 an expectation failed, 2 no sound case, 3 live something that no door can tell; the highest of all files.',
    )
    .action(run);
  group
    .command('schema')
    .description('Print the JSON Schema of a case file 打印案例文件的格式')
    .action(() => {
      process.stdout.write(
        readFileSync(join(ROOT, 'services/appraisal/schemes/case.schema.json'), 'utf8'),
      );
    });
};
