import { relative } from 'node:path';
import { pathOf } from '../connection.ts';

interface Place {
  /** JSON Pointer into the case. */
  readonly path: string;
  readonly line: number;
}

interface Fault extends Place {
  readonly wrong: string;
  readonly right: string;
}

interface Failure extends Place {
  readonly at: string;
  readonly expected: string;
  readonly found: string;
  readonly arithmetic: readonly string[];
}

/** What became of a case file, as the service's program says it. */
export interface CaseFileResult {
  readonly file: string;
  readonly case: string | null;
  readonly status: 'PASSED' | 'FAILED' | 'INVALID' | 'UNSUPPORTED';
  readonly expectations: number;
  readonly faults: readonly Fault[];
  readonly unsupported: readonly Place[];
  readonly failures: readonly Failure[];
}

const failureLines = ({ line, path, at, ...failure }: Failure): string[] => [
  `  line ${line}  ${path}  (${at})`,
  `    expected 预期  ${failure.expected}`,
  `    found 实际     ${failure.found}`,
  ...failure.arithmetic.map((text) => `      ${text}`),
];

const faultLines = ({ line, path, wrong, right }: Fault): string[] => [
  `  line ${line}  ${path || '/'}`,
  `    wrong 错误  ${wrong}`,
  `    right 应为  ${right}`,
];

const unsupportedLine = ({ line, path }: Place): string =>
  `  line ${line}  ${path}: no door takes this 无接口`;

/** A file that did not pass, with everything that is to be said of it. */
export const resultLines = (result: CaseFileResult): string[] => [
  `${result.status}  ${relative(pathOf('.'), result.file)}${result.case === null ? '' : `  ${result.case}`}`,
  ...result.faults.flatMap(faultLines),
  ...result.unsupported.map(unsupportedLine),
  ...result.failures.flatMap(failureLines),
];

/** "28 passed, 1 failed": what did not pass has failed, for whatever reason. */
export const summaryLine = (results: readonly CaseFileResult[]): string => {
  const passed = results.filter(({ status }) => status === 'PASSED').length;
  const expectations = results.reduce((sum, each) => sum + each.expectations, 0);
  return `${passed} passed, ${results.length - passed} failed (${expectations} expectations 项预期)`;
};
