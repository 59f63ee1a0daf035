import { conductOf, type Conduct, type ConductWord } from '../conduct/told-conduct.ts';
import { pointsOf } from '../scheme/decimal.ts';
import type { GradedYear, Span, TierHistory, TierMove } from '../tier/tier-history.ts';
import type { RunOfficer } from '../tier/tier-run.ts';
import type { ToldStay } from './ask.ts';
import { employmentsOf } from './case-employments.ts';
import type { CaseAnnualGrade, CaseSpan } from './tier-steps.ts';

const gradeOf = (told: CaseAnnualGrade) => (typeof told === 'string' ? { grade: told } : told);

const hundredths = (value: string | number | undefined): number | null =>
  value === undefined ? null : pointsOf(value);

const lasting = ({ from, to }: CaseSpan): Span => ({ from, to: to ?? null });

/** What a story tells of careers beside decisions. */
export class CaseCareers {
  private readonly grades = new Map<string, Map<number, CaseAnnualGrade>>();
  private readonly leave = new Map<string, readonly CaseSpan[]>();
  private readonly words = new Map<string, readonly ConductWord[]>();

  /** Years that are told again replace what was told of them. */
  grade(officer: string, told: Readonly<Record<string, CaseAnnualGrade>>): void {
    const known = this.grades.get(officer) ?? new Map<number, CaseAnnualGrade>();
    for (const [year, grade] of Object.entries(told)) known.set(Number(year), grade);
    this.grades.set(officer, known);
  }

  tellLeave(officer: string, leave: readonly CaseSpan[]): void {
    this.leave.set(officer, leave);
  }

  /** A later word about the same case or commendation replaces the earlier. */
  say(officer: string, word: ConductWord): void {
    this.words.set(officer, [...(this.words.get(officer) ?? []), word]);
  }

  /** What duty told of an officer's conduct. */
  conductOf(officer: string): Conduct {
    return conductOf(this.words.get(officer) ?? []);
  }

  historyOf(
    officer: string,
    { stays, moves }: { readonly stays: readonly ToldStay[]; readonly moves: readonly TierMove[] },
  ): TierHistory {
    const years = [...(this.grades.get(officer) ?? [])].map(([year, told]): GradedYear => {
      const { grade, total } = { total: undefined, ...gradeOf(told) };
      return { year, grade, total: hundredths(total) };
    });
    const told = this.conductOf(officer);
    return {
      employments: employmentsOf(stays),
      ...{ years, moves },
      ...told,
      leave: (this.leave.get(officer) ?? []).map(lasting),
    };
  }

  /** What orders an officer among those who wait with the same total. */
  rankOf(officer: string, year: number): Pick<RunOfficer, 'rank'> {
    const told = this.grades.get(officer)?.get(year);
    if (told === undefined || typeof told === 'string') return {};
    const { custom, deducted, democratic } = told;
    return {
      rank: {
        custom: hundredths(custom),
        deducted: hundredths(deducted),
        democratic: hundredths(democratic),
      },
    };
  }
}
