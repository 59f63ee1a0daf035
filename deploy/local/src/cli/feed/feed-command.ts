import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { ROOT } from '../../launch/places.ts';
import { connectionTo, pathOf, type ConnectionOptions } from '../connection.ts';
import { progressBar } from '../progress-bar.ts';
import { DutyDoor } from './door.ts';
import { feedMapSchema, readFeedMap } from './feed-map.ts';
import { FeedImport, type ImportReport } from './import-feed.ts';
import { ImportState } from './import-state.ts';

interface ImportOptions extends ConnectionOptions {
  readonly map: string;
  readonly dryRun?: true;
  readonly json?: true;
}

const EXIT_REJECTED = 2;

const BAR = '{bar} {percentage}% | {value} rows 行 | {events} events 事件 | {duration_formatted}';

const linesOf = (report: ImportReport, dryRun: boolean): string[] => [
  `${report.source}: ${report.rows} rows, ${report.events} events`,
  ...Object.entries(report.kinds).map(([kind, n]) => `  ${kind.padEnd(22)} ${n}`),
  dryRun
    ? 'Dry run: nothing was sent. 试运行，未发送。'
    : `accepted ${report.accepted}, known already ${report.duplicates}, waiting for a badge ${report.parked}`,
  `rejected ${report.rejected}`,
  ...report.problems.map((problem) => `  ${problem}`),
];

/** Sends the file, going on where an earlier run was broken off. */
const send = async (
  file: string,
  options: ImportOptions,
  parts: {
    map: ReturnType<typeof readFeedMap>;
    onProgress: (events: number, rows: number) => void;
  },
): Promise<ImportReport> => {
  const connection = await connectionTo({ service: 'duty', role: 'dispatch-feed' }, options);
  const door = new DutyDoor(connection);
  const { map, onProgress } = parts;
  const state = await ImportState.of(join(ROOT, '.local', 'feed-import'), {
    file,
    map: pathOf(options.map),
    url: connection.url,
  });
  if (map.timeZone !== undefined) await door.stateZone(map.source, map.timeZone);
  const report = await new FeedImport({
    file,
    map,
    skip: state.acknowledged(),
    deliver: (events) => door.deliver(events),
    onProgress: (events, rows) => {
      state.keep(events);
      onProgress(events, rows);
    },
  }).run();
  state.forget();
  return report;
};

const importFile = async (given: string, options: ImportOptions): Promise<void> => {
  const file = pathOf(given);
  statSync(file);
  const map = readFeedMap(pathOf(options.map));
  const bar = progressBar(options.json === true, BAR, { events: 0 });
  const onProgress = (events: number, rows: number): void => bar.update(rows, rows, { events });
  try {
    const report =
      options.dryRun === true
        ? await new FeedImport({ file, map, skip: 0, onProgress }).run()
        : await send(file, options, { map, onProgress });
    bar.stop();
    const text = linesOf(report, options.dryRun === true).join('\n');
    process.stdout.write(`${options.json === true ? JSON.stringify(report) : text}\n`);
    if (report.rejected > 0) process.exitCode = EXIT_REJECTED;
  } finally {
    bar.stop();
  }
};

/** `ywk feed …` */
export const addFeedCommands = (program: Command): void => {
  const feed = program.command('feed').description('110 feed 接处警数据');
  feed
    .command('import <file>')
    .description('Import CSV or NDJSON of another system through the public door 导入历史数据')
    .requiredOption('--map <file>', 'how columns become events; see "ywk feed schema"')
    .option('--dry-run', 'read and check everything, send nothing')
    .option('--json', 'the report for machines')
    .option('--url <url>', 'address of the service duty')
    .option('--token <token>', 'token with the role dispatch-feed')
    .action(importFile);
  feed
    .command('schema')
    .description('Print the JSON Schema of a map 打印映射文件的格式')
    .action(() => {
      process.stdout.write(`${JSON.stringify(feedMapSchema, null, 2)}\n`);
    });
};
