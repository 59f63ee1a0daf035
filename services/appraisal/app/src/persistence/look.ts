import type { RuleBook } from '@ywk/appraisal-domain';

/** A look at a month as it was known at an instant. */
export interface Look {
  readonly period: string;
  /** Instant up to which things were taken in, ms. */
  readonly until: number;
  /** The rules as they were known then. */
  readonly rules: RuleBook;
  /** Whether the facts themselves are asked for, or only what they come to. */
  readonly facts: boolean;
}
