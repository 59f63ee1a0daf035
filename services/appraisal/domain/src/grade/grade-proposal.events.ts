import type { Fen, LocalMonth, Message } from '@ywk/kernel';
import type { ForceLevel, LevelPlacement, LevelsOutcome } from '../level/levels.ts';
import type { MonthGrade } from '../scheme/scheme-document.ts';
import type { BudgetMode } from './unit-budget.ts';

/** A level on a line; with the quotas of the head it explains itself. */
export type ListedLevel = Omit<LevelPlacement, 'officer' | 'unit'>;

/** One officer's line of a proposal. Points in hundredths, pay in fen after the unit's budget. */
export interface ProposedGrade {
  readonly decision: string;
  readonly officer: string;
  readonly post: string;
  readonly grade: MonthGrade;
  readonly total: number;
  readonly performancePay: Fen;
  /** Null in lines from before levels were placed. */
  readonly level: ListedLevel | null;
}

/** What a proposal is about and what it rests on. */
export interface ProposalHead {
  readonly proposal: string;
  readonly calendar: string;
  readonly period: LocalMonth;
  readonly revision: number;
  readonly unit: string;
  readonly schemeVersion: string;
  readonly budgetMode: BudgetMode;
  readonly budget: Fen;
  readonly asked: Fen;
  /** Overrun that the month before carried into this budget, and what goes against the next. */
  readonly carriedIn: Fen;
  readonly carryOver: Fen;
  readonly members: number;
  readonly author: string;
  /** Markers' positions that the close saw, by log, partition 0 first. */
  readonly vector: Readonly<Record<string, readonly number[]>>;
  /** Quotas over the unit's people, or those of small units joined; null before they were placed. */
  readonly levels: Omit<LevelsOutcome, 'placements' | 'reports'> | null;
}

/** A level moved by a person before the approval: what it was, and why. */
export interface Calibration {
  readonly before: ForceLevel;
  readonly reason: string;
  /** Reference of a document or diary entry. */
  readonly evidence: string;
  readonly author: string;
}

/** Seats above the ceilings that a unit has in a year, and how many of them were taken before. */
export interface ReserveSeats {
  readonly reserveSeats: number;
  readonly usedThisYear: number;
}

/** A level that a ruling gives after a month is final, above a ceiling (DOMAIN 3.0b After publication). */
export interface SeatAbove extends ReserveSeats {
  readonly officer: string;
  readonly before: ForceLevel | null;
  /** As a new ranking gives it. */
  readonly level: ListedLevel;
}

/** What carries a seat above a ceiling: of the unit's own reserve, or approved by somebody above it. */
export type SeatBy = 'RESERVE_SEAT' | 'SUPERIOR_APPROVAL';

/** Who gave a seat above a ceiling, and by what. */
export interface SeatGiven {
  readonly by: SeatBy;
  /** Of a superior's approval; null for a reserve seat. */
  readonly document: string | null;
  readonly author: string;
}

type SeatIn = SeatAbove & { readonly proposal: string };

/** Kept for ever. */
export type GradeProposalEvent =
  | Message<'GradesProposed', ProposalHead>
  | Message<
      'GradesListed',
      {
        readonly proposal: string;
        readonly part: number;
        readonly grades: readonly ProposedGrade[];
      }
    >
  | Message<
      'GradesRefused',
      ProposalHead & { readonly code: 'BUDGET_EXCEEDED'; readonly overrun: Fen }
    >
  | Message<
      'LevelCalibrated',
      Calibration & {
        readonly proposal: string;
        readonly officer: string;
        readonly after: ForceLevel;
      }
    >
  | Message<'SeatAboveRefused', SeatIn & { readonly code: 'SEAT_ABOVE_CEILING' }>
  | Message<'SeatAboveGiven', SeatIn & SeatGiven>
  | Message<
      'GradesApproved',
      { readonly proposal: string; readonly approver: string; readonly members: number }
    >;
