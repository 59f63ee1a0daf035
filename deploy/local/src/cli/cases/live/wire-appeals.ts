/** An officer objects to a published month. */
export interface LiveObjection {
  /** By which rulings and appeals name it. */
  readonly id: string;
  readonly officer: string;
  readonly period: string;
  /** A FACT when absent. */
  readonly about?: string;
  readonly fact?: string;
  readonly code?: string;
}

/** What a ruling makes of one fact. */
export type LiveChange =
  | { readonly reverse: string }
  | { readonly replace: string; readonly amounts: Readonly<Record<string, number>> }
  | {
      readonly add: string;
      readonly code: string;
      readonly amounts?: Readonly<Record<string, number>>;
      readonly occurredAt?: string;
    };

/** An objection is ruled upon; without changes it is rejected. */
export interface LiveRuling {
  readonly objection: string;
  readonly by: string;
  /** UPHELD when absent and something changes. */
  readonly outcome?: string;
  readonly changes?: readonly LiveChange[];
}

/** Something about an objection. */
export type LiveAppeal =
  | { readonly act: 'OBJECT'; readonly objection: LiveObjection }
  | { readonly act: 'APPEAL'; readonly objection: string }
  | { readonly act: 'RULE'; readonly ruling: LiveRuling };
