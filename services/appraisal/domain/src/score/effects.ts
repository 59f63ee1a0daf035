import type { EffectDocument } from '../scheme/clause-document.ts';
import { factsByMetric, type ClauseSet } from './assign-facts.ts';
import { hitsOf, numberOf } from './hits.ts';
import type { Effect } from './sheet.ts';
import type { Stretch } from './stretch.ts';

/** What facts of a month bring about beside points; all that hold apply (DOMAIN 3.0c.5). */
export const effectsOf = (
  effects: readonly EffectDocument[],
  clauses: ClauseSet,
  stretches: readonly Stretch[],
): Effect[] => {
  const facts = factsByMetric(clauses, stretches);
  return effects.flatMap(({ id, label, effect, metric, atLeast }) => {
    const count = numberOf(facts.get(metric) ?? hitsOf(metric, stretches, false));
    return count >= atLeast ? [{ effect, clause: id, label, count }] : [];
  });
};
