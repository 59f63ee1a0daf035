import { exactly } from '../scheme/decimal.ts';
import type { IndicatorDocument } from '../scheme/indicator-document.ts';
import type { StayInPeriod } from '../stay/stays.ts';
import type { AssignedFacts } from './assign-facts.ts';
import type { OpenIndicator } from './indicator-line.ts';
import { openIndicator } from './indicator.ts';
import type { SheetInput } from './ruled-stays.ts';
import type { StayFacts } from './shapes.ts';
import { allCounts, rolesMostDays, type Stretch } from './stretch.ts';

/** Works an indicator out. */
type LineOf = (indicator: IndicatorDocument) => OpenIndicator;

/** How the indicators of a group see a stay. */
export const linesOf = (
  { rules: { scheme, rates } }: SheetInput,
  stay: StayInPeriod,
  { seen, assigned }: { seen: readonly Stretch[]; assigned: AssignedFacts },
): LineOf => {
  const { rounding } = scheme.document;
  const cohorts = { TEAM: stay.team ?? stay.unit, UNIT: stay.unit, POST: `post:${stay.post}` };
  const held = rolesMostDays(seen);
  const counts = allCounts(seen);
  return (indicator) => {
    const coefficientOf = (roles: readonly string[]) =>
      exactly(scheme.coefficientOf(indicator, roles));
    const facts: StayFacts = {
      ...{ counts, stretches: seen, assigned, rates, cohorts, rounding },
      coefficientOf: (stretch) => coefficientOf(stretch.roles),
      coefficient: coefficientOf(held),
    };
    return openIndicator(indicator, facts);
  };
};

/** Custom indicators do not see what a stay inherits. */
export const seenBy = (
  id: 'public' | 'custom',
  stretches: readonly Stretch[],
): readonly Stretch[] =>
  id === 'public' ? stretches : stretches.filter(({ inherited }) => !inherited);
