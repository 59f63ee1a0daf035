import type { Label } from '@ywk/kernel';
import { adviceFor } from './advice.ts';
import { KNOWN_PROBLEMS, type ProblemKind } from './known-problems.ts';

/** The problems of one service under its name. */
export interface ProblemSection {
  readonly service: string;
  readonly problems: Readonly<Record<string, ProblemKind>>;
}

const both = ({ zh, en }: Label): string => `${zh}<br>${en}`;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const rowOf = ([code, { status, title, advice }]: [string, ProblemKind]): string =>
  row([`\`${code}\``, String(status), both(title), both(advice ?? adviceFor(status))]);

const tableOf = ({ service, problems }: ProblemSection): string[] => [
  `## ${service}`,
  '',
  row(['代码 Code', '状态 Status', '含义 Meaning', '如何处理 What to do']),
  row(['---', '---', '---', '---']),
  ...Object.entries(problems)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(rowOf),
  '',
];

const HEAD = [
  '# Problems 问题代码',
  '',
  '<!-- Written by `npm run problems`; change the tables in the code instead. -->',
  '',
  'A refusal is a document of type `application/problem+json` (RFC 9457). Its `code` is stable;',
  '`title`, `detail`, `advice` and the `detail` of each of `errors` are in the language that',
  '`Accept-Language` asks for first, Chinese or English; `titles`, `details` and `advices` hold both.',
  '`errors[].pointer` names the member of the body (RFC 6901) or the `?name` of the query.',
  '`traceId` is the correlation id that the log lines of the request carry.',
  '',
  '拒绝以 `application/problem+json`（RFC 9457）答复，`code` 保持稳定；语言由 `Accept-Language` 决定，',
  '默认中文，`titles`、`details`、`advices` 同时给出两种语言。',
  '',
];

/** The page of all codes, from the tables that the answers are made of. */
export const problemsDocument = (sections: readonly ProblemSection[]): string =>
  [
    ...HEAD,
    ...tableOf({ service: '各服务 every service', problems: KNOWN_PROBLEMS }),
    ...sections.flatMap(tableOf),
  ].join('\n');
