import { existsSync } from 'node:fs';
import { ContractRegistry, EVENT_CONTRACTS, LOG_OWNERS } from '@ywk/contracts';
import { exportLines, importLog, inTransaction, verifyExport } from '@ywk/event-store';
import { Option, type Command } from 'commander';
import { CannotConnect, pathOf } from '../connection.ts';
import { progressBar } from '../progress-bar.ts';
import {
  logsOf,
  serviceDatabase,
  withDatabase,
  withServiceOptions,
  type ServiceOptions,
} from '../service-connection.ts';
import { linesOf, writeLines } from './text-file.ts';

interface ExportOptions extends ServiceOptions {
  readonly log?: string;
  readonly out: string;
  readonly json?: true;
}

interface ImportOptions extends ServiceOptions {
  readonly file: string;
  readonly relay: 'continue' | 'start';
  readonly json?: true;
}

const BAR = '{what} {bar} {percentage}% | {value} events 事件';
const TOLD_EVERY = 1_000;

/** A bar whose every thousandth event is shown. */
const told = (quiet: boolean) => {
  const bar = progressBar(quiet, BAR, { what: '' });
  return {
    stop: () => bar.stop(),
    of:
      (what: string) =>
      (done: number, total: number): void => {
        if (done % TOLD_EVERY === 0 || done === total) bar.update(done, total, { what });
      },
  };
};

const exportLogs = async (options: ExportOptions): Promise<void> => {
  const database = serviceDatabase(options);
  const logs = logsOf(database.service, options.log);
  const out = pathOf(options.out);
  const bar = told(options.json === true);
  let events = 0;
  const show = bar.of('export 导出');
  const onProgress = (done: number, total: number): void => {
    events = done;
    show(done, total);
  };
  const { service } = database;
  await withDatabase(database, (pool) =>
    writeLines(out, exportLines(pool, { service, logs, onProgress })),
  ).finally(() => bar.stop());
  const text = `${logs.join(', ')}: ${events} events 事件 → ${out}`;
  process.stdout.write(`${options.json === true ? JSON.stringify({ logs, events, out }) : text}\n`);
};

const importLogs = async (options: ImportOptions): Promise<void> => {
  const { json = false, relay } = options;
  const database = serviceDatabase(options);
  const { service } = database;
  const file = pathOf(options.file);
  if (!existsSync(file)) throw new CannotConnect(`There is no file ${file}.`);
  const bar = told(json);
  const registry = new ContractRegistry(EVENT_CONTRACTS);
  const run = async () => {
    const verified = await verifyExport(linesOf(file), { onProgress: bar.of('verify 校验') });
    if (!verified.ok) {
      throw new CannotConnect(
        'The file is not whole, nothing was imported. See "ywk log verify --file".',
      );
    }
    const onProgress = bar.of('import 导入');
    const plan = { service, logs: LOG_OWNERS[service], registry, relay, onProgress };
    return withDatabase(database, (pool) =>
      inTransaction(pool, (tx) => importLog(tx, linesOf(file), plan)),
    );
  };
  const imported = await run().finally(() => bar.stop());
  const { events, commands, seals } = imported;
  const text = `${service}: ${events} events 事件, ${commands} command ids, ${seals} seals`;
  process.stdout.write(`${json ? JSON.stringify(imported) : text}\n`);
};

/** `ywk log export`, `ywk log import` */
export const addTransferCommands = (group: Command): void => {
  withServiceOptions(
    group
      .command('export')
      .description('Write logs to a file, as they are at this moment 导出日志'),
  )
    .requiredOption('--out <file>', 'a new file; packed when its name ends in .gz')
    .option('--log <name>', 'one log only: to be looked at, not to be imported')
    .option('--json', 'the result for machines')
    .action(exportLogs);
  withServiceOptions(
    group
      .command('import')
      .description('Move exported logs into a database where they are empty 导入日志'),
  )
    .requiredOption('--file <file>', 'what "ywk log export" wrote')
    .addOption(
      new Option('--relay <from>', 'whether topics are sent what they were sent before')
        .choices(['continue', 'start'])
        .default('continue'),
    )
    .option('--json', 'the result for machines')
    .action(importLogs);
};
