import { decidedChanges, type DecidedStanding } from '@ywk/appraisal-domain';
import { hundredthsText } from '@ywk/kernel';
import type { MonthDecided } from './month-reading.ts';
import type { ExplainedTier } from './tier-explaining.ts';
import type { Differences, ExplainedMonth } from '../projections/score-board/known-scores.query.ts';

/** An explanation before it has a form. */
export interface Explaining {
  readonly explained: ExplainedMonth;
  readonly decided: MonthDecided;
  readonly tier: ExplainedTier;
  readonly asOf: string | null;
}

const shownTotal = (total: number | null): string | null =>
  total === null ? null : hundredthsText(total);

/** An explanation as it is sent: the tree, and around it what would change it and whom it stands among. */
export const explanationShown = ({ explained, decided, tier, asOf }: Explaining): object => {
  const { explanation, units: _units, smallestChange, trend, ...around } = explained;
  const { facts, ...tree } = explanation;
  return {
    ...tree,
    ...around,
    asOf,
    ...decided,
    tier,
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

/** What is looked at differently, and what is decided otherwise. */
export interface Differing {
  readonly scored: Differences;
  readonly decided: {
    readonly then: DecidedStanding;
    readonly now: DecidedStanding;
  };
  /** The two instants; null for now. */
  readonly asOf: string;
  readonly until: string | null;
}

/** Differences as they are sent: every number also as people write it. */
export const differencesShown = ({ scored, decided, asOf, until }: Differing): object => {
  const { then, now, points, changes, facts } = scored;
  return {
    ...{ asOf, until },
    then: { ...then, shown: shownTotal(then.total) },
    now: { ...now, shown: shownTotal(now.total) },
    changes: changes.map((change) => ({ ...change, shown: hundredthsText(change.points) })),
    points,
    shown: hundredthsText(points),
    decided: { ...decided, changes: decidedChanges(decided.then, decided.now) },
    facts,
  };
};
