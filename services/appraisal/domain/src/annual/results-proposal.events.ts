import type { LocalMonth, Message } from '@ywk/kernel';
import type { QuotaUse } from '../level/levels.ts';
import type { AnnualRule } from '../level/place-excellent.ts';
import type { AnnualGrade } from '../scheme/annual-document.ts';
import type { AnnualPartScore } from './annual-score.ts';

/** What a year's grade was found from. Points in hundredths. */
export interface YearFound {
  /** Null: there is a comment and no grade. */
  readonly grade: AnnualGrade | null;
  readonly rule: AnnualRule;
  /** The clause that the rule rests on. */
  readonly by: string | null;
  readonly parts: readonly AnnualPartScore[];
  /** Months that are failures. */
  readonly failed: number;
  /** T1, T2 and T3 of ties: exact, hundredths, exact. */
  readonly custom: string | null;
  readonly penalty: number;
  readonly democratic: string | null;
}

/** One officer's line. */
export interface ListedResult {
  readonly decision: string;
  readonly officer: string;
  readonly total: number | null;
  /** Among the unit's people with a total: 1 + number strictly better. */
  readonly rank: number | null;
  /** Months that have a total. */
  readonly months: number;
  /** Null in a period that has no grades of its own. */
  readonly year: YearFound | null;
}

/** What a unit's results of a longer period rest on. */
export interface ResultsHead {
  readonly proposal: string;
  readonly calendar: string;
  readonly period: string;
  readonly revision: number;
  readonly unit: string;
  readonly schemeVersion: string;
  readonly members: number;
  readonly author: string;
  /** Revisions of the months that went in. */
  readonly months: Readonly<Record<LocalMonth, number>>;
  /** Seats of the excellent, and the units whose people stood for them; null without grades. */
  readonly quota: { readonly units: readonly string[]; readonly use: QuotaUse } | null;
  /** Markers' positions that the period saw, by log, partition 0 first. */
  readonly vector: Readonly<Record<string, readonly number[]>>;
}

/** Kept for ever. */
export type ResultsProposalEvent =
  | Message<'ResultsProposed', ResultsHead>
  | Message<
      'ResultsListed',
      {
        readonly proposal: string;
        /** From 1. */
        readonly part: number;
        readonly results: readonly ListedResult[];
      }
    >
  | Message<
      'ResultsApproved',
      { readonly proposal: string; readonly approver: string; readonly members: number }
    >;
