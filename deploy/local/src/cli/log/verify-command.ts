import { ContractRegistry, EVENT_CONTRACTS } from '@ywk/contracts';
import {
  EventStore,
  storedEvents,
  verifyLog,
  type FirstBad,
  type Verification,
  type VerifiableEvent,
} from '@ywk/event-store';
import type { Command } from 'commander';
import type { Pool } from 'pg';
import { progressBar, type Progress } from '../progress-bar.ts';
import {
  logsOf,
  serviceDatabase,
  withDatabase,
  withServiceOptions,
  type ServiceOptions,
} from '../service-connection.ts';

interface VerifyCommandOptions extends ServiceOptions {
  readonly log?: string;
  readonly json?: true;
}

/** What became of one log. */
export type VerifiedLog = Verification & { readonly log: string };

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

const verifyStored = async (pool: Pool, log: string, bar: Progress): Promise<VerifiedLog> => {
  const registry = new ContractRegistry(EVENT_CONTRACTS);
  const heads = await new EventStore({ pool, registry }).heads(log);
  const total = heads.reduce((sum, { lastPos }) => sum + lastPos, 0);
  const told = (done: number): void => bar.update(done, total, { log });
  const events = counted(storedEvents(pool, log), told);
  const verified = await verifyLog(events, { registry, heads: new Map([[log, heads]]) });
  return { log, ...verified };
};

const placeOf = ({ log, partition, pos, eventId }: FirstBad): string =>
  `${log}/${partition} position ${pos}${eventId === null ? '' : ` (event ${eventId})`}`;

const lineOf = (verified: VerifiedLog): string =>
  verified.ok
    ? `✔ ${verified.log}: ${verified.events} events 事件`
    : `✘ ${placeOf(verified.firstBad)}: ${verified.firstBad.what}`;

const verify = async (options: VerifyCommandOptions): Promise<void> => {
  const database = serviceDatabase(options);
  const logs = logsOf(database.service, options.log);
  const json = options.json === true;
  const bar = progressBar(json, '{log} {bar} {percentage}% | {value} events 事件', { log: '' });
  const found = await withDatabase(database, async (pool) => {
    const verified: VerifiedLog[] = [];
    for (const log of logs) verified.push(await verifyStored(pool, log, bar));
    return verified;
  }).finally(() => bar.stop());
  const text = json ? JSON.stringify({ logs: found }) : found.map(lineOf).join('\n');
  process.stdout.write(`${text}\n`);
  if (found.some(({ ok }) => !ok)) process.exitCode = 1;
};

/** `ywk log verify` */
export const addVerifyCommand = (group: Command): void => {
  withServiceOptions(
    group
      .command('verify')
      .description(
        'Name the first event that was changed, dropped, inserted or moved 校验日志是否被改动',
      ),
  )
    .option('--log <name>', 'one log only')
    .option('--json', 'the result for machines')
    .action(verify);
};
