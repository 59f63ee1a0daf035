import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';

const log = LOGS.entry;

/** The stream of what was said about one act; its key is the id of the fact. */
export const entryStream = (fact: string): string => `entry-${fact}`;

/** What every event about an entered fact repeats, so that each can be read alone. */
export interface EntryHead {
  readonly fact: string;
  readonly officer: string;
  readonly code: string;
  /** From 1, counted by whoever sends the fact; of several the highest that was verified counts. */
  readonly version: number;
}

/** A fact was entered, or entered anew under a higher version. */
interface FactEnteredV1 extends EntryHead {
  readonly occurredAt: string;
  readonly amounts: Readonly<Record<string, number>>;
  readonly evidence: string | null;
  /** Desk or system that entered it. */
  readonly source: string;
  /** Number of the document. */
  readonly reference: string | null;
  /** Account that entered it; it never verifies the same version. */
  readonly author: string;
  /** Whether it counts without anybody's verification. */
  readonly atOnce: boolean;
}

export interface FactEntered extends FactEnteredV1 {
  /** The act that several facts report; null: this one alone. */
  readonly actId: string | null;
}

/** The act is taken back: a version like any other. */
export interface FactWithdrawn extends EntryHead {
  readonly reason: string;
  readonly author: string;
  readonly atOnce: boolean;
}

export interface FactVerified extends EntryHead {
  readonly verifier: string;
}

export interface FactRejected extends FactVerified {
  readonly reason: string;
}

const head = {
  fact: shape.uuid,
  officer: shape.uuid,
  code: shape.code,
  version: { type: 'integer', minimum: 1, maximum: 1_000_000 },
};
const said = { author: shape.text, atOnce: { type: 'boolean' } };
const contentV1 = {
  ...head,
  occurredAt: shape.instant,
  amounts: {
    type: 'object',
    maxProperties: 16,
    propertyNames: { pattern: '^[a-z][A-Za-z0-9]{0,31}$' },
    additionalProperties: shape.integer,
  },
  evidence: orNull({ type: 'string', maxLength: 200 }),
  source: shape.code,
  reference: orNull({ type: 'string', maxLength: 128 }),
  ...said,
};
const content = { ...contentV1, actId: orNull(shape.code) };

const sampleHead: EntryHead = {
  fact: '3f0c1a52-6d1e-4d7c-8f55-0a2b7c9d1e03',
  officer: '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01',
  code: 'B05',
  version: 1,
};
const sampleV1: FactEnteredV1 = {
  ...sampleHead,
  occurredAt: '2024-05-20T02:00:00.000Z',
  amounts: { points: 2 },
  evidence: 'AGREEMENT-17',
  source: 'desk',
  reference: null,
  author: 'leader-1',
  atOnce: false,
};
const sample: FactEntered = { ...sampleV1, actId: null };

const lifted = (data: FactEnteredV1): FactEntered => ({ ...data, actId: null });

export const factEnteredV1 = defineEvent<FactEnteredV1>({
  log,
  type: 'FactEntered',
  v: 1,
  title: 'A fact was entered',
  key: ({ fact }) => fact,
  schema: closed(contentV1),
  sample: sampleV1,
  upcast: lifted,
});

export const factEntered = defineEvent<FactEntered>({
  log,
  type: 'FactEntered',
  v: 2,
  title: 'A fact was entered',
  key: ({ fact }) => fact,
  schema: closed(content),
  sample,
});

export const factCorrectedV1 = defineEvent<FactEnteredV1>({
  log,
  type: 'FactCorrected',
  v: 1,
  title: 'A fact was entered anew under a higher version',
  key: ({ fact }) => fact,
  schema: closed(contentV1),
  sample: { ...sampleV1, version: 2, amounts: { points: 3 } },
  upcast: lifted,
});

export const factCorrected = defineEvent<FactEntered>({
  log,
  type: 'FactCorrected',
  v: 2,
  title: 'A fact was entered anew under a higher version',
  key: ({ fact }) => fact,
  schema: closed(content),
  sample: { ...sample, version: 2, amounts: { points: 3 } },
});

export const factWithdrawn = defineEvent<FactWithdrawn>({
  log,
  type: 'FactWithdrawn',
  v: 1,
  title: 'An entered fact was taken back',
  key: ({ fact }) => fact,
  schema: closed({ ...head, reason: shape.code, ...said }),
  sample: { ...sampleHead, version: 3, reason: 'WRONG_PERSON', author: 'leader-1', atOnce: false },
});

export const factVerified = defineEvent<FactVerified>({
  log,
  type: 'FactVerified',
  v: 1,
  title: 'The owner of the code verified a version of a fact',
  key: ({ fact }) => fact,
  schema: closed({ ...head, verifier: shape.text }),
  sample: { ...sampleHead, verifier: 'leader-2' },
});

export const factRejected = defineEvent<FactRejected>({
  log,
  type: 'FactRejected',
  v: 1,
  title: 'The owner of the code rejected a version of a fact',
  key: ({ fact }) => fact,
  schema: closed({ ...head, verifier: shape.text, reason: shape.code }),
  sample: { ...sampleHead, verifier: 'leader-2', reason: 'NO_EVIDENCE' },
});
