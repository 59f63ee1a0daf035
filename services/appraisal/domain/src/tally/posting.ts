import type { LocalMonth } from '@ywk/kernel';
import type { LatePolicy } from '../period/period-rules.ts';

/** Posting of what arrived in time. */
export const IN_TIME = '';
/** Posting of what came too late to count anywhere: kept as evidence. */
export const OUTSIDE_HORIZON = 'outside';
/** Posting of what came after its month was final, under a scheme that lets it count nowhere. */
export const IGNORED = 'ignored';

/** Posting of what counts from a revision on: {@link IN_TIME} for the first. */
export const postingOfRevision = (revision: number): string =>
  revision <= 1 ? IN_TIME : `r${revision}`;

/** Everything that counts in a revision of its month. */
export const postingsUpTo = (revision: number): string[] =>
  Array.from({ length: Math.max(1, revision) }, (_, at) => postingOfRevision(at + 1));

/** Whether a posting is the month that a late fact adjusts. */
export const isMonthPosting = (posted: string): boolean => /^\d{4}-\d{2}$/.test(posted);

const monthNumber = (month: LocalMonth): number =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

/** The month that many months later. */
export const addMonths = (month: LocalMonth, months: number): LocalMonth => {
  const at = monthNumber(month) + months;
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
};

/** How far a month had come at some place: what its markers say there. */
export interface Mark {
  /** The last revision whose facts end before that place. */
  readonly revision: number;
  readonly final: boolean;
}

/** What markers come to, by month; they may stand in any order. */
export const marksOf = (
  markers: Iterable<Mark & { readonly period: LocalMonth }>,
): ReadonlyMap<LocalMonth, Mark> => {
  const marks = new Map<LocalMonth, Mark>();
  for (const { period, revision, final } of markers) {
    const known = marks.get(period);
    marks.set(period, {
      revision: Math.max(revision, known?.revision ?? 0),
      final: final || known?.final === true,
    });
  }
  return marks;
};

/** How the fold posts a fact: the markers before it in its partition decide, no clock. */
export interface Posting {
  /** Months with a marker before this position of this partition. */
  readonly marks: ReadonlyMap<LocalMonth, Mark>;
  /** How many months back a late fact still counts (DOMAIN 3.0c.17). */
  readonly horizonMonths: number;
  readonly lateEvent: LatePolicy;
  /** It follows a ruling: it always counts, whatever its date (DOMAIN 3.0 Cut-off). */
  readonly ruled: boolean;
}

/**
 * Where a fact of that appraisal month counts: in time, in the next revision while the month is not final, and
 * then as the policy of the late says.
 */
export const postingOf = (origin: LocalMonth, posting: Posting): string => {
  const { marks, horizonMonths, lateEvent, ruled } = posting;
  const mark = marks.get(origin);
  if (mark === undefined) return IN_TIME;
  const next = postingOfRevision(mark.revision + 1);
  if (!mark.final || ruled) return next;
  let open = addMonths(origin, 1);
  while (marks.has(open)) open = addMonths(open, 1);
  if (monthNumber(open) - monthNumber(origin) > horizonMonths) return OUTSIDE_HORIZON;
  return { ADJUST_NEXT: open, REOPEN: next, IGNORE_SCORE: IGNORED }[lateEvent];
};
