import { IN_TIME, OUTSIDE_HORIZON } from '@ywk/appraisal-domain';
import { canonicalText } from '@ywk/contracts';
import { localDay, monthOf } from '@ywk/kernel';
import type { LogBatch } from '@ywk/projections';
import { copyFacts, type FactRow } from '../../persistence/fact.store.ts';
import { keepMarkers } from '../../persistence/marker.store.ts';
import { markDue, type DueSheet } from '../../persistence/sheet-due.store.ts';
import { addTallies } from '../../persistence/tally.store.ts';
import { coalesced, readBatch, type FoldedFact, type FoldRules } from './fact-entries.ts';

const rowOf = ({ event, fact, entry }: FoldedFact): FactRow => ({
  partition: event.partition,
  officer: fact.officer,
  pos: event.pos,
  month: `${monthOf(localDay(fact.occurredAt))}-01`,
  fact: fact.fact,
  sign: entry.sign,
  code: fact.code,
  occurredMs: Date.parse(fact.occurredAt),
  recordedMs: Date.parse(event.recordedAt),
  posted: entry.posted,
  eventId: event.eventId,
  amounts: canonicalText(fact.amounts),
  origin: canonicalText(fact.origin),
  evidence: fact.evidence,
});

/** The sheet that a fact changes: its own month's, or that of the month it is posted to. */
const dueOf = ({ event, fact, entry }: FoldedFact): DueSheet[] => {
  if (entry.posted === OUTSIDE_HORIZON) return [];
  const period = entry.posted === IN_TIME ? monthOf(localDay(fact.occurredAt)) : entry.posted;
  return [{ partition: event.partition, officer: fact.officer, period }];
};

/** Facts in: copy, sums, markers and sheets to refresh, all in the transaction of the progress. */
export const foldFacts = async (batch: LogBatch, rules: FoldRules): Promise<void> => {
  const { facts, markers } = await readBatch(batch, rules);
  await copyFacts(batch.tx, facts.map(rowOf));
  await addTallies(batch.tx, 'tally', coalesced(facts));
  await markDue(batch.tx, facts.flatMap(dueOf));
  await keepMarkers(batch.tx, markers);
};
