import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';

const log = LOGS.case;

/** The stream of one commendation; its key is its id. */
export const commendationStream = (id: string): string => `commendation-${id}`;

/** The stream of a case or matter that is rewarded once; its key is its number. */
export const matterStream = (matter: string): string => `matter-${matter}`;

interface CommendationHead {
  readonly commendation: string;
  /** Day of the step, Asia/Shanghai. */
  readonly on: string;
  /** Number of the document. */
  readonly evidence: string;
}

/** A proposal as it was told before cases could be said to be a series. */
export interface CommendationProposedV1 extends CommendationHead {
  /** Code of the catalogue. */
  readonly code: string;
  /** In the order of the report: a rest that cannot be split goes first to the first. */
  readonly officers: readonly string[];
  /** Moment of the deed. */
  readonly occurredAt: string;
  /** The case or matter that is rewarded; null where there is none. */
  readonly matter: string | null;
  /** Finding it was their duty: points instead of money. */
  readonly ownDuty: boolean;
  readonly author: string;
}

/** Somebody proposes officers for a commendation; joint reporters are named together. */
export interface CommendationProposed extends CommendationProposedV1 {
  /** Number of the series that the case belongs to; null for none. */
  readonly series: string | null;
}

export interface CommendationVerified extends CommendationHead {
  readonly verifier: string;
}

/** What one officer has of it. */
export interface Granted {
  readonly officer: string;
  /** Fen. */
  readonly amount: number;
  /** Fact entered on the normal way; null for none. */
  readonly fact: string | null;
}

/** Granted to all who were proposed, or refused with nobody in `granted`. */
export interface CommendationDecided extends CommendationHead {
  readonly decider: string;
  readonly granted: readonly Granted[];
}

export interface CommendationAnnulled extends CommendationHead {
  readonly reviewer: string;
}

/** One case, or one series of them, one award: which commendation rewards it; null when it is free again. */
export interface MatterRewarded {
  readonly matter: string;
  readonly commendation: string | null;
}

const head = {
  commendation: shape.uuid,
  on: shape.day,
  evidence: { type: 'string', minLength: 1, maxLength: 128 },
};
const officers = { type: 'array', minItems: 1, maxItems: 20, items: shape.uuid, uniqueItems: true };
const granted = {
  type: 'array',
  maxItems: 20,
  items: closed({
    officer: shape.uuid,
    amount: { type: 'integer', minimum: 0, maximum: 100_000_000_000 },
    fact: orNull(shape.uuid),
  }),
};

const sampleHead: CommendationHead = {
  commendation: '0190a1b2-c3d4-7e5f-8a6b-9c0d1e2f3e01',
  on: '2024-05-27',
  evidence: 'ZJG-CM-2024-3',
};
const officer = '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01';
const key = (data: CommendationHead): string => data.commendation;

const proposed = {
  ...head,
  code: shape.code,
  officers,
  occurredAt: shape.instant,
  matter: orNull(shape.code),
  ownDuty: { type: 'boolean' },
  author: shape.text,
};

const sampleProposed: CommendationProposedV1 = {
  ...sampleHead,
  code: 'BRAVERY',
  officers: [officer],
  occurredAt: '2024-05-20T02:00:00.000Z',
  matter: null,
  ownDuty: false,
  author: 'leader-1',
};

const proposing = { log, key, type: 'CommendationProposed', title: 'A commendation was proposed' };

export const commendationProposedV1 = defineEvent<CommendationProposedV1>({
  ...proposing,
  v: 1,
  schema: closed(proposed),
  sample: sampleProposed,
  upcast: (data): CommendationProposed => ({ ...data, series: null }),
});

export const commendationProposed = defineEvent<CommendationProposed>({
  ...proposing,
  v: 2,
  schema: closed({ ...proposed, series: orNull(shape.code) }),
  sample: { ...sampleProposed, code: 'CASE', matter: 'CASE-2024-9', series: 'SERIES-2024-2' },
});

export const commendationVerified = defineEvent<CommendationVerified>({
  ...{ log, key, type: 'CommendationVerified', v: 1, title: 'A commendation was verified' },
  schema: closed({ ...head, verifier: shape.text }),
  sample: { ...sampleHead, verifier: 'auditor-1' },
});

export const commendationDecided = defineEvent<CommendationDecided>({
  ...{ log, key, type: 'CommendationDecided', v: 1, title: 'A commendation was decided' },
  schema: closed({ ...head, decider: shape.text, granted }),
  sample: {
    ...sampleHead,
    decider: 'approver-1',
    granted: [{ officer, amount: 1_000_000, fact: null }],
  },
});

export const commendationAnnulled = defineEvent<CommendationAnnulled>({
  ...{ log, key, type: 'CommendationAnnulled', v: 1, title: 'A commendation was annulled' },
  schema: closed({ ...head, reviewer: shape.text }),
  sample: { ...sampleHead, reviewer: 'approver-2' },
});

export const matterRewarded = defineEvent<MatterRewarded>({
  ...{ log, type: 'MatterRewarded', v: 1, title: 'A case was rewarded, or is free again' },
  key: ({ matter }) => matter,
  schema: closed({ matter: shape.code, commendation: orNull(shape.uuid) }),
  sample: { matter: 'CASE-2024-9', commendation: sampleHead.commendation },
});
