import { addDays } from '@ywk/kernel';
import { NO_CONDUCT, type Conduct } from '../conduct/told-conduct.ts';
import type { PlacementEvent } from '../stay/stays.ts';
import type { Employment, GradedYear, TierHistory, TierMove } from './tier-history.ts';

/** Employments as recruitment told them, in the order it did. */
export const employmentsOf = (events: readonly PlacementEvent[]): Employment[] => {
  const found: Employment[] = [];
  for (const event of events) {
    const last = found.at(-1);
    if (event.kind === 'HIRED') {
      // Who is hired again without having left goes over from one employment to the next.
      if (last !== undefined && (last.to === null || last.to >= event.from)) {
        found.splice(-1, 1, { ...last, to: addDays(event.from, -1) });
      }
      found.push({ from: event.from, to: null, tier: event.tier });
    }
    if (event.kind === 'LEFT' && last !== undefined) found.splice(-1, 1, { ...last, to: event.on });
  }
  return found;
};

/** A decision about an officer that bears on the career. */
export type ToldDecision =
  | { readonly kind: 'TIER'; readonly move: TierMove }
  | { readonly kind: 'ANNUAL_GRADE'; readonly graded: ToldYear };

/** A year as it was told; without a grade there was only a comment. */
export type ToldYear = Omit<GradedYear, 'grade'> & { readonly grade: GradedYear['grade'] | null };

/**
 * A career's history from what personnel, decisions and conduct tell; a later word about a year
 * replaces the earlier.
 */
export const historyOf = (
  placements: readonly PlacementEvent[],
  decisions: readonly ToldDecision[],
  conduct: Conduct = NO_CONDUCT,
): TierHistory => {
  const years = new Map<number, GradedYear>();
  for (const told of decisions) {
    if (told.kind !== 'ANNUAL_GRADE') continue;
    const { grade, ...year } = told.graded;
    if (grade === null) years.delete(year.year);
    else years.set(year.year, { ...year, grade });
  }
  return {
    ...conduct,
    employments: employmentsOf(placements),
    years: [...years.values()],
    moves: decisions.flatMap((told) => (told.kind === 'TIER' ? [told.move] : [])),
  };
};
