import type { Label } from '@ywk/kernel';

export type Severity = 'ok' | 'warn' | 'fail';

/** One thing that was looked at. */
export interface Finding {
  /** What was looked at: `service`, `clock`, `topic`, `right` … */
  readonly check: string;
  /** Which service, database, topic, folder, file. */
  readonly place: string;
  readonly severity: Severity;
  readonly what: Label;
  /** What to do; absent where all is well. */
  readonly todo?: Label;
}

/** A finding's place among the checks. */
export type At = Pick<Finding, 'check' | 'place'>;

export const label = (zh: string, en: string): Label => ({ zh, en });

export const well = (at: At, what: Label): Finding => ({ ...at, severity: 'ok', what });

export const wrong = (
  at: At & { readonly severity: 'warn' | 'fail' },
  what: Label,
  todo: Label,
): Finding => ({ ...at, what, todo });

const RANK: Readonly<Record<Severity, number>> = { ok: 0, warn: 1, fail: 2 };

/** 0 when all is well, 1 with a warning, 2 when something has failed. */
export const exitCodeOf = (findings: readonly Finding[]): number =>
  Math.max(0, ...findings.map(({ severity }) => RANK[severity]));

const MARK: Readonly<Record<Severity, string>> = { ok: '✔', warn: '!', fail: '✘' };

/** The worst first; what is well in one line each. */
export const linesOf = (findings: readonly Finding[]): string[] => {
  const sorted = findings.toSorted((a, b) => RANK[b.severity] - RANK[a.severity]);
  const lines = sorted.flatMap(({ severity, check, place, what, todo }) => [
    `${MARK[severity]} ${check}  ${place}  ${what.en}  ${what.zh}`,
    ...(todo === undefined ? [] : [`    → ${todo.en}`, `    → ${todo.zh}`]),
  ]);
  const count = (of: Severity): number => findings.filter((one) => one.severity === of).length;
  return [
    ...lines,
    `${count('fail')} failed 失败, ${count('warn')} to look at 关注, ${count('ok')} well 正常`,
  ];
};
