import type { ServiceName } from '@ywk/contracts';
import type { Command } from 'commander';
import type { Pool } from 'pg';
import { SERVICES } from '../../launch/places.ts';
import { CannotConnect } from '../connection.ts';
import { serviceDatabase, serviceNamed, withDatabase } from '../service-connection.ts';
import { wayOf, type Pools, type Step, type StepKind } from './trace-path.ts';

interface TraceOptions {
  readonly database?: readonly string[];
  readonly json?: true;
}

const NAMES: Readonly<Record<StepKind, string>> = {
  event: 'event 事件',
  fact: 'fact 事实',
  decision: 'decision 决定',
  pay: 'pay line 薪酬行',
};

/** What tells a person most about an event; names of persons are in no log. */
const SHOWN = ['code', 'kind', 'grade', 'period', 'revision', 'amount', 'performancePay', 'line'];

const detailOf = ({ event, by }: Step): string => {
  const told = SHOWN.filter((name) => ['string', 'number'].includes(typeof event.data[name])).map(
    (name) => `${name} ${String(event.data[name])}`,
  );
  const cut = by === undefined ? [] : [`counts positions below ${by.pos}`];
  return [...told, ...cut].join(', ');
};

const lineOf = (step: Step): string => {
  const { log, partition, pos, recordedAt, type, eventId, causationId } = step.event;
  const cause = causationId === null ? '' : ` ← ${causationId}`;
  return [
    `${recordedAt}  ${NAMES[step.kind]}  ${type}  ${log}/${partition}#${pos}`,
    `    ${eventId}${cause}  ${detailOf(step)}`,
  ].join('\n');
};

const givenUrls = (given: readonly string[]): ReadonlyMap<ServiceName, string> =>
  new Map(
    given.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new CannotConnect(`"${pair}" is not SERVICE=URL.`);
      return [serviceNamed(pair.slice(0, at)), pair.slice(at + 1)];
    }),
  );

const withPools = async <T>(
  urls: ReadonlyMap<ServiceName, string>,
  work: (pools: Pools) => Promise<T>,
): Promise<T> => {
  const open = (rest: readonly ServiceName[], pools: Partial<Record<ServiceName, Pool>>) => {
    const [service, ...others] = rest;
    if (service === undefined) return work(pools as Pools);
    const url = urls.get(service);
    const database = serviceDatabase({ service, ...(url === undefined ? {} : { database: url }) });
    return withDatabase(database, (pool): Promise<T> =>
      open(others, { ...pools, [service]: pool }),
    );
  };
  return open(SERVICES, {});
};

const trace = async (id: string, { database = [], json }: TraceOptions): Promise<void> => {
  const steps = await withPools(givenUrls(database), (pools) => wayOf(pools, id));
  if (steps.length === 0) process.exitCode = 1;
  const text = json
    ? JSON.stringify(steps)
    : steps.length === 0
      ? `No event knows ${id}. 没有事件与此编号相关。`
      : steps.map(lineOf).join('\n');
  process.stdout.write(`${text}\n`);
};

/** `ywk trace` */
export const addTraceCommand = (program: Command): void => {
  program
    .command('trace')
    .argument('<id>', 'of an event, or a trace (correlation id)')
    .description('Show the way of an event to the pay line 追踪一个事件直到薪酬行')
    .option(
      '--database <service=url...>',
      "databases with the owner's role; else those of npm start",
    )
    .option('--json', 'the steps for machines')
    .action(trace);
};
