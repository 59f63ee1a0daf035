import type { Fen, LocalMonth } from '@ywk/kernel';
import type { EffectDocument } from '../scheme/clause-document.ts';
import type { ForceLevel } from '../level/levels.ts';
import type { ScoreSheet } from '../score/sheet.ts';

/** Recorded sex of an officer; null where none is recorded. */
export type Sex = 'F' | 'M' | null;

/** What a month came to under one side's rules. */
export interface LabResult {
  /** Hundredths of a point; null when not scored. */
  readonly total: number | null;
  readonly grade: string | null;
  /** Fen of the grade before the unit's budget; null without a grade. */
  readonly pay: Fen | null;
  /** Force level by the side's quotas; null for none, and before they are placed. */
  readonly level: ForceLevel | null;
  /** Fen after the unit's budget; null for none, where BLOCK refuses, and before budgets are met. */
  readonly paid: Fen | null;
  /** Each once, by name. */
  readonly effects: readonly EffectDocument['effect'][];
}

/** What became of a total; GAINED and LOST: only one side has one. */
export const DIRECTIONS = ['UP', 'DOWN', 'SAME', 'GAINED', 'LOST', 'NOT_SCORED'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** One officer's month on both sides. */
export interface LabChange {
  readonly officer: string;
  readonly period: LocalMonth;
  readonly unit: string | null;
  readonly post: string | null;
  readonly sex: Sex;
  readonly direction: Direction;
  /** True when anything differs: total, grade, level, pay before and after budgets, or an effect. */
  readonly changed: boolean;
  readonly before: LabResult;
  readonly after: LabResult;
}

const resultOf = ({ total, grade, pay, effects }: ScoreSheet): LabResult => ({
  total,
  grade,
  pay,
  level: null,
  paid: null,
  effects: [...new Set(effects.map(({ effect }) => effect))].sort(),
});

const directionOf = (before: number | null, after: number | null): Direction => {
  if (before === null) return after === null ? 'NOT_SCORED' : 'GAINED';
  if (after === null) return 'LOST';
  if (before === after) return 'SAME';
  return after > before ? 'UP' : 'DOWN';
};

const differ = (before: LabResult, after: LabResult): boolean =>
  before.total !== after.total ||
  before.grade !== after.grade ||
  before.pay !== after.pay ||
  before.effects.join() !== after.effects.join();

/** Compares the sheets of one officer and month; where the officer stood is the same on both sides. */
export const compareSheets = (
  live: ScoreSheet,
  draft: ScoreSheet,
  sex: LabChange['sex'],
): LabChange => {
  const [before, after] = [resultOf(live), resultOf(draft)];
  return {
    officer: live.officer,
    period: live.period,
    unit: live.unit,
    post: live.post,
    sex,
    direction: directionOf(before.total, after.total),
    changed: differ(before, after),
    before,
    after,
  };
};
