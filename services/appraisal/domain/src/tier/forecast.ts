import type { Label, LocalDay } from '@ywk/kernel';
import { pointsOf } from '../scheme/decimal.ts';
import type { AnnualGrade } from '../scheme/annual-document.ts';
import { standingOf, type Standing } from './career.ts';
import { prospectOf, prospectText, type Prospect } from './promotion.ts';
import { turnAfter, yearOf, type TierHistory } from './tier-history.ts';
import type { TierRules } from './tier-rules.ts';

/** What an officer may expect; seats, sanctions and years to come are not known. */
export interface TierForecast extends Prospect {
  /** First day of the next tier if every year to come has this grade; null when it never leads there. */
  readonly earliest: Readonly<Record<'EXCELLENT' | 'COMPETENT', LocalDay | null>>;
  readonly says: Label;
}

/** The first year whose grade is still to come. */
const nextYear = (history: TierHistory, { on }: Standing): number => {
  const year = yearOf(on);
  const isGraded = history.years.some((each) => each.year === year - 1);
  return isGraded ? year : year - 1;
};

/** Whoever collects more than a lifetime of years never gets there. */
const LIFETIME = 60;

const earliest = (
  { history, standing, prospect }: { history: TierHistory; standing: Standing; prospect: Prospect },
  rules: TierRules,
  grade: AnnualGrade,
): LocalDay | null => {
  if (prospect.missing === 0) return turnAfter(yearOf(standing.on) - 1);
  if (pointsOf(rules.credits[grade]) === 0) return null;
  const first = nextYear(history, standing);
  for (let last = first; last < first + LIFETIME; last += 1) {
    const years = Array.from({ length: last - first + 1 }, (_, at) => first + at);
    const graded = years.map((year) => ({ year, grade, total: null }));
    const later = standingOf(
      { ...history, years: [...history.years, ...graded] },
      rules,
      turnAfter(last),
    );
    if (later.tier === standing.tier && later.credits >= prospect.needed) return turnAfter(last);
  }
  return null;
};

/** The forecast from where an officer stands; undefined without a tier, or at the top. */
export const forecastOf = (
  history: TierHistory,
  standing: Standing,
  rules: TierRules,
): TierForecast | undefined => {
  const prospect = prospectOf(standing, rules);
  if (prospect === undefined) return undefined;
  const given = { history, standing, prospect };
  return {
    ...prospect,
    earliest: {
      EXCELLENT: earliest(given, rules, 'EXCELLENT'),
      COMPETENT: earliest(given, rules, 'COMPETENT'),
    },
    says: prospectText(prospect),
  };
};
