import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import { periodCutOffOf, periodCutOffV1Of } from '../period-cut-off.ts';
import {
  calibration,
  levelGiven,
  quotaUsed,
  sampleLevel,
  sampleQuota,
  type Calibration,
  type LevelGiven,
  type QuotaUsed,
} from './level.ts';

const log = LOGS.decision;
const officer = '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01';

/** Month grades of RC-1 (DOMAIN 3.0). */
export const GRADES = ['G1', 'G2', 'G3', 'G4', 'G5', 'VETO', 'CANCELLED'] as const;
export type Grade = (typeof GRADES)[number];

/** A month's grade from before levels were placed. */
export interface GradeDecidedV1 {
  readonly decision: string;
  readonly officer: string;
  readonly calendar: string;
  readonly period: string;
  readonly revision: number;
  readonly unit: string;
  readonly post: string;
  readonly grade: Grade;
  /** Hundredths of a point. */
  readonly total: number;
  /** Fen, after the unit's budget rule. */
  readonly performancePay: number;
  readonly schemeVersion: string;
  readonly author: string;
  readonly approver: string;
}

/** A level with everything that explains it: the rule, the counters, a person's move. */
export interface LevelDecided extends LevelGiven {
  readonly quotas: readonly QuotaUsed[];
  readonly calibration: Calibration | null;
}

/** A month's grade and level, and what they pay, approved. */
export interface GradeDecided extends GradeDecidedV1 {
  /** Null in decisions from before levels were placed. */
  readonly level: LevelDecided | null;
}

const grade = {
  decision: shape.uuid,
  officer: shape.uuid,
  calendar: shape.code,
  period: shape.code,
  revision: { type: 'integer', minimum: 1 },
  unit: shape.code,
  post: shape.code,
  grade: { enum: GRADES },
  total: { type: 'integer', minimum: 0, maximum: 11000 },
  performancePay: { type: 'integer', minimum: 0, maximum: 100_000_000 },
  schemeVersion: shape.code,
  author: shape.text,
  approver: shape.text,
};

const sampleGrade: GradeDecidedV1 = {
  decision: '9b1f0a64-2f0b-5e57-a7c9-3d1e5b7f9a04',
  officer,
  calendar: 'month',
  period: '2024-05',
  revision: 1,
  unit: 'ZJG-110',
  post: 'CALL110',
  grade: 'G3',
  total: 8885,
  performancePay: 50000,
  schemeVersion: 'rc-1@1',
  author: 'appraiser-1',
  approver: 'approver-1',
};

const decided = {
  log,
  type: 'GradeDecided',
  title: 'A grade was approved',
  key: (data: GradeDecidedV1) => data.officer,
  promote: (data: GradeDecidedV1) => ({ officer: data.officer, num: data.performancePay }),
};

export const gradeDecidedV1 = defineEvent<GradeDecidedV1>({
  ...decided,
  v: 1,
  schema: closed(grade),
  sample: sampleGrade,
  upcast: (data): GradeDecided => ({ ...data, level: null }),
});

export const gradeDecided = defineEvent<GradeDecided>({
  ...decided,
  v: 2,
  schema: closed({
    ...grade,
    level: orNull(
      closed({
        ...levelGiven,
        quotas: { type: 'array', items: quotaUsed, maxItems: 4 },
        calibration: orNull(calibration),
      }),
    ),
  }),
  sample: {
    ...sampleGrade,
    level: {
      ...sampleLevel,
      level: 3,
      quotas: [sampleQuota],
      calibration: {
        ...{ before: 4, reason: 'DIARY', evidence: 'DIARY-2024-05-17', author: 'appraiser-2' },
      },
    },
  },
});

/** A career tier change as version 1 told of one: nothing of pay that is held up. */
interface TierChangedV1 {
  readonly decision: string;
  readonly officer: string;
  /** 7 (low) … 1 (high). */
  readonly from: number;
  readonly to: number;
  /** First day of the new tier, Asia/Shanghai; may lie in the past. */
  readonly effectiveDate: string;
  /** Coded ground, e.g. SENIORITY. */
  readonly ground: string;
  readonly author: string;
  readonly approver: string;
}

/** A career tier changed by command and approval. */
export interface TierChanged extends TierChangedV1 {
  /** Fen a month by which pay is held up for who was mapped down by a conversion; else 0. */
  readonly protection: number;
}

const moved = {
  decision: shape.uuid,
  officer: shape.uuid,
  from: shape.tier,
  to: shape.tier,
  effectiveDate: shape.day,
  ground: shape.code,
  author: shape.text,
  approver: shape.text,
};

const sampleMove: TierChangedV1 = {
  decision: 'c2a7f9d0-4b6e-5c8a-9e13-5f7b9d1c3e05',
  officer,
  from: 5,
  to: 4,
  effectiveDate: '2024-01-01',
  ground: 'SENIORITY',
  author: 'appraiser-1',
  approver: 'approver-1',
};

const tierMoved = {
  log,
  type: 'TierChanged',
  title: 'A tier change was approved',
  key: (data: TierChangedV1) => data.officer,
  promote: (data: TierChangedV1) => ({ officer: data.officer, num: data.to }),
};

export const tierChangedV1 = defineEvent<TierChangedV1>({
  ...tierMoved,
  v: 1,
  schema: closed(moved),
  sample: sampleMove,
  upcast: (data): TierChanged => ({ ...data, protection: 0 }),
});

export const tierChanged = defineEvent<TierChanged>({
  ...tierMoved,
  v: 2,
  schema: closed({
    ...moved,
    protection: { type: 'integer', minimum: 0, maximum: 100_000_000 },
  }),
  sample: { ...sampleMove, from: 3, to: 4, ground: 'CONVERSION', protection: 20000 },
});

/** Annual grades (DOMAIN 1.4). */
export const ANNUAL_GRADES = ['EXCELLENT', 'COMPETENT', 'BASIC', 'INCOMPETENT'] as const;

export const decisionCutOffV1 = periodCutOffV1Of(log);
export const decisionCutOff = periodCutOffOf(log);
