import type { Ratio } from '@ywk/kernel';
import type { DemoBureau, DemoOfficer } from '../bureau/people.ts';
import type { Expectation } from './expectation.ts';
import { valueOf, type Indicator, type Month } from './indicator.ts';
import { CUSTOM } from './rc-1-posts.ts';
import { expectedScore, type ExpectedScore } from './score.ts';

/** Whom an indicator compares: a team for its median, all of a post for places; else nobody. */
const cohortOf = ({ kind, id }: Indicator, { team, unit, post }: DemoOfficer): string | null => {
  if (kind === 'median') return `${id}/${team ?? unit}`;
  return kind === 'place' ? `${id}/${post}` : null;
};

/** Figures of all cohorts, from the months of the bureau's own people. */
class Cohorts {
  private readonly figures = new Map<string, Ratio[]>();

  add(indicator: Indicator, officer: DemoOfficer, month: Month): void {
    const cohort = cohortOf(indicator, officer);
    if (cohort === null || !('part' in indicator)) return;
    const figure = valueOf(month, indicator);
    if (figure === null) return;
    const known = this.figures.get(cohort);
    if (known === undefined) this.figures.set(cohort, [figure]);
    else known.push(figure);
  }

  of(indicator: Indicator, officer: DemoOfficer): readonly Ratio[] {
    return this.figures.get(cohortOf(indicator, officer) ?? '') ?? [];
  }
}

/** The month of everybody, worked out from what really happened to them. By officer. */
export const monthOfBureau = (
  { officers }: Pick<DemoBureau, 'officers'>,
  calls: Pick<Expectation, 'of'>,
): Map<string, ExpectedScore> => {
  const months = officers.map((officer) => {
    const { totals, acts } = officer.work;
    const month: Month = { counts: { ...calls.of(officer), ...totals }, acts };
    return { officer, month, custom: CUSTOM[officer.post] };
  });
  const cohorts = new Cohorts();
  for (const { officer, month, custom } of months) {
    for (const indicator of custom) cohorts.add(indicator, officer, month);
  }
  return new Map(
    months.map(({ officer, month, custom }) => [
      officer.officer,
      expectedScore(custom, month, (indicator) => cohorts.of(indicator, officer)),
    ]),
  );
};
