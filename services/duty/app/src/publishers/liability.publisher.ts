import {
  factRecorded,
  factRecordedByRuling,
  factReversed,
  factReversedByRuling,
  type Fact,
  type LiabilityBorne,
} from '@ywk/contracts';
import { LIABILITY_CODE } from '@ywk/duty-domain';
import type { Draft } from './call.publisher.ts';

const factOf = (borne: LiabilityBorne): Fact => ({
  fact: borne.liability,
  officer: borne.person,
  code: LIABILITY_CODE,
  occurredAt: borne.occurredAt,
  amounts: { hundredths: borne.points, levelSteps: borne.levelSteps },
  origin: {
    kind: 'liability',
    source: borne.cause.code,
    // The act, and the event that told of it.
    reference: `${borne.act} ${borne.cause.eventId}`,
  },
  evidence: borne.cause.evidence,
  // What is borne for an act is no report of it.
  actId: null,
});

/** What follows a ruling counts like the facts of that ruling. */
const ruledBy = ({ ruling }: LiabilityBorne): { ruling?: string } =>
  ruling === null ? {} : { ruling };

/** What somebody bears for another, as a fact about the one who bears it. */
export const publishBorne = (borne: LiabilityBorne): Draft => {
  const { type, v } = borne.ruling === null ? factRecorded : factRecordedByRuling;
  return { type, v, data: { ...factOf(borne), ...ruledBy(borne) }, occurredAt: borne.occurredAt };
};

/** It is borne no longer: the fact repeats all that it counted with. */
export const publishEnded = (borne: LiabilityBorne): Draft => {
  const { type, v } = borne.ruling === null ? factReversed : factReversedByRuling;
  const data = { ...factOf(borne), ...ruledBy(borne), reason: 'LIABILITY_CHANGED' };
  return { type, v, data, occurredAt: borne.occurredAt };
};
