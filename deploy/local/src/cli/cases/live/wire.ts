import type { LiveAppeal } from './wire-appeals.ts';
import type { LiveTierAction } from './career-words.ts';
import type { LiveConductAction } from './conduct-words.ts';
import type { LiveReviewAct } from './review-words.ts';
import type { LiveHeld, LiveLeader, LivePerson, LiveRole, LiveStay } from './wire-people.ts';

/** Schemes or metric definitions. */
export interface LiveDocument {
  readonly kind: 'SCHEME' | 'METRICS';
  readonly document: object;
}

/** A code under which a story counts facts, with the names of its amounts. */
export interface LiveCode {
  readonly code: string;
  readonly label: { readonly zh: string; readonly en: string };
  readonly amounts: readonly string[];
  /** Whole points that may be stated; none where a fact states no points. */
  readonly points: readonly number[];
}

/** A month of which the lab needs to know something, and an instant when it is over. */
export interface LivePast {
  readonly month: string;
  readonly at: string;
}

/** What becomes of grades that ask for more than a unit's budget. */
export type BudgetMode = 'BLOCK' | 'SCALE' | 'CARRY_POOL';

/** What a system must have before a story begins. */
export interface LiveStory {
  readonly case: string;
  readonly at: string;
  /** Whether nobody else may have been there before. */
  readonly alone: boolean;
  readonly people: Readonly<Record<string, LivePerson>>;
  /** The unit above a unit. */
  readonly units: Readonly<Record<string, string>>;
  /** How the budget of a unit is kept; a unit that is not named has none. */
  readonly budgets: Readonly<Record<string, BudgetMode>>;
  readonly leaders: readonly LiveLeader[];
  /** Rules that are in force when the story begins, in the order in which they are drafted. */
  readonly rules: {
    readonly documents: readonly LiveDocument[];
    readonly codes: readonly LiveCode[];
  };
  /** Null where the story changes no rules. */
  readonly history: LivePast | null;
}

export interface LiveContent {
  readonly occurredAt: string;
  readonly amounts: Readonly<Record<string, number>>;
  readonly count: number;
  /** The act that it reports; null: it is one of its own. */
  readonly actId: string | null;
}

interface FactVersion {
  readonly id: string;
  /** Null: the next one. */
  readonly version: number | null;
}

/** What never changes about a fact. */
export interface LiveSubject {
  readonly officer: string;
  readonly code: string;
}

export interface ToldFact extends FactVersion, LiveSubject {
  readonly version: number;
  readonly content: LiveContent;
}

export interface CorrectedFact extends FactVersion {
  readonly change: Partial<LiveContent>;
}

export interface LiveRules extends LiveDocument {
  readonly draftedBy: string;
  readonly activatedBy: string;
}

/** What is told of a year: a review and the closed months give the rest. */
export interface LiveYear {
  readonly leaders?: readonly (string | number)[];
  readonly votes?: { readonly eligible: number; readonly given: Readonly<Record<string, number>> };
  readonly months?: readonly (string | number)[];
}

/** Whom a pooled figure is about. */
export interface LiveScope {
  readonly officers?: readonly string[];
  readonly team?: string;
  readonly unit?: string;
}

/** What is to be done or answered, and at what instant. */
export type LiveAsk = { readonly at: string } & (
  | { readonly act: 'STAYS'; readonly officer: string; readonly stays: readonly LiveStay[] }
  | { readonly act: 'ROLES'; readonly officer: string; readonly roles: readonly LiveRole[] }
  | { readonly act: 'MENTORS'; readonly officer: string; readonly mentors: readonly LiveHeld[] }
  | { readonly act: 'LEADERS'; readonly leaders: readonly LiveLeader[] }
  | LiveAppeal
  | { readonly act: 'RESTART' }
  | { readonly act: 'TELL'; readonly fact: ToldFact }
  | { readonly act: 'CORRECT'; readonly fact: CorrectedFact }
  | { readonly act: 'WITHDRAW'; readonly fact: FactVersion; readonly about: LiveSubject | null }
  | { readonly act: 'CLOSE'; readonly period: string }
  | {
      readonly act: 'PUBLISH';
      readonly period: string;
      /** Null for all units. */
      readonly units: readonly string[] | null;
    }
  | { readonly act: 'FINALISE'; readonly period: string }
  | { readonly act: 'PAY_RUN'; readonly run: string }
  | { readonly act: 'TIER'; readonly tier: LiveTierAction | LiveConductAction }
  | { readonly act: 'REVIEW'; readonly review: LiveReviewAct }
  | ({ readonly act: 'RULES' } & LiveRules)
  | { readonly ask: 'COPY'; readonly month: string }
  | { readonly ask: 'SHEET'; readonly officer: string; readonly period: string }
  | { readonly ask: 'LIABLE'; readonly person: string; readonly period: string }
  | { readonly ask: 'NOTICES'; readonly period: string }
  | { readonly ask: 'TIER'; readonly officer: string; readonly on: string }
  | { readonly ask: 'TIER_RUN'; readonly year: number }
  /** Of a closed month, or a year that is over. */
  | { readonly ask: 'LEVELS'; readonly unit: string; readonly of: string | number }
  | { readonly ask: 'PAY_LINES'; readonly officer: string }
  | {
      readonly ask: 'YEAR';
      readonly officer: string;
      readonly year: number;
      readonly told: LiveYear | null;
    }
  | {
      readonly ask: 'POOLED';
      readonly figure: string;
      readonly period: string;
      readonly scope: LiveScope;
    }
);

/** What the program of cases writes for those who play live. */
export interface LiveLine {
  readonly begin?: LiveStory;
  readonly ask?: LiveAsk;
}
