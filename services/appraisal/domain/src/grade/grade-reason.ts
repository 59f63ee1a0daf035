import { hundredthsText } from '@ywk/kernel';
import { pointsOf } from '../scheme/decimal.ts';
import type { SchemeDocument } from '../scheme/scheme-document.ts';

/** Why a month has its grade: the rule, and the range in which the total lies. */
export interface GradeReason {
  /** JSON Pointer into the scheme: a grade, or the effect that takes grades away. */
  readonly clause: string;
  /** Hundredths: least total of the grade, and of the one above; null where there is none. */
  readonly atLeast: number | null;
  readonly below: number | null;
  /** "90.30 ≥ 90.00 < 95.00 → G2" */
  readonly working: string;
}

const effectClause = (by: string | null, { effects }: Pick<SchemeDocument, 'effects'>): string => {
  const at = effects.findIndex(({ id }) => id === by);
  return at < 0 ? '/effects' : `/effects/${at}`;
};

/**
 * Explains a grade by its total.
 * @param by clause of the effect that took the grade away, where it is known
 */
export const gradeReason = (
  { grade, total, by = null }: { grade: string; total: number; by?: string | null },
  document: Pick<SchemeDocument, 'grades' | 'effects'>,
): GradeReason => {
  const at = document.grades.findIndex((each) => each.grade === grade);
  const [own, above] = [document.grades[at], document.grades[at - 1]];
  const text = hundredthsText(total);
  if (own === undefined) {
    const clause = effectClause(by, document);
    return { clause, atLeast: null, below: null, working: `${text} → ${grade}` };
  }
  const atLeast = pointsOf(own.atLeast);
  const below = above === undefined ? null : pointsOf(above.atLeast);
  const under = below === null ? '' : ` < ${hundredthsText(below)}`;
  const working = `${text} ≥ ${hundredthsText(atLeast)}${under} → ${grade}`;
  return { clause: `/grades/${at}`, atLeast, below, working };
};
