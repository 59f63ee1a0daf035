import { closed, defineEvent, orNull, shape, type JsonSchema } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import { GRADES, type Grade } from './decision.ts';
import {
  FORCE_LEVEL,
  levelGiven,
  sampleLevel,
  type Calibration,
  type LevelGiven,
} from './level.ts';

const log = LOGS.proposal;
const proposal = '4d0f2b86-7c1e-5a3d-9b42-6e8f0a1c2d05';
const officer = '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01';

const amount = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };

/** An officer's line before levels were placed. */
export interface GradeLineV1 {
  readonly decision: string;
  readonly officer: string;
  readonly post: string;
  readonly grade: Grade;
  /** Hundredths of a point. */
  readonly total: number;
  /** Fen, after the budget rule. */
  readonly performancePay: number;
}

/** A piece of a proposal's list, at most 200 lines. */
interface Listed<Line> {
  readonly proposal: string;
  /** From 1. */
  readonly part: number;
  readonly grades: readonly Line[];
}

export type GradesListedV1 = Listed<GradeLineV1>;
/** The level is null in lines from before levels were placed. */
export type GradesListed = Listed<GradeLineV1 & { readonly level: LevelGiven | null }>;

const line = {
  decision: shape.uuid,
  officer: shape.uuid,
  post: shape.code,
  grade: { enum: GRADES },
  total: { type: 'integer', minimum: 0, maximum: 11000 },
  performancePay: amount,
};

const listOf = (members: Record<string, JsonSchema>) =>
  closed({
    proposal: shape.uuid,
    part: { type: 'integer', minimum: 1 },
    grades: { type: 'array', maxItems: 200, items: closed(members) },
  });

const sampleLine: GradeLineV1 = {
  decision: '9b1f0a64-2f0b-5e57-a7c9-3d1e5b7f9a04',
  officer,
  post: 'CALL110',
  grade: 'G3',
  total: 8885,
  performancePay: 50000,
};

const listing = {
  log,
  type: 'GradesListed',
  title: 'Lines of a grade proposal',
  key: (data: { readonly proposal: string }) => data.proposal,
};

export const gradesListedV1 = defineEvent<GradesListedV1>({
  ...listing,
  v: 1,
  schema: listOf(line),
  sample: { proposal, part: 1, grades: [sampleLine] },
  upcast: ({ grades, ...rest }): GradesListed => ({
    ...rest,
    grades: grades.map((each) => ({ ...each, level: null })),
  }),
});

export const gradesListed = defineEvent<GradesListed>({
  ...listing,
  v: 2,
  schema: listOf({ ...line, level: orNull(closed(levelGiven)) }),
  sample: { proposal, part: 1, grades: [{ ...sampleLine, level: sampleLevel }] },
});

/** A level moved by an appraiser before the approval, within the quotas. */
export interface LevelCalibrated extends Calibration {
  readonly proposal: string;
  readonly officer: string;
  readonly after: 1 | 2 | 3 | 4;
}

export const levelCalibrated = defineEvent<LevelCalibrated>({
  log,
  type: 'LevelCalibrated',
  v: 1,
  title: 'A level of a proposal was calibrated',
  key: (data) => data.proposal,
  schema: closed({
    proposal: shape.uuid,
    officer: shape.uuid,
    after: FORCE_LEVEL,
    before: FORCE_LEVEL,
    reason: shape.code,
    evidence: shape.text,
    author: shape.text,
  }),
  sample: {
    ...{ proposal, officer, before: 3, after: 2, reason: 'DIARY' },
    ...{ evidence: 'DIARY-2024-05-17', author: 'appraiser-1' },
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
  schema: closed({
    proposal: shape.uuid,
    approver: shape.text,
    members: { type: 'integer', minimum: 0 },
  }),
  sample: { proposal, approver: 'approver-1', members: 1 },
});
