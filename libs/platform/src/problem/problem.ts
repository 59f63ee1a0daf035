import type { Label } from '@ywk/kernel';

/** One fault of a request and where it stands (RFC 6901 pointer into the body, or `?name`). */
export interface ProblemError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

export interface ProblemStatement {
  /** SCREAMING_CASE; a contract, never renamed. */
  readonly code: string;
  /** HTTP status, 400…599. */
  readonly status: number;
  readonly title: Label;
  /** What is wrong and what to do about it. */
  readonly detail?: string;
  readonly errors?: readonly ProblemError[];
  readonly headers?: Readonly<Record<string, string>>;
  /** What the refusal is about, as plain JSON: amounts, codes, ids. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** An answer that says no (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: string;
  readonly status: number;
  readonly title: Label;
  readonly detail: string | undefined;
  readonly errors: readonly ProblemError[];
  readonly headers: Readonly<Record<string, string>>;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(statement: ProblemStatement) {
    super(`${statement.code}: ${statement.detail ?? statement.title.en}`);
    this.code = statement.code;
    this.status = statement.status;
    this.title = statement.title;
    this.detail = statement.detail;
    this.errors = statement.errors ?? [];
    this.headers = statement.headers ?? {};
    this.facts = statement.facts ?? {};
  }
}

/** The stable name of a kind of problem. */
export const problemType = (code: string): string => `urn:yiwangkao:problem:${code}`;

/** As sent: `application/problem+json`. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly titles: Label;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly instance: string;
  readonly traceId: string;
  readonly errors?: readonly ProblemError[];
  readonly facts?: Readonly<Record<string, unknown>>;
}

export interface Occurrence {
  /** Path of the request, without its query. */
  readonly instance: string;
  readonly traceId: string;
  /** `Accept-Language` of the request; Chinese unless English is asked for first. */
  readonly language?: string | undefined;
}

/** The document for one occurrence. What went wrong inside is not told (no detail on 500). */
export const problemDocument = (problem: Problem, at: Occurrence): ProblemDocument => ({
  type: problemType(problem.code),
  title: /^\s*en\b/i.test(at.language ?? '') ? problem.title.en : problem.title.zh,
  titles: problem.title,
  status: problem.status,
  code: problem.code,
  ...(problem.detail === undefined || problem.status === 500 ? {} : { detail: problem.detail }),
  instance: at.instance,
  traceId: at.traceId,
  ...(problem.errors.length === 0 ? {} : { errors: problem.errors }),
  ...(Object.keys(problem.facts).length === 0 ? {} : { facts: problem.facts }),
});
