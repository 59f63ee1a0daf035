import type { AnnualDocument, AnnualGrade } from '../scheme/annual-document.ts';
import { isScored, type Competitor, type Scored } from './competitor.ts';
import { fillCeiling } from './fill.ts';
import type { AnnualQuotaRules } from './level-rules.ts';
import type { LevelReport, QuotaUse } from './levels.ts';
import { isOutside } from './sort-people.ts';
import { seatsOf } from './quota.ts';
import { reportsOf } from './reports.ts';

/** What bears on a year beside its score (DOMAIN 2.12). */
export type AnnualStanding = 'COMMENT_ONLY' | 'LONG_LEAVE' | 'FAILED_MONTHS' | 'SHORT_SERVICE';

/** One person's year before the quota. */
export interface AnnualCompetitor extends Competitor {
  /** By thresholds alone; null while a part of the year is missing. */
  readonly grade: AnnualGrade | null;
  /** Grades of his months. */
  readonly months: readonly string[];
  readonly sanctioned: boolean;
  readonly standing: AnnualStanding | null;
  /** The grade that a ruling gave; it takes a seat before all others. */
  readonly ruled: AnnualGrade | null;
}

/** Why somebody has his annual grade. */
export type AnnualRule =
  | 'SEAT'
  | 'OFF_QUOTA'
  | 'NO_SEAT'
  | 'BARRED_BY_MONTH'
  | 'BARRED_BY_SANCTION'
  | 'SHORT_SERVICE'
  | 'FAILED_MONTHS'
  | 'COMMENT_ONLY'
  | 'LONG_LEAVE'
  | 'THRESHOLD'
  | 'VETO'
  | 'OUTSIDE'
  /** By a ruling on an objection. */
  | 'RULING';

export interface AnnualPlacement {
  readonly officer: string;
  readonly grade: AnnualGrade | null;
  readonly rule: AnnualRule;
}

/** Annual grades of a group, and the quota that decided who is excellent. */
export interface AnnualOutcome {
  readonly quota: QuotaUse;
  /** By officer id. */
  readonly placements: readonly AnnualPlacement[];
  readonly reports: readonly LevelReport[];
}

type Candidate = AnnualCompetitor & Scored;

/** What decides the year whatever its score; null when the score does. */
const settledBy = ({ veto, standing, ruled }: AnnualCompetitor): AnnualRule | null => {
  if (ruled !== null) return 'RULING';
  // A veto makes the year incompetent, whether or not the person is counted (DOMAIN 3.0b).
  if (veto !== null) return 'VETO';
  return standing === 'SHORT_SERVICE' ? null : standing;
};

/** Why a person gets no seat whatever the others did; null for a candidate. */
const ruleBefore = (person: AnnualCompetitor, rules: AnnualQuotaRules): AnnualRule | null => {
  const settled = settledBy(person);
  if (settled !== null) return settled;
  if (isOutside(person, rules.base) || person.grade === null) return 'OUTSIDE';
  return person.grade === 'EXCELLENT' ? barredBy(person, rules) : 'THRESHOLD';
};

/** What bars from the best grade who reached its threshold. */
const barredBy = (person: AnnualCompetitor, rules: AnnualQuotaRules): AnnualRule | null => {
  if (person.standing === 'SHORT_SERVICE') return 'SHORT_SERVICE';
  if (person.months.some((grade) => rules.barredByGrades.includes(grade))) return 'BARRED_BY_MONTH';
  if (rules.barredBySanction && person.sanctioned) return 'BARRED_BY_SANCTION';
  return null;
};

const isHonoured = ({ offQuota }: AnnualCompetitor, rules: AnnualQuotaRules): boolean =>
  offQuota !== null && rules.offQuotaReasons.includes(offQuota);

const isCounted = (person: AnnualCompetitor, rules: AnnualQuotaRules): boolean => {
  const { base } = rules;
  if (isOutside(person, base) || person.standing === 'COMMENT_ONLY') return false;
  if (person.veto !== null) return base.veto;
  return base.offQuota || ruleBefore(person, rules) !== null || !isHonoured(person, rules);
};

/** Who reached the threshold of the best grade without a seat keeps the next one. */
const gradeBy = (
  rule: AnnualRule,
  { grade, ruled }: AnnualCompetitor,
  grades: AnnualDocument['grades'],
): AnnualGrade | null => {
  switch (rule) {
    case 'SEAT':
    case 'OFF_QUOTA':
      return 'EXCELLENT';
    case 'NO_SEAT':
    case 'BARRED_BY_MONTH':
    case 'BARRED_BY_SANCTION':
    case 'SHORT_SERVICE':
      return grades.find((each) => each.grade !== 'EXCELLENT')?.grade ?? null;
    case 'THRESHOLD':
      return grade;
    case 'RULING':
      return ruled;
    case 'VETO':
    case 'FAILED_MONTHS':
      return 'INCOMPETENT';
    case 'COMMENT_ONLY':
    case 'LONG_LEAVE':
    case 'OUTSIDE':
      return null;
  }
};

/**
 * Gives the seats of the excellent among those whom the year's threshold makes candidates; the others
 * keep the grade of their threshold (DOMAIN 3.0 Annual, W3).
 * @param grades of the scheme's year, the highest first
 */
export const placeExcellent = (
  people: readonly AnnualCompetitor[],
  rules: AnnualQuotaRules,
  grades: AnnualDocument['grades'],
): AnnualOutcome => {
  const n = people.filter((person) => isCounted(person, rules)).length;
  const known = people.map((person) => ({ person, rule: ruleBefore(person, rules) }));
  const eligible = known.flatMap(({ person, rule }) =>
    rule === null && isScored(person) ? [person as Candidate] : [],
  );
  const honoured = eligible.filter((person) => isHonoured(person, rules));
  const candidates = eligible.filter((person) => !isHonoured(person, rules));
  const { seats } = seatsOf(rules.excellent, n);
  const ruled = people.filter((person) => person.ruled === 'EXCELLENT').length;
  const { taken, cut, tie, tied } = fillCeiling(candidates, Math.max(0, seats - ruled), rules);
  const withSeat = new Set<Competitor>(taken);
  const offQuota = new Set<Competitor>(honoured);
  const ruleOf = (person: AnnualCompetitor): AnnualRule => {
    if (withSeat.has(person)) return 'SEAT';
    return offQuota.has(person) ? 'OFF_QUOTA' : 'NO_SEAT';
  };
  const quota: QuotaUse = {
    ...{ quota: 'EXCELLENT', share: String(rules.excellent.share), n, seats },
    ...{ used: taken.length + ruled, cut, tie, tied, competitors: candidates.length },
  };
  const placements = known
    .map(({ person, rule: before }) => {
      const rule = before ?? ruleOf(person);
      return { officer: person.officer, grade: gradeBy(rule, person, grades), rule };
    })
    .sort((a, b) => (a.officer < b.officer ? -1 : 1));
  return { quota, placements, reports: reportsOf(quota) };
};
