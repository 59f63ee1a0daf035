import type { Label } from '@ywk/kernel';
import type { TieUse } from './fill.ts';

export const FORCE_LEVELS = [1, 2, 3, 4] as const;
/** A force level (警务等级), 1 the best. */
export type ForceLevel = (typeof FORCE_LEVELS)[number];

export const QUOTA_NAMES = ['LEVEL_1', 'LEVELS_1_AND_2', 'LEVEL_4', 'EXCELLENT'] as const;
export type QuotaName = (typeof QUOTA_NAMES)[number];

/** One quota as it was used: counters only, no names. */
export interface QuotaUse {
  readonly quota: QuotaName;
  /** As the rules write it: "20%". */
  readonly share: string;
  /** How many people the share is taken of. */
  readonly n: number;
  readonly seats: number;
  readonly used: number;
  /** Hundredths: total of the last who was placed by score; null when nobody was. */
  readonly cut: number | null;
  readonly tie: TieUse | null;
  /** How many stood equal at the cut when nothing parted them; 0 otherwise. */
  readonly tied: number;
  /** How many stood for these seats. */
  readonly competitors: number;
}

/** Why somebody has his level. `OUTSIDE`: not counted, no level. */
export type LevelRule =
  'VETO' | 'FORCED' | 'FLOOR' | 'OFF_QUOTA' | 'LEVEL_1' | 'LEVEL_2' | 'LEVEL_3' | 'OUTSIDE';

/** One person's level. Rule and counters of his group's quotas together explain it. */
export interface LevelPlacement {
  readonly officer: string;
  readonly unit: string;
  /** After steps down; null outside the quotas. */
  readonly level: ForceLevel | null;
  readonly rule: LevelRule;
  /** The clause or honour that the rule rests on. */
  readonly by: string | null;
  /** In level 4 by the floor alone, with a score that would not deserve it. */
  readonly enforced: boolean;
  /** Levels gone down after ranking; they free no seat. */
  readonly steps: number;
}

/** Something a person has to see before approving. */
export interface LevelReport {
  readonly code: 'FLOOR_SHORT' | 'CEILING_EXCEEDED' | 'TIE_UNRESOLVED';
  readonly quota: QuotaName;
  /** People missing at the floor, above the ceiling, or tied. */
  readonly people: number;
  readonly words: Label;
}

/** How a group's size was dealt with: its quotas apply, level 4 is exempt, or units were joined. */
export type GroupMode = 'APPLIED' | 'EXEMPT' | 'MERGED';

/** Levels of everybody in one group: a unit, or small units joined. */
export interface LevelsOutcome {
  readonly units: readonly string[];
  readonly mode: GroupMode;
  readonly n: number;
  readonly quotas: readonly QuotaUse[];
  /** By officer id. */
  readonly placements: readonly LevelPlacement[];
  readonly reports: readonly LevelReport[];
  /** Parts of seats kept for the next period, by quota: `2/5`; empty when the rules keep none. */
  readonly carried: Carried;
}

export type Carried = Readonly<Partial<Record<QuotaName, string>>>;
