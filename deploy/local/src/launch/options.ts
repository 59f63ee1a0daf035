import { Command, CommanderError, InvalidArgumentError } from 'commander';

/** Size and seed of the demo bureau. */
export interface DemoParameters {
  readonly officers: number;
  readonly calls: number;
  readonly seed: number;
}

export interface Options {
  /** Begin with empty data. */
  readonly fresh: boolean;
  /** Stop after the summary. */
  readonly once: boolean;
  /** False: only the system, no bureau in it. */
  readonly withDemo: boolean;
  /** Only what was given on the command line. */
  readonly demo: Partial<DemoParameters>;
  /** Write the summary for machines here. */
  readonly json?: string;
}

/** The demo bureau of the README: 4,500 officers, 65,000 calls in May 2024. */
export const USUAL_DEMO: DemoParameters = { officers: 4_500, calls: 65_000, seed: 1 };

const whole = (text: string): number => {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('A whole number above 0 is needed.');
};

interface Parsed extends Partial<DemoParameters> {
  fresh?: boolean;
  once?: boolean;
  json?: string;
  demo?: boolean;
}

const statement = (): Command =>
  new Command('npm start --')
    .description('Runs the whole system on this machine with a demo bureau. 在本机运行整个系统。')
    .option('--fresh', 'begin with empty data 清空数据后启动')
    .option('--once', 'stop after the summary; exit 0 only if its totals hold 汇总后退出')
    .option('--no-demo', 'only the system, no demo bureau 不生成演示数据')
    .option('--officers <n>', `officers of the demo bureau (${USUAL_DEMO.officers})`, whole)
    .option('--calls <n>', `calls of the month (${USUAL_DEMO.calls})`, whole)
    .option('--seed <n>', `seed of all chance (${USUAL_DEMO.seed})`, whole)
    .option('--json <file>', 'write the summary for machines 汇总写入 JSON 文件')
    .allowExcessArguments(false)
    .exitOverride();

/** @throws CommanderError for help (exit code 0) and for what it does not know */
export const parseOptions = (words: readonly string[]): Options => {
  const parsed = statement().parse(words, { from: 'user' }).opts<Parsed>();
  const { fresh = false, once = false, demo: withDemo = true, json, ...demo } = parsed;
  return { fresh, once, withDemo, demo, ...(json === undefined ? {} : { json }) };
};

export { CommanderError };
