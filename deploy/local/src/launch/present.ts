import { writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { CheckedSummary } from './demo-types.ts';
import type { DemoOutcome } from './demo-run.ts';
import type { System } from './system.ts';

export interface Presentation {
  readonly system: System;
  /** Undefined when no demo was asked for. */
  readonly outcome: DemoOutcome<CheckedSummary> | undefined;
  readonly tokens: Readonly<Record<string, string>>;
  /** The demo's own lines about its summary. */
  readonly lines: readonly string[];
  readonly sinceMs: number;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Where the person stands: npm itself moves to the root of the clone. */
const standpoint = (): string => process.env['INIT_CWD'] ?? process.cwd();

const shortest = (path: string): string => {
  const short = relative(standpoint(), path);
  return short.startsWith('..') ? path : short;
};

const commands = ({ system }: Presentation): string[] => {
  const { appraisal, payroll } = system.urls;
  const folder = shortest(system.places.tokens);
  const ask = (role: string, url: string): string =>
    `curl -s -H "Authorization: Bearer $(cat ${join(folder, role)})" '${url}'`;
  return [
    'npm run --silent ywk -- figures calls --source demo-110',
    ask('auditor', `${appraisal}/v1/scores?period=2024-05&unit=XC-01-110&limit=3`),
    ask('payroll-system', `${payroll}/v1/changes?period=2024-05&format=csv`),
  ];
};

/** The summary for people: totals, where the time went, addresses, tokens, what to try next. */
export const summaryText = (presentation: Presentation): string => {
  const { system, outcome, lines, sinceMs, tokens } = presentation;
  const checks = (outcome?.summary.checks ?? []).map(
    ({ name, holds }) => `  ${holds ? '✔' : '✘'} ${name}`,
  );
  const timings = system.steps.timings.map(
    ({ step, ms }) => `  ${seconds(ms).padStart(8)}  ${step}`,
  );
  const urls = Object.entries(system.urls).map(
    ([name, url]) => `  ${name.padEnd(12)} ${url}  (${url}/docs)`,
  );
  return [
    '',
    outcome?.kept ? '── Summary (kept data) 汇总（已有数据）' : '── Summary 汇总',
    ...lines,
    ...(checks.length > 0 ? ['Checks 核对:', ...checks] : []),
    `Time 用时: ${seconds(sinceMs)}`,
    ...timings,
    `Services 服务 (logs: ${system.places.logs}):`,
    ...urls,
    `Tokens, one file a person 令牌: ${system.places.tokens}/{${Object.keys(tokens).join(',')}}`,
    'Try next 试一试:',
    ...commands(presentation).map((command) => `  ${command}`),
    '',
  ].join('\n');
};

/** The summary for machines. */
export const writeSummary = (file: string, presentation: Presentation): void => {
  const { system, outcome, tokens, sinceMs } = presentation;
  const { urls, steps, brokers } = system;
  const demo = outcome && { ...outcome.summary, ...outcome, summary: undefined };
  const content = { ...demo, urls, brokers, tokens };
  const timings = { totalMs: sinceMs, steps: steps.timings };
  writeFileSync(
    resolve(standpoint(), file),
    `${JSON.stringify({ ...content, timings }, null, 2)}\n`,
  );
};
