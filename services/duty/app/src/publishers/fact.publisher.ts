import {
  factRecorded,
  factRecordedByRuling,
  factReversed,
  factReversedByRuling,
  LOGS,
  type Fact,
} from '@ywk/contracts';
import type { CallFact } from '@ywk/duty-domain';
import type { Draft, PublishedCall } from './call.publisher.ts';

const factOf = (call: PublishedCall, fact: CallFact): Fact => ({
  fact: call.factIdOf(fact),
  officer: fact.officer,
  code: fact.code,
  occurredAt: fact.occurredAt,
  amounts: fact.amounts,
  origin: {
    kind: 'feed',
    source: call.source,
    reference: fact.order === null ? call.callId : `${call.callId}/${fact.order}`,
  },
  evidence: null,
  actId: null,
});

/** A fact of a call that begins to hold. @param ruling the one that it follows, if any */
export const publishRecorded = (
  call: PublishedCall,
  fact: CallFact,
  ruling: string | undefined,
): Draft => {
  const { type, v } = ruling === undefined ? factRecorded : factRecordedByRuling;
  const follows = ruling === undefined ? {} : { ruling };
  return { type, v, data: { ...factOf(call, fact), ...follows }, occurredAt: fact.occurredAt };
};

/** A fact of a call that ceases to hold: it repeats all that it counted with. */
export const publishReversed = (
  call: PublishedCall,
  fact: CallFact,
  ruling: string | undefined,
): Draft => {
  const { type, v } = ruling === undefined ? factReversed : factReversedByRuling;
  const why = ruling === undefined ? { reason: 'CORRECTED' } : { reason: 'RULED', ruling };
  return { type, v, data: { ...factOf(call, fact), ...why }, occurredAt: fact.occurredAt };
};

/** Where facts of an officer are kept. */
export const factPlace = (officer: string) => ({
  log: LOGS.fact,
  stream: `officer-${officer}`,
  key: officer,
});
