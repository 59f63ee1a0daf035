/** What becomes of a fact of a month that is final (DOMAIN 3.0b After publication, §5 row 10). */
export const LATE_POLICIES = ['ADJUST_NEXT', 'REOPEN', 'IGNORE_SCORE'] as const;
export type LatePolicy = (typeof LATE_POLICIES)[number];

/** Clocks of a month's close, and what becomes of facts that come after it (DOMAIN 3.0). */
export interface PeriodRules {
  /** Day of the next month at whose 00:00 the month is cut off, 1…28. */
  readonly cutOffDay: number;
  /** Working days after the day of publication, which is day 0. */
  readonly publicityDays: number;
  readonly objectionDays: number;
  readonly lateEvent: LatePolicy;
}

/** As RC-1 has it: the values of a scheme that says nothing about its periods. */
export const RC_1_PERIODS: PeriodRules = {
  cutOffDay: 4,
  publicityDays: 5,
  objectionDays: 3,
  lateEvent: 'ADJUST_NEXT',
};
