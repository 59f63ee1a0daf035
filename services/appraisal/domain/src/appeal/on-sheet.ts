import { addDays } from '@ywk/kernel';
import type { ListedResult } from '../annual/results-proposal.events.ts';
import type { KnownFact } from '../explain/ground.ts';
import type { ForceLevel } from '../level/levels.ts';
import type { MetricBook } from '../metric/metric-book.ts';
import { metricsOfPost } from '../scheme/clause-metrics.ts';
import type { MonthRules } from '../scheme/rule-book.ts';
import type { ScoreSheet } from '../score/sheet.ts';
import type { ObjectionSubject } from './appeal.events.ts';

/** An officer's published month. */
export interface OwnResult {
  readonly sheet: ScoreSheet;
  readonly level: ForceLevel | null;
  /** Facts that count in it, by id. */
  readonly standing: ReadonlyMap<string, KnownFact>;
  readonly rules: MonthRules;
  readonly metrics: MetricBook;
}

/**
 * Whether an objection is about the own sheet: a fact that counts there, one of a code that could count
 * there, a metric that the post is scored by, the grade or the level that was given.
 */
export const isOnSheet = (
  { about, fact, code }: ObjectionSubject,
  { sheet, level, standing, rules, metrics }: OwnResult,
): boolean => {
  switch (about) {
    case 'FACT':
      return fact !== null && standing.has(fact);
    case 'MISSING_FACT':
      return code !== null && metrics.counts(code, addDays(rules.days.until, -1));
    case 'METRIC':
      return code !== null && metricsOfPost(rules, sheet.post ?? '').includes(code);
    case 'GRADE':
      return sheet.grade !== null;
    case 'LEVEL':
      return level !== null;
  }
};

/**
 * Whether an objection is about an officer's own year: its grade, or a part of its score that people
 * gave. The months in it have objections of their own.
 */
export const isOnYear = (
  { about, code }: ObjectionSubject,
  { year }: Pick<ListedResult, 'year'>,
): boolean => {
  if (year === null) return false;
  if (about === 'GRADE') return true;
  const given = year.parts.filter(({ part }) => part !== 'MONTH_TOTALS');
  return about === 'METRIC' && given.some(({ part }) => part === code);
};
