import type { Request } from 'express';
import type { KnownRequest } from '../auth/decorators.ts';

/** Whom an answer is about. */
export interface Subjects {
  readonly officers: readonly string[];
  readonly count: number;
}

/** Parameters that are ids and codes: others may be words of a person, part of a name for instance. */
const KEPT = new Set(
  ['officer', 'unit', 'kind', 'state', 'open', 'overdue', 'period', 'format', 'id', 'on'].values(),
);
const CODE = /^[A-Za-z0-9][A-Za-z0-9._/:@-]{0,63}$/;

/** What was asked, as far as it may be written down. */
export const askedOf = ({ params, query }: Request): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...query, ...params }).flatMap(([name, value]) =>
      KEPT.has(name) && typeof value === 'string' && CODE.test(value) ? [[name, value]] : [],
    ),
  );

const officerOf = (value: unknown): string[] => {
  const officer = (value as { officer?: unknown } | null)?.officer;
  return typeof officer === 'string' ? [officer] : [];
};

/** Whom an answer names: as the handler said, else by `officer` of each item or of the whole. */
export const subjectsOf = (request: Request & KnownRequest, answer: unknown): Subjects => {
  const { shown, params } = request;
  if (shown !== undefined) return { officers: [...new Set(shown)], count: new Set(shown).size };
  const items = (answer as { items?: unknown } | null)?.items;
  if (Array.isArray(items)) {
    return { officers: [...new Set(items.flatMap(officerOf))], count: items.length };
  }
  const officers = params['officer'] === undefined ? officerOf(answer) : officerOf(params);
  return { officers, count: 1 };
};
