import { setTimeout as pause } from 'node:timers/promises';
import { PARTITIONS } from '@ywk/contracts';
import {
  relayedLogs,
  relayStandings,
  rewindRelay,
  type PartitionRange,
  type RelayStanding,
} from '@ywk/event-store';
import { InvalidArgumentError, type Command } from 'commander';
import type { Pool } from 'pg';
import { CannotConnect } from '../connection.ts';
import { progressBar } from '../progress-bar.ts';
import {
  serviceDatabase,
  withDatabase,
  withServiceOptions,
  type ServiceOptions,
} from '../service-connection.ts';

interface RepublishOptions extends ServiceOptions {
  readonly log: string;
  readonly partition?: number;
  readonly from: number;
}

/** What is sent again, and how far the log went when that was asked. */
interface Republication {
  readonly log: string;
  readonly range: PartitionRange;
  readonly asked: readonly RelayStanding[];
}

/** The relay stands still: nobody sends what was asked for. */
export class RelayAtRest extends Error {
  override readonly name = 'RelayAtRest';
}

const LOOK_EVERY_MS = 250;
const AT_REST_AFTER_MS = 60_000;

const leftOf = ({ asked }: Republication, now: readonly RelayStanding[]): number => {
  const sent = new Map(now.map((standing) => [standing.partition, standing.sent]));
  return asked.reduce(
    (sum, { partition, last }) => sum + Math.max(0, last - (sent.get(partition) ?? 0)),
    0,
  );
};

/** Resolves when the topic holds all that the log held when it was asked. @throws RelayAtRest */
const untilCaughtUp = async (
  pool: Pool,
  republication: Republication,
  told: (left: number) => void,
): Promise<void> => {
  const { log, range } = republication;
  let least = Infinity;
  let movedAt = Date.now();
  for (;;) {
    const left = leftOf(republication, await relayStandings(pool, log, range));
    told(left);
    if (left === 0) return;
    if (left < least) [least, movedAt] = [left, Date.now()];
    if (Date.now() - movedAt > AT_REST_AFTER_MS) {
      throw new RelayAtRest(
        `${left} events are still to be sent and nothing was for ${AT_REST_AFTER_MS / 1000} s. ` +
          'They are sent as soon as the service runs and Kafka takes them; nothing has to be asked again.',
      );
    }
    await pause(LOOK_EVERY_MS);
  }
};

const standingsOf = async (
  pool: Pool,
  { log, service }: RepublishOptions,
  range: PartitionRange,
): Promise<readonly RelayStanding[]> => {
  const asked = await relayStandings(pool, log, range);
  if (asked.length > 0) return asked;
  const known = (await relayedLogs(pool)).join(', ') || 'none so far';
  throw new CannotConnect(`${service} publishes no log "${log}". It publishes: ${known}.`);
};

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const republish = async (options: RepublishOptions): Promise<void> => {
  const { log, partition, from } = options;
  const range = { from: partition ?? 0, to: partition ?? PARTITIONS - 1 };
  await withDatabase(serviceDatabase(options), async (pool) => {
    const asked = await standingsOf(pool, options, range);
    const again = asked.reduce((sum, { sent }) => sum + Math.max(0, sent - (from - 1)), 0);
    const where = partition === undefined ? log : `${log}/${partition}`;
    say(`${where}: ${again} events are sent again, from position ${from} 重新发布`);
    await rewindRelay(pool, { log, range, pos: from - 1 });
    const republication = { log, range, asked };
    const total = leftOf(republication, await relayStandings(pool, log, range));
    const bar = progressBar(false, '{bar} {percentage}% | {value} of {total} events 事件');
    await untilCaughtUp(pool, republication, (left) =>
      bar.update(Math.max(0, total - left), total),
    ).finally(() => bar.stop());
    say(`✔ ${where}: the topic holds the log up to where it stood 已追上`);
  });
};

const numberWithin = (least: number, most: number) => (text: string) => {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  throw new InvalidArgumentError(`A whole number from ${least} to ${most} is needed.`);
};

/** `ywk log republish` */
export const addRepublishCommand = (group: Command): void => {
  withServiceOptions(
    group
      .command('republish')
      .description(
        'Send a log to its topic again, while the service runs; readers drop what they have 重新发布日志',
      ),
  )
    .requiredOption('--log <name>', 'the log; its topic must be there')
    .option('--partition <n>', 'one partition only', numberWithin(0, PARTITIONS - 1))
    .option('--from <pos>', 'first position', numberWithin(1, Number.MAX_SAFE_INTEGER), 1)
    .action(republish);
};
