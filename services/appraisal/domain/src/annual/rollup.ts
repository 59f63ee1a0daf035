import { ratio, toHundredths, type LocalDay, type LocalMonth } from '@ywk/kernel';
import type { MonthPart } from './month-part.ts';

/** A month as it goes into a longer period. */
export interface RolledMonth extends MonthPart {
  readonly period: LocalMonth;
  readonly revision: number;
  readonly unit: string | null;
  /** Hundredths of a point; null without a score. */
  readonly total: number | null;
  readonly grade: string | null;
}

/** What an officer's quarter, half-year or year is put together from. */
export interface RollupSheet {
  readonly officer: string;
  readonly calendar: string;
  readonly period: string;
  /** Of the last month. */
  readonly scheme: string;
  /** Where the officer stands in the last month. */
  readonly unit: string;
  readonly months: readonly RolledMonth[];
  /** Mean of the months that have a total, in hundredths; null without any. */
  readonly total: number | null;
  /** First day of the employment; null for who is not in service at the end. */
  readonly since: LocalDay | null;
  /** Codes of sanctions in force on a day of the calendar year. */
  readonly sanctions: readonly string[];
  /** Codes of commendations of the calendar year; absent in sheets from before they were kept. */
  readonly commendations?: readonly string[];
  /** Months of approved leave in the calendar year, exact. */
  readonly leaveMonths: string;
}

/** Totals of the months that have one, in order. */
export const totalsOf = (months: readonly RolledMonth[]): number[] =>
  months.flatMap(({ total }) => total ?? []);

/** The mean of month totals, rounded HALF_UP once (DOMAIN 3.0c.14). */
const meanOf = (totals: readonly number[]): number | null =>
  totals.length === 0
    ? null
    : toHundredths(
        ratio(
          totals.reduce((sum, total) => sum + total, 0),
          totals.length * 100,
        ),
      );

/** Puts a period together; null for who has no place in its last month. */
export const rollUp = (
  told: Omit<RollupSheet, 'unit' | 'total'> & { readonly last: LocalMonth },
): RollupSheet | null => {
  const { last, ...sheet } = told;
  const end = told.months.find(({ period }) => period === last);
  if (end === undefined || end.unit === null) return null;
  return { ...sheet, unit: end.unit, total: meanOf(totalsOf(told.months)) };
};
