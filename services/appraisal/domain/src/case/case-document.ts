import type { CaseAppealSteps } from './appeal-steps.ts';
import type { Instant, Label, LocalDay, LocalMonth } from '@ywk/kernel';
import type { BudgetMode } from '../grade/unit-budget.ts';
import type { AnnualGrade } from '../scheme/annual-document.ts';
import type { Decimal } from '../scheme/clause-document.ts';
import type { CaseReview } from './case-review-document.ts';
import type { PayLinesExpectation } from './pay-steps.ts';
import type { CaseTierSteps, TierExpectation, TierRunExpectation } from './tier-steps.ts';

/** What a document is changed by: members by key, things with a name by it, null removes. */
export type Patch = Readonly<Record<string, unknown>>;

export interface CaseStay {
  readonly unit: string;
  readonly post: string;
  readonly team?: string;
  readonly from: LocalDay;
  readonly to?: LocalDay;
  readonly probation?: boolean;
  /** With which an employment begins here: after the trainee time, or on coming in. */
  readonly tier?: number;
  /** Of a second post held beside the main one, in percent. */
  readonly share?: number;
}

export interface CaseRole {
  readonly role: string;
  readonly from: LocalDay;
  readonly to?: LocalDay;
}

/** The police officer who is responsible for somebody. */
export interface CaseMentor {
  readonly person: string;
  readonly from: LocalDay;
  readonly to?: LocalDay;
}

/** Who leads a unit, or a team of it. */
export interface CaseLeader extends CaseMentor {
  readonly unit: string;
  readonly office: 'CHIEF' | 'DEPUTY' | 'GROUP_LEADER';
  readonly team?: string;
}

export interface CasePerson {
  readonly stays: readonly CaseStay[];
  readonly roles?: readonly CaseRole[];
  readonly mentors?: readonly CaseMentor[];
}

export interface CaseFact {
  readonly id?: string;
  /** From 1; the highest version of an id counts. */
  readonly version?: number;
  readonly officer: string;
  readonly code: string;
  readonly amounts?: Readonly<Record<string, number>>;
  /** The step's instant when absent. */
  readonly occurredAt?: string;
  /** So many facts alike. */
  readonly count?: number;
  /** Facts that name one report one act. */
  readonly actId?: string;
}

/** A higher version of a fact that was told: what is not said stays as it was. */
export type CaseCorrection = Pick<CaseFact, 'version' | 'amounts' | 'occurredAt' | 'count'> & {
  readonly id: string;
};

/** A fact taken back: by its id, or by id and version. */
export type CaseWithdrawal = string | { readonly id: string; readonly version: number };

export interface CaseSchemeEdit {
  readonly month: LocalMonth;
  readonly draftedBy: string;
  readonly activatedBy: string;
  readonly patch?: Patch;
}

export interface CaseYear {
  readonly officer: string;
  readonly year: number;
  /** Totals of the months; those of the closed months when absent. */
  readonly months?: readonly Decimal[];
  /** Those of the review when absent. */
  readonly leaders?: readonly Decimal[];
  /** Those of the review when absent. */
  readonly votes?: {
    readonly eligible: number;
    readonly given: Readonly<Partial<Record<AnnualGrade, number>>>;
  };
}

/** What is expected of a month of an officer; with a post, of the stay in it. */
export interface SheetExpectation {
  readonly officer: string;
  readonly period: LocalMonth;
  readonly post?: string;
  /** First day of the stay in this month, where one post has several. */
  readonly from?: LocalDay;
  readonly items?: Readonly<Record<string, Decimal>>;
  readonly clauses?: Readonly<Record<string, Decimal>>;
  readonly groups?: Readonly<Record<string, Decimal>>;
  readonly rates?: Readonly<Record<string, Decimal>>;
  readonly medians?: Readonly<Record<string, Decimal>>;
  readonly places?: Readonly<Record<string, string>>;
  readonly counts?: Readonly<Record<string, number>>;
  readonly total?: Decimal;
  readonly grade?: string;
  readonly pay?: Decimal;
  readonly status?: string;
  readonly reason?: string;
  readonly probation?: boolean;
  /** 0 while the month is open. */
  readonly revision?: number;
  readonly rankedIn?: string;
  readonly effects?: Readonly<Record<string, string>>;
  readonly adjustments?: Readonly<Record<LocalMonth, Decimal>>;
  readonly penalty?: Decimal;
  /** Force level 1 … 4 of a closed month; NONE outside the quotas and in an open month. */
  readonly level?: Decimal;
  /** Yuan after the unit's budget, of a closed month. */
  readonly paid?: Decimal;
}

/** What is expected of a year of an officer. */
export interface YearExpectation {
  readonly officer: string;
  readonly year: number;
  readonly total?: Decimal;
  readonly grade?: string;
  readonly parts?: Readonly<Record<string, Decimal>>;
}

/** What is expected of a rate or metric over several officers: of everybody when none are named. */
export interface PooledExpectation {
  readonly pooled: string;
  readonly period: LocalMonth;
  readonly officers?: readonly string[];
  readonly team?: string;
  readonly unit?: string;
  readonly value: Decimal;
}

/** Whose time for objections the last publication of a month opened. */
export interface NoticesExpectation {
  readonly notices: readonly string[];
  readonly period: LocalMonth;
  /** Last days of the clocks. */
  readonly publicityUntil?: LocalDay;
  readonly objectionUntil?: LocalDay;
}

/** What is expected to be borne by somebody for the acts of others in a month. */
export interface LiableExpectation {
  readonly liable: string;
  readonly period: LocalMonth;
  readonly points?: Decimal;
  readonly levelSteps?: number;
  readonly records?: readonly string[];
  readonly acts?: readonly string[];
}

/** Something in this step is refused with this code. */
export interface RefusalExpectation {
  readonly refused: string;
  /** Yuan above the budget, of BUDGET_EXCEEDED. */
  readonly overrun?: Decimal;
}

/** What is expected of the quotas of a unit: levels of a closed month, or the excellent of a year. */
export interface LevelsExpectation {
  /** The unit. */
  readonly levels: string;
  readonly period?: LocalMonth;
  readonly year?: number;
  readonly n?: number;
  readonly mode?: string;
  readonly seats?: Readonly<Record<string, number>>;
  readonly used?: Readonly<Record<string, number>>;
  readonly ties?: Readonly<Record<string, string>>;
  /** All officers of a level (L1 … L4) or annual grade. */
  readonly placed?: Readonly<Record<string, readonly string[]>>;
  /** Codes of all reports. */
  readonly reports?: readonly string[];
}

export type Expectation =
  | SheetExpectation
  | YearExpectation
  | PooledExpectation
  | LevelsExpectation
  | NoticesExpectation
  | TierExpectation
  | TierRunExpectation
  | LiableExpectation
  | PayLinesExpectation
  | RefusalExpectation;

/** One month, or several in a row. */
export type CaseMonths = LocalMonth | { readonly from: LocalMonth; readonly to: LocalMonth };

/** Some units of a month are published. */
export interface CasePublication {
  readonly period: LocalMonth;
  readonly units: readonly string[];
}

/** What happens at one instant, in the order of these members, and what is expected after it. */
export interface CaseStep extends CaseTierSteps, CaseAppealSteps {
  readonly at: Instant;
  readonly stays?: Readonly<Record<string, readonly CaseStay[]>>;
  readonly roles?: Readonly<Record<string, readonly CaseRole[]>>;
  readonly mentors?: Readonly<Record<string, readonly CaseMentor[]>>;
  readonly leaders?: readonly CaseLeader[];
  readonly scheme?: CaseSchemeEdit;
  readonly metrics?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Day of the totals; that of the step when absent. */
  readonly on?: LocalDay;
  readonly facts?: readonly CaseFact[];
  readonly correct?: readonly CaseCorrection[];
  readonly withdraw?: readonly CaseWithdrawal[];
  readonly review?: CaseReview;
  readonly year?: CaseYear;
  readonly close?: CaseMonths;
  readonly publish?: CaseMonths | CasePublication;
  readonly finalize?: CaseMonths;
  /** The run of a month is paid, and all before it. */
  readonly payRun?: LocalMonth;
  readonly restart?: true;
  readonly expect?: readonly Expectation[];
}

/** A story of some people under some rules, and what must come out: `case.schema.json`. */
export interface CaseDocument {
  readonly case: string;
  readonly title: Label;
  readonly source: string;
  readonly scheme: string | { readonly base: string; readonly patch: Patch };
  readonly metrics?: { readonly patch: Patch };
  /** The unit above a unit. */
  readonly units?: Readonly<Record<string, string>>;
  /** How a unit's budget for performance pay is kept; a unit that is not named has none. */
  readonly budgets?: Readonly<Record<string, BudgetMode>>;
  readonly leaders?: readonly CaseLeader[];
  readonly people: Readonly<Record<string, CasePerson>>;
  readonly steps: readonly CaseStep[];
}
