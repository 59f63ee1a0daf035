import { closed, defineEvent, orNull, shape, type JsonSchema } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import { PARTITIONS } from '../partition.ts';
import { quotaUsed, sampleQuota, type QuotaUsed } from './level.ts';

const log = LOGS.proposal;
const proposal = '4d0f2b86-7c1e-5a3d-9b42-6e8f0a1c2d05';

/** How a proposal was told before levels were placed. */
export interface GradesProposedV1 {
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

/** The quotas over a unit's people, or over those of small units joined. */
export interface LevelsPlaced {
  readonly units: readonly string[];
  readonly mode: 'APPLIED' | 'EXEMPT' | 'MERGED';
  readonly n: number;
  readonly quotas: readonly QuotaUsed[];
  /** Parts of seats kept for the next period, by quota: `2/5`. */
  readonly carried: Readonly<Record<string, string>>;
}

/** What the grades of a unit and month rest on. Amounts in fen. */
export interface GradesProposed extends Omit<GradesProposedV1, 'budgetMode'> {
  readonly budgetMode: 'BLOCK' | 'SCALE' | 'CARRY_POOL';
  /** Overrun that the month before carried into this budget. */
  readonly carriedIn: number;
  /** Overrun that goes against the next month. */
  readonly carryOver: number;
  /** Null in proposals from before levels were placed. */
  readonly levels: LevelsPlaced | null;
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

const headV2 = {
  ...head,
  budgetMode: { enum: ['BLOCK', 'SCALE', 'CARRY_POOL'] },
  carriedIn: amount,
  carryOver: amount,
  levels: orNull(
    closed({
      units: { type: 'array', items: shape.code, minItems: 1 },
      mode: { enum: ['APPLIED', 'EXEMPT', 'MERGED'] },
      n: count,
      quotas: { type: 'array', items: quotaUsed },
      carried: {
        type: 'object',
        propertyNames: { enum: ['LEVEL_1', 'LEVELS_1_AND_2', 'LEVEL_4', 'EXCELLENT'] },
        additionalProperties: shape.text,
      },
    }),
  ),
};

const sampleV1: GradesProposedV1 = {
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

const sample: GradesProposed = {
  ...sampleV1,
  carriedIn: 0,
  carryOver: 0,
  levels: { units: ['ZJG-110'], mode: 'APPLIED', n: 1, quotas: [sampleQuota], carried: {} },
};

const NOTHING_PLACED = { carriedIn: 0, carryOver: 0, levels: null };

const proposed = {
  log,
  type: 'GradesProposed',
  title: 'Grades of a unit were proposed',
  key: (data: { readonly proposal: string }) => data.proposal,
};

export const gradesProposedV1 = defineEvent<GradesProposedV1>({
  ...proposed,
  v: 1,
  schema: closed(head),
  sample: sampleV1,
  upcast: (data): GradesProposed => ({ ...data, ...NOTHING_PLACED }),
});

export const gradesProposed = defineEvent<GradesProposed>({
  ...proposed,
  v: 2,
  schema: closed(headV2),
  sample,
});

interface OverBudget {
  readonly code: 'BUDGET_EXCEEDED';
  /** Fen above the budget. */
  readonly overrun: number;
}

/** A proposal that the unit's budget forbids. */
export type GradesRefused = GradesProposed & OverBudget;
export type GradesRefusedV1 = GradesProposedV1 & OverBudget;

const over = { code: { const: 'BUDGET_EXCEEDED' }, overrun: amount };
const sampleOver = { code: 'BUDGET_EXCEEDED', budgetMode: 'BLOCK', asked: 60000 } as const;

const refusing = {
  log,
  type: 'GradesRefused',
  title: 'Grades of a unit were refused by its budget',
  key: (data: { readonly proposal: string }) => data.proposal,
};

export const gradesRefusedV1 = defineEvent<GradesRefusedV1>({
  ...refusing,
  v: 1,
  schema: closed({ ...head, ...over }),
  sample: { ...sampleV1, ...sampleOver, overrun: 10000 },
  upcast: (data): GradesRefused => ({ ...data, ...NOTHING_PLACED }),
});

export const gradesRefused = defineEvent<GradesRefused>({
  ...refusing,
  v: 2,
  schema: closed({ ...headV2, ...over }),
  sample: { ...sample, ...sampleOver, overrun: 10000 },
});
