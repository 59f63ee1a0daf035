import { ratio, type LocalDay, type Ratio } from '@ywk/kernel';
import type { DocumentedRight } from '../appeal/year-right.ts';
import { yearPartsOf, type ReviewResult } from '../review/review-result.ts';
import type { AnnualQuotaRules } from '../level/level-rules.ts';
import type { AnnualCompetitor, AnnualStanding } from '../level/place-excellent.ts';
import type { AnnualDocument } from '../scheme/annual-document.ts';
import { ratioFromText } from '../score/measured.ts';
import { addMonths } from '../tally/posting.ts';
import { annualScore, type AnnualScore } from './annual-score.ts';
import { totalsOf, type RolledMonth, type RollupSheet } from './rollup.ts';
import type { YearRules } from './year-rules.ts';

/** By what a year is graded. */
export interface YearGround {
  readonly annual: AnnualDocument;
  readonly quota: AnnualQuotaRules;
  readonly year: YearRules;
  /** The first day after the year. */
  readonly until: LocalDay;
}

/** An officer's year before the quota: the score, and what stands in its way. */
export interface OfficerYear {
  readonly competitor: AnnualCompetitor;
  readonly score: AnnualScore;
  /** Months that are failures. */
  readonly failed: number;
  /** The clause or standing that the rule rests on. */
  readonly by: string | null;
}

/** What people said of an officer's year. */
export interface JudgedYear {
  /** By the last round that judged the officer; null when none did. */
  readonly reviewed: ReviewResult | null;
  /** What rulings put right; null when none did. */
  readonly right: DocumentedRight | null;
}

/** Who was judged in no review has neither part: it is not 0. */
const NOT_REVIEWED = { LEADERS: 'NO_REVIEW', VOTES: 'NO_REVIEW' };

const meanOf = (values: readonly Ratio[]): Ratio | null =>
  values.length === 0
    ? null
    : values.reduce((sum, value) => sum.add(value), ratio(0)).div(values.length);

const exactOf = (text: string | null | undefined): Ratio | null =>
  text === null || text === undefined ? null : ratioFromText(text);

/** What a review settled, with what rulings put right in it. */
const reviewedParts = ({ reviewed, right }: JudgedYear) => {
  const settled = reviewed === null ? NOT_REVIEWED : yearPartsOf(reviewed);
  return { LEADERS: right?.leaders ?? settled.LEADERS, VOTES: right?.votes ?? settled.VOTES };
};

const democraticOf = ({ reviewed, right }: JudgedYear): Ratio | null =>
  exactOf(right?.votes ?? reviewed?.democratic.value);

/** The same day of the month, that many months before. */
const monthsBefore = (day: LocalDay, months: number): LocalDay =>
  `${addMonths(day.slice(0, 7), -months)}${day.slice(7)}`;

/** How many months are failures. */
export const failedIn = (
  months: readonly Pick<RolledMonth, 'grade'>[],
  { failedGrades }: YearRules,
): number => months.filter(({ grade }) => grade !== null && failedGrades.includes(grade)).length;

/** Who is only commented on: nothing was judged for long enough. */
const isCommentOnly = (
  { months, since }: { readonly months: RollupSheet['months']; readonly since: LocalDay },
  { year, until }: Pick<YearGround, 'year' | 'until'>,
): boolean =>
  months.at(-1)?.probation === true ||
  // All months are computed before a year is: in none of them was there anything to score.
  totalsOf(months).length === 0 ||
  since > monthsBefore(until, year.leastMonthsForGrade);

/** What bears on the year beside its score; the first that holds counts. */
export const standingOf = (
  { months, since, leaveMonths }: Pick<RollupSheet, 'months' | 'since' | 'leaveMonths'>,
  failed: number,
  { year, until }: Pick<YearGround, 'year' | 'until'>,
): AnnualStanding | null => {
  const leave = ratioFromText(leaveMonths);
  if (leave.compare(ratio(year.mostLeaveMonths)) > 0) return 'LONG_LEAVE';
  if (since === null || isCommentOnly({ months, since }, { year, until })) return 'COMMENT_ONLY';
  if (year.failedMonths > 0 && failed >= year.failedMonths) return 'FAILED_MONTHS';
  return since <= monthsBefore(until, year.leastMonthsForExcellent) ? null : 'SHORT_SERVICE';
};

const firstOf = (months: readonly RolledMonth[], wanted: readonly string[]): string | null =>
  months.flatMap(({ clauses }) => clauses).find((clause) => wanted.includes(clause)) ?? null;

/** A reason for excellent without a seat: a commendation of the year, or a fact of its months. */
export const offQuotaReason = (
  { months, commendations = [] }: Pick<RollupSheet, 'months' | 'commendations'>,
  reasons: readonly string[],
): string | null =>
  commendations.find((code) => reasons.includes(code)) ?? firstOf(months, reasons);

/** What the year rests on: the ruling that graded it, a veto, a ruling on a part, a clause. */
const groundOf = (
  right: DocumentedRight | null,
  veto: string | null,
  clause: string | null,
): string | null => {
  const document = right?.document ?? null;
  return right?.grade ? document : (veto ?? document ?? clause);
};

/** What an officer's year comes to before the seats are given (DOMAIN 3.0 Annual, 3.0c.14). */
export const yearOfOfficer = (
  sheet: RollupSheet,
  judged: JudgedYear,
  ground: YearGround,
): OfficerYear => {
  const { right } = judged;
  const { months, officer, unit } = sheet;
  const told = { months: totalsOf(months), leaders: [], votes: { given: {}, eligible: 0 } };
  const score = annualScore({ ...told, reviewed: reviewedParts(judged) }, ground.annual);
  const failed = failedIn(months, ground.year);
  const veto = months.flatMap((month) => month.veto ?? [])[0] ?? null;
  const sanction = sheet.sanctions[0] ?? firstOf(months, ground.year.sanctions);
  const offQuota = offQuotaReason(sheet, ground.quota.offQuotaReasons);
  const standing = standingOf(sheet, failed, ground);
  const competitor: AnnualCompetitor = {
    ...{ officer, unit, total: score.total, grade: score.grade, veto, offQuota, standing },
    custom: meanOf(months.flatMap(({ custom }) => (custom === null ? [] : ratioFromText(custom)))),
    penalty: months.reduce((sum, { penalty }) => sum + penalty, 0),
    democratic: democraticOf(judged),
    months: months.flatMap(({ grade }) => grade ?? []),
    sanctioned: sanction !== null,
    ...{ forced: null, steps: 0, ruled: right?.grade ?? null },
    probation: months.at(-1)?.probation === true,
    longLeave: standing === 'LONG_LEAVE',
  };
  return { competitor, score, failed, by: groundOf(right, veto, sanction ?? offQuota) };
};
