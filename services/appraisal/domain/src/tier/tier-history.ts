import { addDays, daysBetween, ratio, type LocalDay, type Ratio } from '@ywk/kernel';
import { CALENDAR_MONTHS, type AppraisalCalendar } from '../period/appraisal-calendar.ts';
import { addMonths } from '../tally/posting.ts';
import type { AnnualGrade } from '../scheme/annual-document.ts';

/** Days from one to another, both inclusive; `to` null while it lasts. */
export interface Span {
  readonly from: LocalDay;
  readonly to: LocalDay | null;
}

/** One employment; a return after leaving is another. */
export interface Employment extends Span {
  /** Tier at its beginning; null for the trainee time. */
  readonly tier: number | null;
}

/** What orders equal totals of a year. Points in hundredths. */
export interface YearRank {
  readonly custom: number | null;
  /** The year's penalty ledger. */
  readonly deducted: number | null;
  readonly democratic: number | null;
}

/** How a year was graded. */
export interface GradedYear {
  readonly year: number;
  readonly grade: AnnualGrade;
  /** Hundredths of a point; null for a year graded elsewhere without one. */
  readonly total: number | null;
  /** Absent where nothing of it is known. */
  readonly rank?: YearRank;
}

/** A decided change of tier. */
export interface TierMove {
  readonly from: number;
  readonly to: number;
  readonly effectiveDate: LocalDay;
  readonly ground: string;
}

export interface Sanction extends Span {
  readonly code: string;
}

export interface Commendation {
  readonly on: LocalDay;
  readonly code: string;
}

/** All that bears on one officer's career, in any order. */
export interface TierHistory {
  readonly employments: readonly Employment[];
  readonly years: readonly GradedYear[];
  readonly moves: readonly TierMove[];
  readonly leave: readonly Span[];
  /** Periods of sanctions in force. */
  readonly sanctions: readonly Sanction[];
  readonly commendations: readonly Commendation[];
}

/** A history in which nothing has happened. */
export const NO_HISTORY: TierHistory = {
  employments: [],
  years: [],
  moves: [],
  leave: [],
  sanctions: [],
  commendations: [],
};

export const covers = ({ from, to }: Span, day: LocalDay): boolean =>
  from <= day && (to === null || day <= to);

const later = (a: LocalDay, b: LocalDay): LocalDay => (a > b ? a : b);
const earlier = (a: LocalDay, b: LocalDay): LocalDay => (a < b ? a : b);

/** Overlapping and adjoining spans as one, so that no day is counted twice. */
const united = (spans: readonly Span[], last: LocalDay): { from: LocalDay; to: LocalDay }[] => {
  const sorted = spans
    .map(({ from, to }) => ({ from, to: to ?? last }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  const joined: { from: LocalDay; to: LocalDay }[] = [];
  for (const span of sorted) {
    const before = joined.at(-1);
    if (before === undefined || span.from > addDays(before.to, 1)) joined.push(span);
    else joined.splice(-1, 1, { from: before.from, to: later(before.to, span.to) });
  }
  return joined;
};

const NONE = ratio(0);
const WHOLE = ratio(12);

/**
 * Months of a year that some spans cover, exactly: a part of a month by its days.
 * @param calendar of the year; without it a calendar year
 */
export const monthsIn = (
  year: number,
  spans: readonly Span[],
  calendar: AppraisalCalendar = CALENDAR_MONTHS,
): Ratio => {
  const newYear = calendar.boundsOf(`${year}-01`).from;
  const { until: nextYear } = calendar.boundsOf(`${year}-12`);
  const touching = spans.filter(({ from, to }) => from < nextYear && (to ?? newYear) >= newYear);
  // Nearly every year of nearly everybody is all or nothing: a run reads all years of all officers.
  if (touching.length === 0) return NONE;
  const yearsEnd = addDays(nextYear, -1);
  if (touching.some(({ from, to }) => from <= newYear && (to ?? yearsEnd) >= yearsEnd))
    return WHOLE;
  const days = united(touching, yearsEnd);
  let sum = NONE;
  for (let month = `${year}-01`; month <= `${year}-12`; month = addMonths(month, 1)) {
    const { from: first, until } = calendar.boundsOf(month);
    const last = addDays(until, -1);
    const covered = days.reduce((total, { from, to }) => {
      const overlap = daysBetween(later(from, first), earlier(to, last)) + 1;
      return total + Math.max(0, overlap);
    }, 0);
    sum = sum.add(ratio(covered, daysBetween(first, until)));
  }
  return sum;
};

/** The calendar year of a day. */
export const yearOf = (day: LocalDay): number => Number(day.slice(0, 4));

/** The first day of the year after: a year's grade counts from it. */
export const turnAfter = (year: number): LocalDay => `${year + 1}-01-01`;
