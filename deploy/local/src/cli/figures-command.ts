import type { Command } from 'commander';
import {
  CannotConnect,
  connectionTo,
  type Connection,
  type ConnectionOptions,
} from './connection.ts';

interface FiguresOptions extends ConnectionOptions {
  readonly source?: string;
  readonly from?: string;
  readonly to?: string;
  readonly by?: string;
  readonly interval?: string;
  readonly limits?: string;
  readonly percentile?: string;
  readonly json?: true;
}

interface IntervalAnswer {
  readonly interval: string;
  readonly n: number;
  readonly missing: number;
  readonly negative: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly within: readonly { limit: number; n: number; share: number }[];
}

interface GroupAnswer {
  readonly group?: string;
  readonly calls: number;
  readonly intervals: readonly IntervalAnswer[];
}

interface FiguresAnswer extends GroupAnswer {
  readonly source: string;
  readonly timeZone: string;
  readonly groups?: readonly GroupAnswer[];
}

const ask = async (connection: Connection, path: string): Promise<string> => {
  const { url, token } = connection;
  const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  const text = await response.text();
  if (!response.ok) throw new CannotConnect(`${path} answered ${response.status}: ${text}`);
  return text;
};

/** The only source there is, where the person named none. */
const onlySource = async (connection: Connection): Promise<string> => {
  const { items } = JSON.parse(await ask(connection, '/v1/dispatch-sources')) as {
    items: { source: string }[];
  };
  const [only] = items;
  if (only !== undefined && items.length === 1) return only.source;
  const known = items.map(({ source }) => source).join(', ') || 'none';
  throw new CannotConnect(`Name the source with --source. Known: ${known}.`);
};

const shown = (value: number | null): string => (value === null ? '–' : String(value));

const lineOf = (figures: IntervalAnswer): string => {
  const { interval, n, missing, negative, min, max, mean, p50, p90, p95, within } = figures;
  const numbers = [n, missing, negative, min, max, mean, p50, p90, p95].map(shown);
  const shares = within.map(({ limit, n: count }) => `≤${limit} s ${count}`).join('  ');
  return [
    `  ${interval.padEnd(24)}`,
    ...numbers.map((text) => text.padStart(12)),
    ` ${shares}`,
  ].join('');
};

const HEAD = ['n', 'missing', 'negative', 'min', 'max', 'mean', 'p50', 'p90', 'p95'];

const linesOf = (answer: FiguresAnswer): string[] => [
  `${answer.source} (${answer.timeZone}), seconds 秒`,
  `${' '.repeat(26)}${HEAD.map((name) => name.padStart(12)).join('')}`,
  ...[{ ...answer, group: 'all 全部' }, ...(answer.groups ?? [])].flatMap((group) => [
    `${group.group ?? ''}: ${group.calls} calls 起`,
    ...group.intervals.map(lineOf),
  ]),
];

const callFigures = async (options: FiguresOptions): Promise<void> => {
  const connection = await connectionTo({ service: 'duty', role: 'auditor' }, options);
  const source = options.source ?? (await onlySource(connection));
  const query = new URLSearchParams({ source });
  for (const name of ['from', 'to', 'by', 'interval', 'limits', 'percentile'] as const) {
    const value = options[name];
    if (value !== undefined) query.set(name, value);
  }
  const text = await ask(connection, `/v1/figures/calls?${query.toString()}`);
  const answer = JSON.parse(text) as FiguresAnswer;
  process.stdout.write(`${options.json === true ? text : linesOf(answer).join('\n')}\n`);
};

/** `ywk figures …` */
export const addFiguresCommands = (program: Command): void => {
  program
    .command('figures')
    .description('Figures 指标')
    .command('calls')
    .description('How many calls, and how long each step took 接处警时效')
    .option('--source <source>', 'the 110 system; needed where there are several')
    .option('--from <day>', "first day, in the source's zone")
    .option('--to <day>', 'last day, included')
    .option('--by <what>', 'day, hour, month, category, priority, district, station or orders')
    .option('--interval <names>', 'e.g. received-dispatched,received-arrived')
    .option('--limits <seconds>', 'e.g. 15,60,120')
    .option('--percentile <rule>', 'nearest or linear')
    .option('--json', 'the answer for machines')
    .option('--url <url>', 'address of the service duty')
    .option('--token <token>', 'token with a role that may see figures')
    .action(callFigures);
};
