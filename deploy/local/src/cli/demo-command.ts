import { InvalidArgumentError, type Command } from 'commander';
import { USUAL_DEMO, type DemoParameters } from '../launch/options.ts';
import { say } from '../launch/steps.ts';
import { secondApprover, tokensFor } from '../launch/tokens.ts';
import { CannotConnect, givenIssuerKey, urlsFrom } from './connection.ts';

const whole = (text: string): number => {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('A whole number above 0 is needed.');
};

const play = async (parameters: DemoParameters): Promise<void> => {
  const key = givenIssuerKey(process.env);
  if (key === undefined)
    throw new CannotConnect('EMBEDDED_ISSUER_KEY is needed: the demo acts as many persons.');
  const tokens: Readonly<Record<string, string>> = {
    ...(await tokensFor(key)),
    ...(await secondApprover(key)),
  };
  const { runDemo, summaryLines } = await import('../demo/index.ts');
  const summary = await runDemo({
    ...parameters,
    urls: urlsFrom(process.env),
    tokens: (role) => tokens[role] ?? '',
    log: (text) => say(`  ${text}`),
  });
  const checks = summary.checks.map(({ name, holds }) => `  ${holds ? '✔' : '✘'} ${name}`);
  process.stdout.write(`${[...summaryLines(summary), 'Checks 核对:', ...checks].join('\n')}\n`);
  process.exitCode = summary.checks.every(({ holds }) => holds) ? 0 : 1;
};

/** `ywk demo`: the demo bureau of `npm start`, in a system that runs already. */
export const addDemoCommand = (program: Command): void => {
  const { officers, calls, seed } = USUAL_DEMO;
  program
    .command('demo')
    .description(
      'Found a demo bureau in a running system and play a month 在运行中的系统载入演示数据',
    )
    .option('--officers <n>', `officers of the demo bureau (${officers})`, whole, officers)
    .option('--calls <n>', `calls of the month (${calls})`, whole, calls)
    .option('--seed <n>', `seed of all chance (${seed})`, whole, seed)
    .addHelpText(
      'after',
      '\nLOG_URLS names the services, EMBEDDED_ISSUER_KEY signs for its persons.\nExit code: 0 only if every check holds. The same again changes nothing.',
    )
    .action(play);
};
