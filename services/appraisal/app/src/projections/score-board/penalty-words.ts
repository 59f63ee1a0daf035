import { graveMetrics, type SchemeBook } from '@ywk/appraisal-domain';
import type { PenaltyWordRow } from '../../persistence/penalty-word.store.ts';
import type { FoldedFact, FoldRules } from './fact-entries.ts';

/** By book: it is the same for every batch until rules change. */
const known = new WeakMap<SchemeBook, ReadonlySet<string>>();

const graveIn = (schemes: SchemeBook): ReadonlySet<string> => {
  const found = known.get(schemes) ?? new Set(schemes.all.flatMap(graveMetrics));
  known.set(schemes, found);
  return found;
};

const wordOf = ({ event, fact, entry }: FoldedFact): PenaltyWordRow => ({
  ...{ partition: event.partition, officer: fact.officer, pos: event.pos },
  act: fact.actId ?? fact.fact,
  word: {
    ...{ fact: fact.fact, code: fact.code, sign: entry.sign, occurredAt: fact.occurredAt },
    ...{ amounts: fact.amounts, eventId: event.eventId, evidence: fact.evidence },
  },
});

/**
 * What of a batch may open liability or belongs to an act that may: facts that name an act, and those
 * of which one alone can be grave. What somebody bears for another opens nothing (DOMAIN 2.16).
 */
export const penaltyWords = (
  facts: readonly FoldedFact[],
  { schemes }: Pick<FoldRules, 'schemes'>,
): PenaltyWordRow[] => {
  const grave = graveIn(schemes);
  return facts
    .filter(({ fact }) => fact.origin.kind !== 'liability')
    .filter(
      ({ fact, tallies }) => fact.actId !== null || tallies.some(({ metric }) => grave.has(metric)),
    )
    .map(wordOf);
};
