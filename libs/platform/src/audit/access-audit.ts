/** Nest token of the log that reads of personal data go to; see {@link AccessAudit}. */
export const ACCESS_AUDIT = Symbol('ywk:access-audit');

/** That somebody is about to be shown personal data. */
export interface PersonalRead {
  /** Subject of the token. */
  readonly who: string;
  /** Name of the route in the table of access. */
  readonly route: string;
  readonly purpose: string;
  /** Parameters of the question that are ids and codes. */
  readonly asked: Readonly<Record<string, string>>;
  /** Ids of the officers in the answer. */
  readonly officers: readonly string[];
  /** How many persons, or lines that may name one, are in the answer. */
  readonly count: number;
}

/** Where reads of personal data are written down. */
export interface AccessAudit {
  /** Returns once it is kept. @throws Error when it is not: then nothing may be shown */
  record(read: PersonalRead): Promise<void>;
}
