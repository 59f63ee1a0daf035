import { closed, defineEvent, shape, type JsonSchema } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import { PARTITIONS } from '../partition.ts';
import { GRADES, type Grade } from './decision.ts';

const log = LOGS.proposal;
const proposal = '4d0f2b86-7c1e-5a3d-9b42-6e8f0a1c2d05';
const officer = '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01';

/** What the grades of a unit and month rest on. Amounts in fen. */
export interface GradesProposed {
  readonly proposal: string;
  readonly calendar: string;
  readonly period: string;
  readonly revision: number;
  readonly unit: string;
  readonly schemeVersion: string;
  readonly budgetMode: 'BLOCK' | 'SCALE';
  readonly budget: number;
  /** Sum of what the grades ask for, before the budget rule. */
  readonly asked: number;
  /** People ranked. */
  readonly members: number;
  readonly author: string;
  /** Position of the period's marker in each partition, by log; 0 where a log has none. */
  readonly vector: Readonly<Record<string, readonly number[]>>;
}

const amount = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
const count = { type: 'integer', minimum: 0 };

const vector: JsonSchema = {
  type: 'object',
  propertyNames: shape.code,
  additionalProperties: {
    type: 'array',
    items: count,
    minItems: PARTITIONS,
    maxItems: PARTITIONS,
  },
};

const head = {
  proposal: shape.uuid,
  calendar: shape.code,
  period: shape.code,
  revision: { type: 'integer', minimum: 1 },
  unit: shape.code,
  schemeVersion: shape.code,
  budgetMode: { enum: ['BLOCK', 'SCALE'] },
  budget: amount,
  asked: amount,
  members: count,
  author: shape.text,
  vector,
};

const sample: GradesProposed = {
  proposal,
  calendar: 'month',
  period: '2024-05',
  revision: 1,
  unit: 'ZJG-110',
  schemeVersion: 'rc-1@1',
  budgetMode: 'SCALE',
  budget: 50000,
  asked: 50000,
  members: 1,
  author: 'appraiser-1',
  vector: { [LOGS.fact]: Array.from({ length: PARTITIONS }, () => 12) },
};

export const gradesProposed = defineEvent<GradesProposed>({
  log,
  type: 'GradesProposed',
  v: 1,
  title: 'Grades of a unit were proposed',
  key: (data) => data.proposal,
  schema: closed(head),
  sample,
});

/** A piece of a proposal's list, at most 200 lines. */
export interface GradesListed {
  readonly proposal: string;
  /** From 1. */
  readonly part: number;
  readonly grades: readonly {
    readonly decision: string;
    readonly officer: string;
    readonly post: string;
    readonly grade: Grade;
    /** Hundredths of a point. */
    readonly total: number;
    /** Fen, after the budget rule. */
    readonly performancePay: number;
  }[];
}

export const gradesListed = defineEvent<GradesListed>({
  log,
  type: 'GradesListed',
  v: 1,
  title: 'Lines of a grade proposal',
  key: (data) => data.proposal,
  schema: closed({
    proposal: shape.uuid,
    part: { type: 'integer', minimum: 1 },
    grades: {
      type: 'array',
      maxItems: 200,
      items: closed({
        decision: shape.uuid,
        officer: shape.uuid,
        post: shape.code,
        grade: { enum: GRADES },
        total: { type: 'integer', minimum: 0, maximum: 11000 },
        performancePay: amount,
      }),
    },
  }),
  sample: {
    proposal,
    part: 1,
    grades: [
      {
        decision: '9b1f0a64-2f0b-5e57-a7c9-3d1e5b7f9a04',
        officer,
        post: 'CALL110',
        grade: 'G3',
        total: 8885,
        performancePay: 50000,
      },
    ],
  },
});

/** A proposal that the unit's budget forbids. */
export interface GradesRefused extends GradesProposed {
  readonly code: 'BUDGET_EXCEEDED';
  /** Fen above the budget. */
  readonly overrun: number;
}

export const gradesRefused = defineEvent<GradesRefused>({
  log,
  type: 'GradesRefused',
  v: 1,
  title: 'Grades of a unit were refused by its budget',
  key: (data) => data.proposal,
  schema: closed({ ...head, code: { const: 'BUDGET_EXCEEDED' }, overrun: amount }),
  sample: {
    ...sample,
    budgetMode: 'BLOCK',
    asked: 60000,
    code: 'BUDGET_EXCEEDED',
    overrun: 10000,
  },
});

export interface GradesApproved {
  readonly proposal: string;
  readonly approver: string;
  readonly members: number;
}

export const gradesApproved = defineEvent<GradesApproved>({
  log,
  type: 'GradesApproved',
  v: 1,
  title: 'Grades of a unit were approved',
  key: (data) => data.proposal,
  schema: closed({ proposal: shape.uuid, approver: shape.text, members: count }),
  sample: { proposal, approver: 'approver-1', members: 1 },
});
