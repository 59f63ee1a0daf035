import {
  entryStream,
  factCorrected,
  factEntered,
  factRecorded,
  factRecordedByRuling,
  factRejected,
  factReversed,
  factReversedByRuling,
  factRuled,
  factVerified,
  factWithdrawn,
  LOGS,
  type Fact,
} from '@ywk/contracts';
import type { EntryEvent, EntrySubject, FactContent } from '@ywk/duty-domain';
import type { Draft } from './call.publisher.ts';

const CONTRACTS = {
  FactEntered: factEntered,
  FactCorrected: factCorrected,
  FactWithdrawn: factWithdrawn,
  FactVerified: factVerified,
  FactRejected: factRejected,
  FactRuled: factRuled,
} as const;

/** Where what was said about one act is kept. */
export const entryPlace = (fact: string) => ({
  log: LOGS.entry,
  stream: entryStream(fact),
  key: fact,
});

/** An event of an entry in the words of the log `duty.entry`. @param at the moment of saying it */
export const publishEntryEvent = ({ type, data }: EntryEvent, at: string): Draft => {
  const said = 'content' in data ? data.content : data;
  const occurredAt = said !== null && 'occurredAt' in said ? said.occurredAt : at;
  return { type, v: CONTRACTS[type].v, data, occurredAt };
};

const factOf = ({ fact, officer, code }: EntrySubject, content: FactContent): Fact => ({
  fact,
  officer,
  code,
  occurredAt: content.occurredAt,
  amounts: content.amounts,
  origin: { kind: 'manual', source: content.source, reference: content.reference },
  evidence: content.evidence,
  actId: content.actId,
});

/** An entered fact that begins to count. */
export const publishEnteredFact = (subject: EntrySubject, content: FactContent): Draft => ({
  type: factRecorded.type,
  v: factRecorded.v,
  data: factOf(subject, content),
  occurredAt: content.occurredAt,
});

/** An entered fact that ceases to count: it repeats all that it counted with. */
export const publishReversedFact = (
  subject: EntrySubject,
  content: FactContent,
  reason: 'CORRECTED' | 'WITHDRAWN',
): Draft => ({
  type: factReversed.type,
  v: factReversed.v,
  data: { ...factOf(subject, content), reason },
  occurredAt: content.occurredAt,
});

/** An entered fact that begins to count because a ruling said so. */
export const publishRuledFact = (
  subject: EntrySubject,
  content: FactContent,
  ruling: string,
): Draft => ({
  type: factRecordedByRuling.type,
  v: factRecordedByRuling.v,
  data: { ...factOf(subject, content), ruling },
  occurredAt: content.occurredAt,
});

/** An entered fact that ceases to count because a ruling said so. */
export const publishRuledReversal = (
  subject: EntrySubject,
  content: FactContent,
  ruling: string,
): Draft => ({
  type: factReversedByRuling.type,
  v: factReversedByRuling.v,
  data: { ...factOf(subject, content), reason: 'RULED', ruling },
  occurredAt: content.occurredAt,
});
