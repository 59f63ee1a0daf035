import { IN_TIME, isMonthPosting } from '@ywk/appraisal-domain';
import { monthOf } from '@ywk/kernel';
import type { LogBatch } from '@ywk/projections';
import { copyFacts, type FactRow } from '../../persistence/fact.store.ts';
import { keepMarkers } from '../../persistence/marker.store.ts';
import { markDue, type DueSheet } from '../../persistence/sheet-due.store.ts';
import { addTallies } from '../../persistence/tally.store.ts';
import { keepPenaltyWords } from '../../persistence/penalty-word.store.ts';
import { markActs } from '../../persistence/liability-due.store.ts';
import { penaltyWords } from './penalty-words.ts';
import { coalesced, readBatch, type FoldedFact, type FoldRules } from './fact-entries.ts';

const rowOf = ({ event, fact, day, entry, ruling }: FoldedFact): FactRow => ({
  partition: event.partition,
  officer: fact.officer,
  pos: event.pos,
  month: `${monthOf(day)}-01`,
  fact: fact.fact,
  sign: entry.sign,
  code: fact.code,
  occurredMs: Date.parse(fact.occurredAt),
  recordedMs: Date.parse(event.recordedAt),
  posted: entry.posted,
  eventId: event.eventId,
  // Parsed from canonical text, members keep its order: this is that text again.
  amounts: JSON.stringify(fact.amounts),
  origin: JSON.stringify(fact.origin),
  evidence: fact.evidence,
  ruling,
});

/**
 * The provisional sheet that a fact changes: its own month's, or that of the month it adjusts. What
 * waits for a revision changes none.
 */
const dueOf = ({ event, fact, origin, entry: { posted } }: FoldedFact): DueSheet[] => {
  if (posted !== IN_TIME && !isMonthPosting(posted)) return [];
  const period = posted === IN_TIME ? origin : posted;
  return [{ partition: event.partition, officer: fact.officer, period }];
};

/** Facts in: copy, sums, markers and sheets to refresh, all in the transaction of the progress. */
export const foldFacts = async (batch: LogBatch, rules: FoldRules): Promise<void> => {
  const { facts, markers } = await readBatch(batch, rules);
  await copyFacts(batch.tx, facts.map(rowOf));
  await addTallies(batch.tx, 'tally', coalesced(facts));
  await markDue(batch.tx, facts.flatMap(dueOf));
  const words = penaltyWords(facts, rules);
  await keepPenaltyWords(batch.tx, words);
  await markActs(batch.tx, words);
  await keepMarkers(batch.tx, markers);
};
