import { closed, orNull, shape } from '../event-contract.ts';

/** One quota as it was used: counters, no names (DOMAIN 3.0c.13). */
export interface QuotaUsed {
  readonly quota: 'LEVEL_1' | 'LEVELS_1_AND_2' | 'LEVEL_4' | 'EXCELLENT';
  /** As the rules write it: "20%". */
  readonly share: string;
  /** People the share is taken of. */
  readonly n: number;
  readonly seats: number;
  readonly used: number;
  /** Hundredths: total of the last who was placed by score. */
  readonly cut: number | null;
  readonly tie: 'CUSTOM' | 'PENALTY' | 'DEMOCRATIC' | 'SHRINK' | 'INCLUDE' | 'TIEBREAK' | null;
  /** People equal at the cut when nothing parted them. */
  readonly tied: number;
  readonly competitors: number;
}

/** A force level, and the rule that gave it. */
export interface LevelGiven {
  /** 1 … 4; null for who is not counted. */
  readonly level: 1 | 2 | 3 | 4 | null;
  readonly rule:
    'VETO' | 'FORCED' | 'FLOOR' | 'OFF_QUOTA' | 'LEVEL_1' | 'LEVEL_2' | 'LEVEL_3' | 'OUTSIDE';
  /** Clause or honour that the rule rests on. */
  readonly by: string | null;
  /** In level 4 for the share alone. */
  readonly enforced: boolean;
  /** Levels gone down after ranking. */
  readonly steps: number;
}

/** A level moved by a person before the approval: what it was, and why. */
export interface Calibration {
  readonly before: 1 | 2 | 3 | 4;
  readonly reason: string;
  /** Reference of a document or diary entry. */
  readonly evidence: string;
  readonly author: string;
}

const count = { type: 'integer', minimum: 0 };

export const FORCE_LEVEL = { type: 'integer', minimum: 1, maximum: 4 };

export const quotaUsed = closed({
  quota: { enum: ['LEVEL_1', 'LEVELS_1_AND_2', 'LEVEL_4', 'EXCELLENT'] },
  share: shape.text,
  n: count,
  seats: count,
  used: count,
  cut: orNull({ type: 'integer', minimum: 0, maximum: 11000 }),
  tie: orNull({ enum: ['CUSTOM', 'PENALTY', 'DEMOCRATIC', 'SHRINK', 'INCLUDE', 'TIEBREAK'] }),
  tied: count,
  competitors: count,
});

export const levelGiven = {
  level: orNull(FORCE_LEVEL),
  rule: {
    enum: ['VETO', 'FORCED', 'FLOOR', 'OFF_QUOTA', 'LEVEL_1', 'LEVEL_2', 'LEVEL_3', 'OUTSIDE'],
  },
  by: orNull(shape.code),
  enforced: { type: 'boolean' },
  steps: { type: 'integer', minimum: 0, maximum: 3 },
};

export const calibration = closed({
  before: FORCE_LEVEL,
  reason: shape.code,
  evidence: shape.text,
  author: shape.text,
});

export const sampleQuota: QuotaUsed = {
  quota: 'LEVEL_4',
  share: '10%',
  n: 1,
  seats: 1,
  used: 1,
  cut: 8885,
  tie: null,
  tied: 0,
  competitors: 1,
};

export const sampleLevel: LevelGiven = {
  level: 4,
  rule: 'FLOOR',
  by: null,
  enforced: true,
  steps: 0,
};
