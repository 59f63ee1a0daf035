import { hundredthsText } from '@ywk/kernel';
import type { ExplainedDecision } from './decision.view.ts';
import type { Differences, ExplainedMonth } from '../projections/score-board/known-scores.query.ts';

/** An explanation before it has a form. */
export interface Explaining {
  readonly explained: ExplainedMonth;
  /** Null while nobody has approved a grade of the month. */
  readonly decision: ExplainedDecision | null;
  readonly asOf: string | null;
}

const shownTotal = (total: number | null): string | null =>
  total === null ? null : hundredthsText(total);

/** An explanation as it is sent: the tree, and around it what would change it and whom it stands among. */
export const explanationShown = ({ explained, decision, asOf }: Explaining): object => {
  const { explanation, units: _units, smallestChange, trend, ...around } = explained;
  const { facts, ...tree } = explanation;
  return {
    ...tree,
    ...around,
    asOf,
    decision,
    smallestChange:
      smallestChange === null
        ? null
        : {
            ...smallestChange,
            before: { ...smallestChange.before, shown: shownTotal(smallestChange.before.total) },
            after: { ...smallestChange.after, shown: shownTotal(smallestChange.after.total) },
          },
    trend: trend.map((month) => ({ ...month, shown: shownTotal(month.total) })),
    facts,
  };
};

/** Differences as they are sent: every number also as people write it. */
export const differencesShown = (
  { then, now, points, changes, facts }: Differences,
  asOf: string,
): object => ({
  asOf,
  then: { ...then, shown: shownTotal(then.total) },
  now: { ...now, shown: shownTotal(now.total) },
  changes: changes.map((change) => ({ ...change, shown: hundredthsText(change.points) })),
  points,
  shown: hundredthsText(points),
  facts,
});
