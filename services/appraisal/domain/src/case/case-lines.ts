import type { ProposedGrade } from '../grade/grade-proposal.events.ts';
import type { LevelsOutcome } from '../level/levels.ts';
import type { MonthGrade } from '../scheme/scheme-document.ts';
import type { PaidMonth } from './case-budget.ts';
import type { MonthOfAll } from './case-month.ts';

/** Lines of everybody who has a grade in a month, as their units' proposals would have them. */
export const linesOf = (
  month: MonthOfAll,
  { pays }: PaidMonth,
  outcomes: readonly LevelsOutcome[],
): ProposedGrade[] => {
  const placed = outcomes.flatMap(({ placements }) => placements);
  const levels = new Map(placed.map(({ officer, unit: _unit, ...level }) => [officer, level]));
  return [...month].flatMap(([officer, { sheet }]) => {
    const { grade, total, post } = sheet;
    if (grade === null) return [];
    return [
      {
        ...{ decision: '', officer, post: post ?? '', grade: grade as MonthGrade },
        ...{ total: total ?? 0, performancePay: pays.get(officer) ?? 0 },
        level: levels.get(officer) ?? null,
      },
    ];
  });
};
