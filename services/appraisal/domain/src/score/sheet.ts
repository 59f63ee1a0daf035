import type { Label, LocalDay, LocalMonth } from '@ywk/kernel';
import type { EffectDocument } from '../scheme/clause-document.ts';
import type { ClauseLine, OpenIndicator, ScoredIndicator } from './indicator-line.ts';

/** Why a stay or a month has no total. */
export type NotScoredReason =
  'NO_STAY' | 'NO_SCHEME_FOR_POST' | 'CALENDAR_UNKNOWN' | 'STAY_TOO_SHORT' | 'NOTHING_APPLICABLE';

/** Indicators of one group. */
export interface Group<Indicator> {
  readonly id: 'public' | 'custom';
  readonly indicators: readonly Indicator[];
}

interface StayHead {
  readonly unit: string;
  readonly post: string;
  readonly team: string | null;
  readonly from: LocalDay;
  readonly to: LocalDay;
  /** Calendar days. */
  readonly days: number;
  /** Days × share of the post in percent: how much the stay weighs in the month's total. */
  readonly weight: number;
}

interface StayBody {
  readonly bonus: { readonly clauses: readonly ClauseLine[]; readonly points: number };
  readonly deductions: { readonly clauses: readonly ClauseLine[]; readonly points: number };
}

export interface LeftOutStay extends StayHead {
  readonly status: 'NOT_SCORED';
  readonly reason: NotScoredReason;
}

/** A stay as it is stored: nothing in it depends on another officer. */
export interface OpenStay extends StayHead, StayBody {
  readonly status: 'SCORED';
  readonly groups: readonly Group<OpenIndicator>[];
}

export interface ScoredGroup extends Group<ScoredIndicator> {
  readonly weight: number;
  readonly score: number;
}

export interface ScoredStay extends StayHead, StayBody {
  readonly status: 'SCORED';
  readonly groups: readonly ScoredGroup[];
  /** Hundredths of a point, within 0 … the scheme's most. */
  readonly total: number;
}

/** An effect that came about; it acts on the grade or the level, not on the score. */
export interface Effect {
  readonly effect: EffectDocument['effect'];
  readonly clause: string;
  readonly label: Label;
  readonly count: number;
}

interface SheetHead {
  readonly officer: string;
  readonly calendar: 'month';
  readonly period: LocalMonth;
  /** Scheme and version: `rc-1@1`. */
  readonly scheme: string;
  /** Version of the metric definitions. */
  readonly metrics: number;
  /** Where the officer is ranked and budgeted: most days; null without a stay. */
  readonly unit: string | null;
  readonly post: string | null;
  readonly probation: boolean;
  readonly effects: readonly Effect[];
  /** Force levels down after ranking, for acts of others; absent where there are none (DOMAIN 3.0b). */
  readonly levelSteps?: number;
  /** Hundredths deducted at face value: tie rule T2, and what is grave (DOMAIN 3.0c.2). */
  readonly penalty: number;
}

/** A sheet as it is stored: a pure function of tallies, rules and stays. */
export interface OpenSheet extends SheetHead {
  readonly stays: readonly (OpenStay | LeftOutStay)[];
}

/** What late facts of an earlier month still change, in hundredths of a point. */
export interface Adjustment {
  readonly originPeriod: LocalMonth;
  readonly points: number;
}

/** A sheet with cohort values and adjustments joined: what people see. */
export interface ScoreSheet extends SheetHead {
  readonly stays: readonly (ScoredStay | LeftOutStay)[];
  readonly adjustments: readonly Adjustment[];
  readonly status: 'SCORED' | 'NOT_SCORED';
  readonly reason: NotScoredReason | null;
  readonly total: number | null;
  /** By the total and the effects; null when not scored or in the trainee time. */
  readonly grade: string | null;
  /** Fen of that grade before the unit's budget; null without a grade. */
  readonly pay: number | null;
}
