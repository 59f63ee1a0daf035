import type { LocalMonth } from '@ywk/kernel';
import type { DaySpan } from '../period/appraisal-calendar.ts';
import type { RuleBook } from '../scheme/rule-book.ts';
import { adjustmentOf, type ClosedMonth } from '../score/adjustment.ts';
import {
  cohortFigures,
  cohortKey,
  cohortLines,
  cohortValue,
  type CohortValues,
} from '../score/cohort.ts';
import type { CohortLine } from '../score/indicator-line.ts';
import { openSheet } from '../score/open-sheet.ts';
import { scoreSheet } from '../score/score-sheet.ts';
import type { Adjustment, OpenSheet, ScoreSheet } from '../score/sheet.ts';
import type { HeldRole } from '../score/stretch.ts';
import type { Stay } from '../stay/stays.ts';
import { postingsUpTo } from '../tally/posting.ts';
import type { Tally } from '../tally/tally.ts';

/** What is known of a person. */
export interface KnownPerson {
  readonly stays: readonly Stay[];
  readonly roles: readonly HeldRole[];
  /** Of all days, with every posting. */
  readonly tallies: readonly Tally[];
}

/** One officer's month, and what its recomputation holds fast. */
export interface MonthOfOne {
  readonly sheet: ScoreSheet;
  readonly closing: ClosedMonth;
  /** Of the days of the month, as they count in this revision. */
  readonly tallies: readonly Tally[];
}

/** A month of everybody. */
export type MonthOfAll = ReadonlyMap<string, MonthOfOne>;

/** What a month is computed from. */
export interface MonthInput {
  readonly period: LocalMonth;
  /** From 1, which an open month is on its way to. */
  readonly revision: number;
  /** The revision before this one. */
  readonly before?: MonthOfAll;
  readonly rules: RuleBook;
  readonly people: ReadonlyMap<string, KnownPerson>;
  readonly closed: ReadonlyMap<LocalMonth, MonthOfAll>;
  readonly above: (unit: string) => readonly string[];
}

const within = ({ tallies }: KnownPerson, { from, until }: DaySpan): Tally[] =>
  tallies.filter(({ day }) => day >= from && day < until);

const countedIn = (tallies: readonly Tally[], revision: number): Tally[] => {
  const postings = postingsUpTo(revision);
  return tallies.filter(({ posted }) => postings.includes(posted));
};

/** Values of all cohorts: among the people of the case. */
const cohortsOf = (sheets: readonly OpenSheet[]): CohortValues => {
  const shapes = new Map<string, CohortLine['shape']>();
  const figures = new Map<string, string[]>();
  for (const sheet of sheets) {
    const lines = cohortLines(sheet);
    for (const { cohort, id, shape } of lines) shapes.set(cohortKey(cohort, id), shape);
    for (const { cohort, indicator, value } of cohortFigures(lines)) {
      const key = cohortKey(cohort, indicator);
      figures.set(key, [...(figures.get(key) ?? []), value]);
    }
  }
  const values = [...shapes].map(
    ([key, shape]) => [key, cohortValue(shape, figures.get(key) ?? [])] as const,
  );
  return new Map(values.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
};

/** What late facts of closed months change in this one, oldest origin first. */
const adjustmentsOf = (
  officer: string,
  person: KnownPerson,
  { period, closed, rules }: MonthInput,
): Adjustment[] => {
  const late = person.tallies.filter(({ posted }) => posted === period);
  const origins = [...new Set(late.map(({ day }) => rules.months.monthOf(day)))].sort();
  return origins.flatMap((origin) => {
    const month = closed.get(origin)?.get(officer);
    if (month === undefined) return [];
    return [adjustmentOf(month.closing, within(person, rules.months.boundsOf(origin)), period)];
  });
};

/** A month of everybody, from what is known now. @throws Rejection SCHEME_MISSING, METRICS_MISSING */
export const monthOfAll = (input: MonthInput): MonthOfAll => {
  const { period, revision, before, people, above } = input;
  const rules = input.rules.of(period);
  const opened = [...people].map(([officer, person]) => {
    const { stays, roles } = person;
    const tallies = countedIn(within(person, rules.days), revision);
    const head = { officer, period, revision, rules, stays, roles, above };
    return { person, head, tallies, open: openSheet({ ...head, tallies }) };
  });
  const cohorts = cohortsOf(opened.map(({ open }) => open));
  const months = opened.map(({ person, head, tallies, open }) => {
    // Nothing adjusts a month that was cut off: what adjusted the first revision adjusts all others.
    const first = before?.get(head.officer)?.closing.adjustments;
    const adjustments = first ?? adjustmentsOf(head.officer, person, input);
    const closing = { ...head, cohorts, adjustments };
    return [head.officer, { sheet: scoreSheet(open, closing), closing, tallies }] as const;
  });
  return new Map(months);
};
