import type { Instant, LocalMonth } from '@ywk/kernel';
import type { ObjectionSubject, RulingOutcome } from '../appeal/appeal.events.ts';

/** An officer objects to a published month. */
export interface CaseObjection {
  /** By which rulings and appeals name it. */
  readonly id: string;
  readonly officer: string;
  readonly period: LocalMonth;
  /** A FACT when absent. */
  readonly about?: ObjectionSubject['about'];
  readonly fact?: string;
  readonly code?: string;
}

/** What a ruling makes of one fact. */
export type CaseRuledFact =
  | { readonly reverse: string }
  | { readonly replace: string; readonly amounts: Readonly<Record<string, number>> }
  | {
      readonly add: string;
      readonly code: string;
      readonly amounts?: Readonly<Record<string, number>>;
      readonly occurredAt?: Instant;
    };

/** An objection is ruled upon; without changes it is rejected. */
export interface CaseRuling {
  readonly objection: string;
  readonly by: string;
  /** UPHELD when absent and something changes. */
  readonly outcome?: RulingOutcome;
  readonly changes?: readonly CaseRuledFact[];
}

/** What of a step is about objections. */
export interface CaseAppealSteps {
  readonly objection?: readonly CaseObjection[];
  /** Objections that are taken to the second instance. */
  readonly appeal?: readonly string[];
  readonly ruling?: readonly CaseRuling[];
}
