import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';

const log = LOGS.case;

/** The stream of one case of discipline; its key is the id of the case. */
export const disciplineStream = (id: string): string => `discipline-${id}`;

/** What every event of a case repeats, so that each can be read alone. */
interface CaseHead {
  readonly case: string;
  readonly officer: string;
  /** Day of the step, Asia/Shanghai. */
  readonly on: string;
  /** Number of the document. */
  readonly evidence: string;
}

/** Somebody says that an officer did something. */
export interface DisciplineReported extends CaseHead {
  /** Moment of the act. */
  readonly occurredAt: string;
  /** The act, which other facts may report too. */
  readonly actId: string;
  readonly reporter: string;
}

/** One of those who verify jointly says whether it is so. */
export interface DisciplineVerified extends CaseHead {
  readonly verifier: string;
  readonly finding: 'CONFIRMED' | 'NOT_CONFIRMED';
}

/** The officer was told the facts and their basis. */
export interface DisciplineInformed extends CaseHead {
  readonly author: string;
}

/** The officer's statement and defence were heard, or the officer did without. */
export interface DisciplineHeard extends CaseHead {
  readonly author: string;
  readonly waived: boolean;
}

/** The fact that a decision enters on the normal way of facts. */
interface DecidedFact {
  readonly fact: string;
  readonly code: string;
  readonly amounts: Readonly<Record<string, number>>;
}

/** What was decided; neither sanction nor fact: nothing is held against the officer. */
interface Outcome {
  /** Code of the catalogue, with its months then; null for none. */
  readonly sanction: {
    readonly code: string;
    readonly months: number;
    readonly mostMonths: number;
  } | null;
  readonly fact: DecidedFact | null;
}

export interface DisciplineDecided extends CaseHead, Outcome {
  readonly decider: string;
}

/** A decision was reviewed; `UPHELD` leaves it, `ANNULLED` takes all of it back. */
export interface DisciplineReviewed extends CaseHead, Outcome {
  readonly reviewer: string;
  readonly result: 'UPHELD' | 'CHANGED' | 'ANNULLED';
}

const head = {
  case: shape.uuid,
  officer: shape.uuid,
  on: shape.day,
  evidence: { type: 'string', minLength: 1, maxLength: 128 },
};
const months = { type: 'integer', minimum: 1, maximum: 120 };
const outcome = {
  sanction: orNull(closed({ code: shape.code, months, mostMonths: months })),
  fact: orNull(
    closed({
      fact: shape.uuid,
      code: shape.code,
      amounts: {
        type: 'object',
        maxProperties: 16,
        propertyNames: { pattern: '^[a-z][A-Za-z0-9]{0,31}$' },
        additionalProperties: shape.integer,
      },
    }),
  ),
};

const sampleHead: CaseHead = {
  case: '0190a1b2-c3d4-7e5f-8a6b-9c0d1e2f3d01',
  officer: '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01',
  on: '2024-05-27',
  evidence: 'ZJG-DC-2024-17',
};
const key = (data: CaseHead): string => data.case;

export const disciplineReported = defineEvent<DisciplineReported>({
  ...{ log, key, type: 'DisciplineReported', v: 1, title: 'A breach of discipline was reported' },
  schema: closed({
    ...head,
    occurredAt: shape.instant,
    actId: shape.code,
    reporter: shape.text,
  }),
  sample: {
    ...sampleHead,
    occurredAt: '2024-05-20T02:00:00.000Z',
    actId: 'ACT-2024-17',
    reporter: 'leader-1',
  },
});

export const disciplineVerified = defineEvent<DisciplineVerified>({
  ...{ log, key, type: 'DisciplineVerified', v: 1, title: 'A report of discipline was verified' },
  schema: closed({
    ...head,
    verifier: shape.text,
    finding: { enum: ['CONFIRMED', 'NOT_CONFIRMED'] },
  }),
  sample: { ...sampleHead, verifier: 'auditor-1', finding: 'CONFIRMED' },
});

export const disciplineInformed = defineEvent<DisciplineInformed>({
  ...{ log, key, type: 'DisciplineInformed', v: 1, title: 'An officer was told facts and basis' },
  schema: closed({ ...head, author: shape.text }),
  sample: { ...sampleHead, author: 'auditor-1' },
});

export const disciplineHeard = defineEvent<DisciplineHeard>({
  ...{ log, key, type: 'DisciplineHeard', v: 1, title: 'Statement and defence were heard' },
  schema: closed({ ...head, author: shape.text, waived: { type: 'boolean' } }),
  sample: { ...sampleHead, author: 'auditor-1', waived: false },
});

const sampleOutcome: Outcome = {
  sanction: { code: 'WARNING', months: 6, mostMonths: 48 },
  fact: { fact: '3f0c1a52-6d1e-5d7c-8f55-0a2b7c9d1e09', code: 'D07', amounts: {} },
};

export const disciplineDecided = defineEvent<DisciplineDecided>({
  ...{ log, key, type: 'DisciplineDecided', v: 1, title: 'A case of discipline was decided' },
  schema: closed({ ...head, ...outcome, decider: shape.text }),
  sample: { ...sampleHead, ...sampleOutcome, decider: 'approver-1' },
});

export const disciplineReviewed = defineEvent<DisciplineReviewed>({
  ...{ log, key, type: 'DisciplineReviewed', v: 1, title: 'A decision of discipline was reviewed' },
  schema: closed({
    ...head,
    ...outcome,
    reviewer: shape.text,
    result: { enum: ['UPHELD', 'CHANGED', 'ANNULLED'] },
  }),
  sample: {
    ...sampleHead,
    ...{ sanction: null, fact: null, reviewer: 'approver-2', result: 'ANNULLED' },
  },
});
