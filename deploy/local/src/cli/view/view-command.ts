import type { Command } from 'commander';
import { SERVICES } from '../../launch/places.ts';
import { CannotConnect } from '../connection.ts';
import { progressBar } from '../progress-bar.ts';
import { serviceDatabase, serviceNamed, withDatabaseOption } from '../service-connection.ts';
import { runViewProgram, type ListedView, type Rebuilt } from './service-program.ts';

interface ViewOptions {
  readonly service?: string;
  readonly database?: string;
  readonly json?: true;
}

interface RebuildOptions extends ViewOptions {
  readonly acceptDifferences?: true;
  readonly discard?: true;
}

const placeOf = (service: string, { database }: ViewOptions) => ({
  database: serviceDatabase({ service, ...(database === undefined ? {} : { database }) }),
});

const list = async (options: ViewOptions): Promise<void> => {
  const services = options.service === undefined ? SERVICES : [serviceNamed(options.service)];
  const views: ListedView[] = [];
  for (const service of services) {
    const code = await runViewProgram(placeOf(service, options), ['list'], ({ view }) => {
      if (view !== undefined) views.push(view);
    });
    if (code !== 0) throw new CannotConnect(`${service} could not list its views.`);
  }
  const lines = views.map(
    ({ name, tables, logs }) => `${name.padEnd(28)}${tables.join(', ')}  ←  ${logs.join(', ')}`,
  );
  process.stdout.write(`${options.json === true ? JSON.stringify(views) : lines.join('\n')}\n`);
};

const BAR = '{bar} {percentage}% | {value} events 事件 | {duration_formatted}';

const lineOf = (name: string, rebuilt: Rebuilt | undefined): string => {
  if (rebuilt === undefined) return `${name}: what an unfinished rebuild left is gone 已放弃`;
  const { equal, different, swapped } = rebuilt;
  const how = equal ? 'equal to the live one 一致' : `differs 不一致: ${different.join(', ')}`;
  return swapped === undefined
    ? `${name}: ${how}; the old one stays. Swap with --accept-differences, or --discard.`
    : `${name}: ${how}; swapped in ${swapped.ms.toFixed(1)} ms 已切换`;
};

const wordsOf = (name: string, { acceptDifferences, discard }: RebuildOptions): string[] => [
  ...['rebuild', name],
  ...(acceptDifferences === true ? ['--accept-differences'] : []),
  ...(discard === true ? ['--discard'] : []),
];

/** @returns what the service's program said at its end, with its exit code */
const rebuilt = async (
  name: string,
  options: RebuildOptions,
): Promise<{ code: number; result: Rebuilt | undefined }> => {
  const [service = ''] = name.split('.');
  const place = placeOf(options.service ?? service, options);
  const bar = progressBar(options.json === true, BAR);
  let result: Rebuilt | undefined;
  const code = await runViewProgram(place, wordsOf(name, options), (line) => {
    const { progress, result: ended } = line;
    if (progress !== undefined) bar.update(progress.done, progress.total);
    result = ended ?? result;
  }).finally(() => bar.stop());
  return { code, result };
};

const rebuild = async (name: string, options: RebuildOptions): Promise<void> => {
  const { code, result } = await rebuilt(name, options);
  process.exitCode = code;
  const finished = result !== undefined || (options.discard === true && code === 0);
  if (!finished) throw new CannotConnect(`${name} was not rebuilt; run it again, it goes on.`);
  const text = options.json === true ? JSON.stringify(result ?? {}) : lineOf(name, result);
  process.stdout.write(`${text}\n`);
};

/** `ywk view …` */
export const addViewCommands = (program: Command): void => {
  const group = program.command('view').description('Views derived from the logs 视图');
  withDatabaseOption(
    group
      .command('list')
      .description('Which views can be rebuilt 列出可重建的视图')
      .option('--service <name>', 'of one service only'),
  )
    .option('--json', 'the list for machines')
    .action(list);
  withDatabaseOption(
    group
      .command('rebuild <name>')
      .description('Build a view anew from its logs while the old one serves, then swap 重建视图')
      .option('--service <name>', 'else the first word of the name'),
  )
    .option('--accept-differences', 'swap also when the new one differs: its rule has changed')
    .option('--discard', 'remove what an unfinished rebuild left, and end')
    .option('--json', 'the result for machines')
    .action(rebuild);
};
