import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { ROOT } from '../../launch/places.ts';
import { connectionTo, pathOf, type ConnectionOptions } from '../connection.ts';
import { DutyDoor } from '../feed/door.ts';
import { ImportState } from '../feed/import-state.ts';
import { progressBar } from '../progress-bar.ts';
import { factMapSchema, readFactMap, type FactMap } from './fact-map.ts';
import { FactImport, type FactImportReport } from './import-facts.ts';

interface ImportOptions extends ConnectionOptions {
  readonly map: string;
  readonly dryRun?: true;
  readonly json?: true;
}

type OnProgress = (facts: number, rows: number) => void;

const EXIT_REJECTED = 2;

const BAR = '{bar} {percentage}% | {value} rows 行 | {facts} facts 事实 | {duration_formatted}';

const linesOf = (report: FactImportReport, dryRun: boolean): string[] => [
  `${report.source}: ${report.rows} rows, ${report.facts} facts`,
  ...Object.entries(report.codes).map(([code, n]) => `  ${code.padEnd(22)} ${n}`),
  dryRun
    ? 'Dry run: nothing was sent. 试运行，未发送。'
    : `accepted ${report.accepted}, known already ${report.duplicates}, overtaken ${report.superseded}, ` +
      `waiting to be verified 待核验 ${report.pending}`,
  `rejected ${report.rejected}`,
  ...report.problems.map((problem) => `  ${problem}`),
];

/** Sends the file, going on where an earlier run was broken off. */
const send = async (
  file: string,
  options: ImportOptions,
  { map, onProgress }: { map: FactMap; onProgress: OnProgress },
): Promise<FactImportReport> => {
  const connection = await connectionTo({ service: 'duty', role: 'hr' }, options);
  const door = new DutyDoor(connection);
  const state = await ImportState.of(join(ROOT, '.local', 'fact-import'), {
    file,
    map: pathOf(options.map),
    url: connection.url,
  });
  const report = await new FactImport({
    file,
    map,
    skip: state.acknowledged(),
    enter: (facts) => door.enter(facts),
    onProgress: (facts, rows) => {
      state.keep(facts);
      onProgress(facts, rows);
    },
  }).run();
  state.forget();
  return report;
};

const importFile = async (given: string, options: ImportOptions): Promise<void> => {
  const file = pathOf(given);
  statSync(file);
  const map = readFactMap(pathOf(options.map));
  const bar = progressBar(options.json === true, BAR, { facts: 0 });
  const onProgress: OnProgress = (facts, rows) => bar.update(rows, rows, { facts });
  try {
    const report =
      options.dryRun === true
        ? await new FactImport({ file, map, skip: 0, onProgress }).run()
        : await send(file, options, { map, onProgress });
    bar.stop();
    const text = linesOf(report, options.dryRun === true).join('\n');
    process.stdout.write(`${options.json === true ? JSON.stringify(report) : text}\n`);
    if (report.rejected > 0) process.exitCode = EXIT_REJECTED;
  } finally {
    bar.stop();
  }
};

/** `ywk facts …` */
export const addFactsCommands = (program: Command): void => {
  const facts = program.command('facts').description('Facts that the feed lacks 人工与外部事实');
  facts
    .command('import <file>')
    .description('Enter the facts of a CSV or NDJSON file through the public door 导入事实')
    .requiredOption('--map <file>', 'how columns become facts; see "ywk facts schema"')
    .option('--dry-run', 'read everything, send nothing')
    .option('--json', 'the report for machines')
    .option('--url <url>', 'address of the service duty')
    .option('--token <token>', 'token with the role hr, leader or operator')
    .action(importFile);
  facts
    .command('schema')
    .description('Print the JSON Schema of a map 打印映射文件的格式')
    .action(() => {
      process.stdout.write(`${JSON.stringify(factMapSchema, null, 2)}\n`);
    });
};
