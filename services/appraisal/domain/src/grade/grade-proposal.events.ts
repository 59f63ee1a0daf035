import type { Fen, LocalMonth, Message } from '@ywk/kernel';
import type { MonthGrade } from '../scheme/scheme-document.ts';
import type { BudgetMode } from './unit-budget.ts';

/** One officer's line of a proposal. Points in hundredths, pay in fen after the unit's budget. */
export interface ProposedGrade {
  readonly decision: string;
  readonly officer: string;
  readonly post: string;
  readonly grade: MonthGrade;
  readonly total: number;
  readonly performancePay: Fen;
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
  readonly members: number;
  readonly author: string;
  /** Markers' positions that the close saw, by log, partition 0 first. */
  readonly vector: Readonly<Record<string, readonly number[]>>;
}

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
      'GradesApproved',
      { readonly proposal: string; readonly approver: string; readonly members: number }
    >;
