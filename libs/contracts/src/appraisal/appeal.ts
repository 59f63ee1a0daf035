import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import { periodKeyOf } from './period.ts';

const log = LOGS.period;
const count = { type: 'integer', minimum: 0 };
const codes = { type: 'array', items: shape.code, minItems: 1, maxItems: 20, uniqueItems: true };

interface Named {
  readonly calendar: string;
  readonly period: string;
  readonly objection: string;
}

/** Numbers of documents: a log holds no free text. */
interface Papers {
  readonly statement: string;
  readonly evidence: readonly string[];
}

/** An officer objects to the published result of a month. */
export interface ObjectionLodged extends Named, Papers {
  readonly officer: string;
  readonly unit: string;
  readonly revision: number;
  readonly about: 'FACT' | 'MISSING_FACT' | 'METRIC' | 'GRADE' | 'LEVEL';
  readonly fact: string | null;
  readonly code: string | null;
  /** Local days. */
  readonly lodgedOn: string;
  readonly replyUntil: string;
}

export interface ObjectionWithdrawn extends Named {
  readonly withdrawnOn: string;
}

/** The appellant takes the unit's reply to the bureau. */
export interface AppealLodged extends Named, Papers {
  readonly lodgedOn: string;
  readonly decideUntil: string;
}

/** A fact as a ruling has it; the producer of facts makes it so. */
export interface RuledChange {
  readonly fact: string;
  readonly code: string;
  readonly occurredAt: string;
  /** Null: it is not to count. */
  readonly amounts: Readonly<Record<string, number>> | null;
  readonly origin: {
    readonly kind: 'feed' | 'manual';
    readonly source: string;
    readonly reference: string | null;
  };
  readonly evidence: string | null;
}

interface MonthResult {
  readonly total: number;
  readonly grade: string;
  readonly level: 1 | 2 | 3 | 4 | null;
  /** Fen after the unit's budget. */
  readonly pay: number;
}

/** An instance answered an objection, having seen the whole effect. */
export interface RulingMade extends Named {
  readonly officer: string;
  readonly unit: string;
  readonly ruling: string;
  readonly instance: 1 | 2;
  readonly outcome: 'UPHELD' | 'PARTLY' | 'REJECTED';
  readonly reason: string;
  readonly document: string;
  readonly changes: readonly RuledChange[];
  readonly effect: {
    readonly etag: string;
    /** The revision in which it counts. */
    readonly revision: number;
    readonly before: MonthResult | null;
    readonly after: MonthResult | null;
    readonly displaced: number;
    readonly payDifference: number;
  };
  readonly ruledBy: string;
  readonly ruledOn: string;
  readonly appealUntil: string | null;
}

const named = { calendar: shape.code, period: shape.code, objection: shape.uuid };
const papers = { statement: shape.code, evidence: codes };
const revision = { type: 'integer', minimum: 1 };
const amounts = {
  type: 'object',
  maxProperties: 16,
  propertyNames: { pattern: '^[a-z][A-Za-z0-9]{0,31}$' },
  additionalProperties: shape.integer,
};

const sampleName: Named = {
  ...{ calendar: 'month', period: '2024-05' },
  objection: '7a2f0c91-4b3d-4e58-9c16-5d8e2f7b1a05',
};
const officer = '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01';
const fact = '3f0c1a52-6d1e-5d7c-8f55-0a2b7c9d1e03';

export const objectionLodged = defineEvent<ObjectionLodged>({
  ...{ log, type: 'ObjectionLodged', v: 1, title: 'An officer objects to a result' },
  key: periodKeyOf,
  promote: (data) => ({ officer: data.officer, num: null }),
  schema: closed({
    ...{ ...named, ...papers, revision, officer: shape.uuid, unit: shape.code },
    about: { enum: ['FACT', 'MISSING_FACT', 'METRIC', 'GRADE', 'LEVEL'] },
    fact: orNull(shape.uuid),
    code: orNull(shape.code),
    lodgedOn: shape.day,
    replyUntil: shape.day,
  }),
  sample: {
    ...{ ...sampleName, officer, unit: 'ZJG-110', revision: 1, about: 'FACT', fact, code: null },
    ...{ statement: 'YY-2024-0611', evidence: ['REC-20240531-7'] },
    ...{ lodgedOn: '2024-06-06', replyUntil: '2024-06-12' },
  },
});

export const objectionWithdrawn = defineEvent<ObjectionWithdrawn>({
  ...{ log, type: 'ObjectionWithdrawn', v: 1, title: 'An objection was withdrawn' },
  key: periodKeyOf,
  schema: closed({ ...named, withdrawnOn: shape.day }),
  sample: { ...sampleName, withdrawnOn: '2024-06-07' },
});

export const appealLodged = defineEvent<AppealLodged>({
  ...{ log, type: 'AppealLodged', v: 1, title: 'A ruling was taken to the bureau' },
  key: periodKeyOf,
  schema: closed({ ...named, ...papers, lodgedOn: shape.day, decideUntil: shape.day }),
  sample: {
    ...{ ...sampleName, statement: 'SS-2024-0620', evidence: ['REC-20240531-7'] },
    ...{ lodgedOn: '2024-06-20', decideUntil: '2024-08-01' },
  },
});

const result = orNull(
  closed({
    total: shape.integer,
    grade: shape.code,
    level: { enum: [1, 2, 3, 4, null] },
    pay: shape.integer,
  }),
);

const origin = closed({
  kind: { enum: ['feed', 'manual'] },
  source: shape.code,
  reference: orNull({ type: 'string', maxLength: 128 }),
});

const change = closed({
  ...{ fact: shape.uuid, code: shape.code, occurredAt: shape.instant, origin },
  amounts: orNull(amounts),
  evidence: orNull({ type: 'string', maxLength: 200 }),
});

export const rulingMade = defineEvent<RulingMade>({
  ...{ log, type: 'RulingMade', v: 1, title: 'An objection was ruled upon' },
  key: periodKeyOf,
  promote: (data) => ({ officer: data.officer, num: data.effect.payDifference }),
  schema: closed({
    ...{ ...named, officer: shape.uuid, unit: shape.code, ruling: shape.uuid },
    instance: { enum: [1, 2] },
    outcome: { enum: ['UPHELD', 'PARTLY', 'REJECTED'] },
    reason: shape.code,
    document: shape.code,
    changes: { type: 'array', maxItems: 50, items: change },
    effect: closed({
      ...{ etag: shape.code, revision, before: result, after: result },
      ...{ displaced: count, payDifference: shape.integer },
    }),
    ruledBy: shape.text,
    ruledOn: shape.day,
    appealUntil: orNull(shape.day),
  }),
  sample: {
    ...{ ...sampleName, officer, unit: 'ZJG-110', instance: 1, outcome: 'UPHELD' },
    ruling: '5e1d3c7b-0a94-4f26-8b3d-7c9e1f2a4b06',
    ...{ reason: 'WRONG_PERSON', document: 'CD-2024-0612' },
    changes: [
      {
        ...{ fact, code: 'D01', occurredAt: '2024-05-31T15:50:00.000Z', amounts: null },
        origin: { kind: 'manual', source: 'desk', reference: null },
        evidence: 'GATE-0531',
      },
    ],
    effect: {
      ...{ etag: 'f3a1', revision: 2, displaced: 0, payDifference: 5000 },
      before: { total: 8956, grade: 'G3', level: 3, pay: 50000 },
      after: { total: 9030, grade: 'G2', level: 3, pay: 55000 },
    },
    ...{ ruledBy: 'approver-2', ruledOn: '2024-06-11', appealUntil: '2024-07-02' },
  },
});
