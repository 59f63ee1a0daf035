import type { Label, Rejection } from '@ywk/kernel';
import { KNOWN_PROBLEMS, type ProblemKind } from './known-problems.ts';
import { Problem } from './problem.ts';

/** How a rejection of a domain is answered over HTTP. */
export interface RejectionAnswer {
  readonly status: 400 | 403 | 404 | 409 | 422 | 429;
  readonly title: Label;
  /** What to do; what the status calls for when not given. */
  readonly advice?: Label;
}

/** By rejection code; a code that is not listed answers 409. */
export type RejectionTable = Readonly<Record<string, RejectionAnswer>>;

const CONFLICT: ProblemKind = {
  status: 409,
  title: { zh: '当前状态不允许此操作', en: 'Not possible in this state' },
};

const everywhere: Readonly<Record<string, ProblemKind>> = KNOWN_PROBLEMS;

/** A rejection as a problem. */
export const problemOfRejection = (rejection: Rejection, table: RejectionTable): Problem => {
  const kind = table[rejection.code] ?? everywhere[rejection.code] ?? CONFLICT;
  const { code, details, facts } = rejection;
  return new Problem({ code, ...kind, detail: details, facts });
};
