import type { IndicatorDocument } from '../scheme/indicator-document.ts';
import type { PostRules } from '../scheme/scheme.ts';
import { staysIn } from '../stay/stays.ts';
import type { AssignedFacts } from './assign-facts.ts';
import { isCohortLine } from './cohort.ts';
import { linesOf, seenBy } from './group-lines.ts';
import type { CohortLine } from './indicator-line.ts';
import { rulesOf, ruledStays, type RuledStay, type SheetInput } from './ruled-stays.ts';

const isCohortIndicator = ({ shape }: IndicatorDocument): boolean =>
  shape === 'COHORT_MEDIAN' || shape === 'RANK';

const asksOthers = (rules: PostRules | undefined): boolean =>
  rules?.groups.some(({ indicators }) => indicators.some(isCohortIndicator)) ?? false;

/** Figures of cohorts rest on metrics, never on clauses. */
const NOTHING_ASSIGNED: AssignedFacts = new Map();

const linesOfStay = (input: SheetInput, { stay, rules, stretches }: RuledStay): CohortLine[] =>
  rules.groups.flatMap(({ id, indicators }) => {
    const seen = seenBy(id, stretches);
    const lineOf = linesOf(input, stay, { seen, assigned: NOTHING_ASSIGNED });
    return indicators.filter(isCohortIndicator).map(lineOf).filter(isCohortLine);
  });

/** Whether anything is compared with others in a month: nobody else is in a cohort. */
export const isInCohorts = (input: Omit<SheetInput, 'tallies'>): boolean =>
  staysIn(input.stays, input.rules.days).some((stay) => asksOthers(rulesOf(input, stay)));

/**
 * The lines of a sheet that wait for cohort values, without the rest of it: what one officer's
 * month brings into the cohorts of others.
 */
export const openCohortLines = (input: SheetInput): CohortLine[] => {
  if (!isInCohorts(input)) return [];
  const stays = staysIn(input.stays, input.rules.days);
  return ruledStays(input, stays).flatMap((each) =>
    'rules' in each ? linesOfStay(input, each) : [],
  );
};
