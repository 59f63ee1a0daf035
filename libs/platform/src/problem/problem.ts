import type { Label } from '@ywk/kernel';
import { adviceFor } from './advice.ts';

/** One fault of a request and where it stands (RFC 6901 pointer into the body, or `?name`). */
export interface ProblemError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
  /** The same for readers of Chinese, where there are words for it. */
  readonly detailZh?: string;
}

export interface ProblemStatement {
  /** SCREAMING_CASE; a contract, never renamed. */
  readonly code: string;
  /** HTTP status, 400…599. */
  readonly status: number;
  readonly title: Label;
  /** What is wrong with this one request. */
  readonly detail?: Label;
  /** What to do about it; what its status calls for when not given. */
  readonly advice?: Label | undefined;
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
  /** In English. */
  readonly detail: string | undefined;
  readonly details: Label | undefined;
  readonly advice: Label;
  readonly errors: readonly ProblemError[];
  readonly headers: Readonly<Record<string, string>>;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(statement: ProblemStatement) {
    const { detail: details } = statement;
    super(`${statement.code}: ${details?.en ?? statement.title.en}`);
    this.code = statement.code;
    this.status = statement.status;
    this.title = statement.title;
    this.detail = details?.en;
    this.details = details;
    this.advice = statement.advice ?? adviceFor(statement.status);
    this.errors = statement.errors ?? [];
    this.headers = statement.headers ?? {};
    this.facts = statement.facts ?? {};
  }
}

/** The stable name of a kind of problem. */
export const problemType = (code: string): string => `urn:yiwangkao:problem:${code}`;

/** As sent: `application/problem+json`. What has a plural beside it is in the reader's language. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly titles: Label;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly details?: Label;
  /** What to do about it. */
  readonly advice: string;
  readonly advices: Label;
  readonly instance: string;
  readonly traceId: string;
  readonly errors?: readonly Omit<ProblemError, 'detailZh'>[];
  readonly facts?: Readonly<Record<string, unknown>>;
}

export interface Occurrence {
  /** Path of the request, without its query. */
  readonly instance: string;
  readonly traceId: string;
  /** What the reader asked for by `Accept-Language`; Chinese when not said. */
  readonly language?: keyof Label;
}

const shown = (error: ProblemError, language: keyof Label) => {
  const { detailZh = error.detail, ...rest } = error;
  return { ...rest, detail: language === 'zh' ? detailZh : error.detail };
};

const detailOf = ({ status, details }: Problem, language: keyof Label) =>
  details === undefined || status === 500 ? {} : { detail: details[language], details };

/** The document for one occurrence. What went wrong inside is not told (no detail on 500). */
export const problemDocument = (problem: Problem, at: Occurrence): ProblemDocument => {
  const { code, status, title: titles, advice: advices, errors, facts } = problem;
  const { instance, traceId, language = 'zh' } = at;
  return {
    type: problemType(code),
    title: titles[language],
    titles,
    status,
    code,
    ...detailOf(problem, language),
    advice: advices[language],
    advices,
    instance,
    traceId,
    ...(errors.length === 0 ? {} : { errors: errors.map((error) => shown(error, language)) }),
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
  };
};
