import { existsSync } from 'node:fs';
import { ContractRegistry, EVENT_CONTRACTS } from '@ywk/contracts';
import {
  EventStore,
  keptSeals,
  sealedPoints,
  storedEvents,
  verifyExport,
  verifyLog,
  type SignedSeal,
  type VerifiableEvent,
} from '@ywk/event-store';
import type { Command } from 'commander';
import type { Pool } from 'pg';
import { CannotConnect, pathOf } from '../connection.ts';
import { progressBar, type Progress } from '../progress-bar.ts';
import {
  logsOf,
  serviceDatabase,
  withDatabase,
  withDatabaseOption,
  type ServiceOptions,
} from '../service-connection.ts';
import { publicKeyIn, sealsIn } from './seal-file.ts';
import { linesOf } from './text-file.ts';
import {
  checkedSeals,
  linesOfReport,
  reportOf,
  type CheckedLog,
  type Outside,
  type VerifyReport,
} from './verify-report.ts';

interface VerifyCommandOptions extends Partial<ServiceOptions> {
  readonly log?: string;
  readonly file?: string;
  readonly anchor?: string;
  readonly publicKey?: string;
  readonly json?: true;
}

const TOLD_EVERY = 1_000;

async function* counted(
  events: AsyncIterable<VerifiableEvent>,
  told: (done: number) => void,
): AsyncGenerator<VerifiableEvent> {
  let done = 0;
  for await (const event of events) {
    yield event;
    done += 1;
    if (done % TOLD_EVERY === 0) told(done);
  }
}

interface Verifying {
  readonly outside: Outside;
  readonly bar: Progress;
}

const verifyStored = async (
  pool: Pool,
  log: string,
  { seals, bar }: { seals: readonly SignedSeal[]; bar: Progress },
): Promise<CheckedLog> => {
  const registry = new ContractRegistry(EVENT_CONTRACTS);
  const heads = await new EventStore({ pool, registry }).heads(log);
  const total = heads.reduce((sum, { lastPos }) => sum + lastPos, 0);
  const events = counted(storedEvents(pool, log), (done) => bar.update(done, total, { log }));
  const sealed = [...sealedPoints(seals)].filter((point) => point.log === log);
  const options = { registry, heads: new Map([[log, heads]]), sealed };
  return { log, ...(await verifyLog(events, options)) };
};

const verifyDatabase = (
  { service = '', database: url, log }: VerifyCommandOptions,
  { outside, bar }: Verifying,
): Promise<VerifyReport> => {
  const database = serviceDatabase({ service, ...(url === undefined ? {} : { database: url }) });
  const logs = logsOf(database.service, log);
  return withDatabase(database, async (pool) => {
    const kept = await keptSeals(pool);
    const seals = outside.anchored ?? kept;
    const checked: CheckedLog[] = [];
    for (const each of logs) checked.push(await verifyStored(pool, each, { seals, bar }));
    return reportOf(service, checked, checkedSeals(service, kept, outside));
  });
};

const verifyFile = async (given: string, { outside, bar }: Verifying): Promise<VerifyReport> => {
  const file = pathOf(given);
  if (!existsSync(file)) throw new CannotConnect(`There is no file ${file}.`);
  const onProgress = (done: number, total: number): void => {
    if (done % TOLD_EVERY === 0) bar.update(done, total, { log: 'file' });
  };
  const { anchored } = outside;
  const verified = await verifyExport(linesOf(file), {
    onProgress,
    ...(anchored === undefined ? {} : { anchored }),
  });
  const { service, logs, seals, ...result } = verified;
  return reportOf(
    service,
    [{ log: logs.join(', '), ...result }],
    checkedSeals(service, seals, outside),
  );
};

const outsideOf = ({ anchor, publicKey }: VerifyCommandOptions): Outside => {
  if (anchor !== undefined && publicKey === undefined) {
    throw new CannotConnect('An anchor proves nothing without its signatures: give --public-key.');
  }
  return {
    anchored: anchor === undefined ? undefined : sealsIn(anchor),
    publicKey: publicKey === undefined ? undefined : publicKeyIn(publicKey),
  };
};

const verify = async (options: VerifyCommandOptions): Promise<void> => {
  const { file, service, json = false } = options;
  if ((file === undefined) === (service === undefined)) {
    throw new CannotConnect('Give --service for a database, or --file for an export.');
  }
  const outside = outsideOf(options);
  const bar = progressBar(json, '{log} {bar} {percentage}% | {value} events 事件', { log: '' });
  const verifying = { outside, bar };
  const report = await (
    file === undefined ? verifyDatabase(options, verifying) : verifyFile(file, verifying)
  ).finally(() => bar.stop());
  process.stdout.write(`${json ? JSON.stringify(report) : linesOfReport(report).join('\n')}\n`);
  if (!report.ok) process.exitCode = 1;
};

/** `ywk log verify` */
export const addVerifyCommand = (group: Command): void => {
  const command = group
    .command('verify')
    .description(
      'Name the first event that was changed, dropped, inserted or moved 校验日志是否被改动',
    )
    .option('--service <name>', 'whose logs to verify in their database')
    .option('--file <file>', 'an export to verify instead, without a database');
  withDatabaseOption(command)
    .option('--log <name>', 'one log only')
    .option(
      '--anchor <file>',
      'seals that were kept outside: tells also a log that was rewritten whole',
    )
    .option('--public-key <file>', 'of who sealed')
    .option('--json', 'the result for machines')
    .action(verify);
};
