import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import { ANNUAL_GRADES } from './decision.ts';
import { quotaUsed, sampleQuota, type QuotaUsed } from './level.ts';

const officer = '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01';
const decision = '9b1f0a64-2f0b-5e57-a7c9-3d1e5b7f9a04';

const count = { type: 'integer', minimum: 0 };
const points = { type: 'integer', minimum: 0, maximum: 11000 };
const revision = { type: 'integer', minimum: 1 };

const ANNUAL_RULES = [
  'SEAT',
  'OFF_QUOTA',
  'NO_SEAT',
  'BARRED_BY_MONTH',
  'BARRED_BY_SANCTION',
  'SHORT_SERVICE',
  'FAILED_MONTHS',
  'COMMENT_ONLY',
  'LONG_LEAVE',
  'THRESHOLD',
  'VETO',
  'OUTSIDE',
  'RULING',
] as const;

/** Rules as they were before a ruling could give a year's grade. */
const RULES_BEFORE_RULINGS = ANNUAL_RULES.filter((rule) => rule !== 'RULING');

const ANNUAL_GAPS = [
  'NO_MONTHS',
  'NO_LEADERS',
  'TURNOUT_TOO_LOW',
  'TOO_FEW_VOTERS',
  'NO_REVIEW',
] as const;

/** A part of a year's score: its exact value 0 … 100, or why there is none. */
interface PartScored {
  readonly part: 'MONTH_TOTALS' | 'LEADERS' | 'VOTES';
  /** Hundredths, of 100. */
  readonly weight: number;
  readonly value: string | null;
  readonly gap: (typeof ANNUAL_GAPS)[number] | null;
}

/** What a year's grade was found from (DOMAIN 3.0 Annual). Points in hundredths. */
export interface YearFound {
  /** Null: there is a comment and no grade. */
  readonly grade: (typeof ANNUAL_GRADES)[number] | null;
  readonly rule: (typeof ANNUAL_RULES)[number];
  /** Clause that the rule rests on; of a RULING, or of what one put right, its document. */
  readonly by: string | null;
  readonly parts: readonly PartScored[];
  /** Months that are failures. */
  readonly failed: number;
  /** Exact mean of the months' custom scores. */
  readonly custom: string | null;
  readonly penalty: number;
  /** Exact. */
  readonly democratic: string | null;
}

const found = {
  grade: orNull({ enum: ANNUAL_GRADES }),
  by: orNull(shape.code),
  parts: {
    type: 'array',
    maxItems: 3,
    items: closed({
      part: { enum: ['MONTH_TOTALS', 'LEADERS', 'VOTES'] },
      weight: { type: 'integer', minimum: 0, maximum: 10000 },
      value: orNull(shape.text),
      gap: orNull({ enum: ANNUAL_GAPS }),
    }),
  },
  failed: count,
  custom: orNull(shape.text),
  penalty: count,
  democratic: orNull(shape.text),
};

export const yearFoundV1 = { ...found, rule: { enum: RULES_BEFORE_RULINGS } };
export const yearFound = { ...found, rule: { enum: ANNUAL_RULES } };

export const sampleYear: YearFound = {
  ...{ grade: 'COMPETENT', rule: 'NO_SEAT', by: null, failed: 0 },
  parts: [
    { part: 'MONTH_TOTALS', weight: 6000, value: '909/10', gap: null },
    { part: 'LEADERS', weight: 2000, value: '90', gap: null },
    { part: 'VOTES', weight: 2000, value: '545/6', gap: null },
  ],
  ...{ custom: '286/5', penalty: 200, democratic: '545/6' },
};

/** A year's grade decided by this system: proposed by rule, approved by a second person. */
export interface AnnualGradeDecided extends YearFound {
  readonly decision: string;
  readonly officer: string;
  readonly year: number;
  readonly revision: number;
  readonly unit: string;
  readonly total: number | null;
  /** Months that have a total. */
  readonly months: number;
  /** Counters of the seats of the excellent, without names. */
  readonly quota: QuotaUsed | null;
  readonly schemeVersion: string;
  readonly author: string;
  readonly approver: string;
}

const gradeDecided = {
  log: LOGS.decision,
  type: 'AnnualGradeDecided',
  title: 'An annual grade was approved',
  key: (data: AnnualGradeDecided) => data.officer,
  promote: (data: AnnualGradeDecided) => ({ officer: data.officer, num: data.year }),
};

const line = {
  decision: shape.uuid,
  officer: shape.uuid,
  year: { type: 'integer', minimum: 2000, maximum: 2100 },
  revision,
  unit: shape.code,
  total: orNull(points),
  months: count,
  quota: orNull(quotaUsed),
  schemeVersion: shape.code,
  author: shape.text,
  approver: shape.text,
};

const sampleDecided: AnnualGradeDecided = {
  ...sampleYear,
  ...{ decision, officer, year: 2024, revision: 1, unit: 'ZJG-110', total: 9071, months: 12 },
  quota: { ...sampleQuota, quota: 'EXCELLENT', share: '20%' },
  ...{ schemeVersion: 'rc-1@1', author: 'appraiser-1', approver: 'approver-1' },
};

/** Every decision of version 1 is one of version 2. */
export const annualGradeDecidedV1 = defineEvent<AnnualGradeDecided>({
  ...gradeDecided,
  v: 1,
  schema: closed({ ...yearFoundV1, ...line }),
  sample: sampleDecided,
  upcast: (data) => data,
});

export const annualGradeDecided = defineEvent<AnnualGradeDecided>({
  ...gradeDecided,
  v: 2,
  schema: closed({ ...yearFound, ...line }),
  sample: { ...sampleDecided, revision: 2, rule: 'RULING', by: 'CD-2025-0212' },
});
