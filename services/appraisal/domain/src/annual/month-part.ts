import { clauseOf, customOf } from '../level/of-sheet.ts';
import type { ScoredStay, ScoreSheet } from '../score/sheet.ts';

/** What a year takes from a month's sheet beside its total and grade. */
export interface MonthPart {
  /** Exact custom score; null without a scored stay. */
  readonly custom: string | null;
  /** Hundredths in the penalty ledger. */
  readonly penalty: number;
  /** The clause that brought a veto. */
  readonly veto: string | null;
  readonly probation: boolean;
  /** Bonus clauses and deductions from the total that met a fact. */
  readonly clauses: readonly string[];
}

const clausesOf = ({ bonus, deductions }: ScoredStay): string[] =>
  [...bonus.clauses, ...deductions.clauses].flatMap(({ clause, count }) =>
    count > 0 ? [clause] : [],
  );

/** The part of a month that its year needs. */
export const monthPartOf = (sheet: ScoreSheet): MonthPart => {
  const scored = sheet.stays.filter((stay) => stay.status === 'SCORED');
  return {
    custom: customOf(sheet)?.toFraction() ?? null,
    penalty: sheet.penalty,
    veto: clauseOf(sheet, 'VETO'),
    probation: sheet.probation,
    clauses: [...new Set(scored.flatMap(clausesOf))].sort(),
  };
};
