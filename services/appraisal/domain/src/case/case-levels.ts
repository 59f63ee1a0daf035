import { serviceIn, wholeYear } from '../annual/service.ts';
import { ratio, toHundredths, type LocalMonth, type Ratio } from '@ywk/kernel';
import { annualScore, type AnnualInput } from '../annual/annual-score.ts';
import { monthPartOf } from '../annual/month-part.ts';
import type { RolledMonth } from '../annual/rollup.ts';
import { failedIn, offQuotaReason, standingOf } from '../annual/year-of-officer.ts';
import { levelReason, type LevelReason } from '../level/level-words.ts';
import type { LevelPlacement } from '../level/levels.ts';
import { clauseOf, customOf } from '../level/of-sheet.ts';
import {
  placeExcellent,
  type AnnualCompetitor,
  type AnnualOutcome,
} from '../level/place-excellent.ts';
import { annualRulesIn } from '../review/evaluation-pairs.ts';
import type { SettledParts } from '../review/review-result.ts';
import { exactly } from '../scheme/decimal.ts';
import { ratioFromText } from '../score/measured.ts';
import type { ScoreSheet } from '../score/sheet.ts';
import type { FoundYear } from './ask.ts';
import type { CaseYear } from './case-document.ts';
import type { CaseState } from './case-state.ts';
import { levelsOfMonth } from './month-levels.ts';

/** A level, and why. */
export interface FoundLevel {
  readonly placement: LevelPlacement;
  readonly reason: LevelReason;
}

/** The level of one officer of a closed month; null while the month is open. */
export const levelOf = (
  state: CaseState,
  period: LocalMonth,
  officer: string,
): FoundLevel | null => {
  for (const outcome of levelsOfMonth(state, period)) {
    const placement = outcome.placements.find((each) => each.officer === officer);
    if (placement !== undefined) return { placement, reason: levelReason(placement, outcome) };
  }
  return null;
};

/** What the year is told itself stands; a review gives what it is not told. */
const yearInput = (
  { leaders, votes }: Partial<CaseYear> = {},
  settled?: SettledParts,
): Omit<AnnualInput, 'months'> => ({
  leaders: (leaders ?? []).map(String),
  votes: votes ?? { given: {}, eligible: 0 },
  ...(settled && {
    reviewed: {
      ...(leaders === undefined && { LEADERS: settled.LEADERS }),
      ...(votes === undefined && { VOTES: settled.VOTES }),
    },
  }),
});

/** The composite of a year: from what was told of it, from its review and its closed months. */
export const yearOf = (state: CaseState, officer: string, year: number): FoundYear => {
  const told = state.yearOf(officer, year);
  const closed = state.closedIn(year).flatMap((month) => month.get(officer)?.sheet.total ?? []);
  const months = told?.months?.map((total) => toHundredths(exactly(total))) ?? closed;
  const input = { months, ...yearInput(told, state.reviewedOf(officer, year)) };
  const { document, reviews } = state.yearRules(year);
  const annual = annualRulesIn(document.annual, reviews, state.unitsOf(officer, year));
  return { score: annualScore(input, annual), months };
};

const meanOf = (values: readonly Ratio[]): Ratio | null =>
  values.length === 0
    ? null
    : values.reduce((sum, value) => sum.add(value), ratio(0)).div(values.length);

/** What the closed months of a year say of an officer. */
const ofMonths = (state: CaseState, officer: string, year: number) => {
  const sheets = state.closedIn(year).flatMap((month) => month.get(officer)?.sheet ?? []);
  return {
    custom: meanOf(sheets.flatMap((sheet) => customOf(sheet) ?? [])),
    penalty: sheets.reduce((sum, { penalty }) => sum + penalty, 0),
    veto: sheets.flatMap((sheet) => clauseOf(sheet, 'VETO') ?? [])[0] ?? null,
    months: sheets.flatMap(({ grade }) => grade ?? []),
  };
};

/** What bears on the year beside its score, by the closed months, the employment and the conduct. */
const besideScore = (state: CaseState, officer: string, year: number) => {
  const months = state.closedIn(year).flatMap((month): RolledMonth[] => {
    const sheet = month.get(officer)?.sheet;
    if (sheet === undefined) return [];
    const { period, unit, total, grade } = sheet;
    return [{ period, unit, total, grade, revision: 1, ...monthPartOf(sheet) }];
  });
  const { scheme, days } = state.rules(`${year}-12`);
  const rules = { year: scheme.year, until: days.until };
  const service = serviceIn(state.careerOf(officer), wholeYear(year, state.book.months));
  const told = { months, ...service };
  return {
    sanctioned: service.sanctions.length > 0,
    offQuota: offQuotaReason(told, scheme.annualQuota.offQuotaReasons),
    standing: standingOf(told, failedIn(months, rules.year), rules),
  };
};

const competitorOfYear = (
  state: CaseState,
  { officer, unit, probation }: ScoreSheet,
  year: number,
): AnnualCompetitor => {
  const { score } = yearOf(state, officer, year);
  const votes = score.parts.find(({ part }) => part === 'VOTES')?.value ?? null;
  return {
    ...{ officer, unit: unit ?? '', probation },
    ...{ total: score.total, grade: score.grade },
    ...ofMonths(state, officer, year),
    democratic: votes === null ? null : ratioFromText(votes),
    ...{ forced: null, longLeave: false, steps: 0, ruled: null },
    ...besideScore(state, officer, year),
  };
};

/** Who is excellent among those who stand in a unit in December. */
export const excellentOf = (state: CaseState, unit: string, year: number): AnnualOutcome => {
  const { scheme } = state.rules(`${year}-12`);
  const people = [...state.month(`${year}-12`).values()]
    .filter(({ sheet }) => sheet.unit === unit)
    .map(({ sheet }) => competitorOfYear(state, sheet, year));
  return placeExcellent(people, scheme.annualQuota, scheme.document.annual.grades);
};
