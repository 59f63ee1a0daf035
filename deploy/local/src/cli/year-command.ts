import { InvalidArgumentError, type Command } from 'commander';
import { playYear } from '../year/play-year.ts';

interface YearOptions {
  readonly officers: number;
  readonly seed: number;
  readonly from: number;
  readonly kill?: true;
  readonly json?: true;
}

const whole = (text: string): number => {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('A whole number above 0 is needed.');
};

const run = async ({ officers, seed, from, kill, json }: YearOptions): Promise<void> => {
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  const summary = await playYear({
    ...{ officers, seed, year: 2024, firstMonth: from, say },
    kill: kill === true,
  });
  const failed = summary.checks.filter(({ holds }) => !holds);
  const line = ({ name, holds }: (typeof failed)[number]): string => `${holds ? '✓' : '✗'} ${name}`;
  const { digest, rows } = summary.outcome;
  const outcome = `${rows} sheets and decisions 份得分单与决定: ${digest}`;
  const text = [
    ...summary.checks.map(line),
    outcome,
    ...failed.map((each) => JSON.stringify(each)),
  ];
  process.stdout.write(`${json === true ? JSON.stringify(summary) : text.join('\n')}\n`);
  process.exitCode = failed.length === 0 ? 0 : 1;
};

/** `ywk year` */
export const addYearCommand = (program: Command): void => {
  program
    .command('year')
    .description('Play a year of a demo district on a system of its own 演示一个考核年度')
    .option('--officers <n>', 'people of the district (60)', whole, 60)
    .option('--seed <n>', 'seed of all chance (1)', whole, 1)
    .option('--from <month>', 'first month that is played, 1 … 12', whole, 1)
    .option('--kill', 'appraisal is killed in each phase of each close 各阶段强制终止服务')
    .option('--json', 'the summary for machines')
    .addHelpText('after', '\nExit code: 0 only if every check holds.')
    .action(run);
};
