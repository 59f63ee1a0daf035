/** What was approved of an officer's month. */
export interface LiveDecision {
  /** 1 … 4; null outside the quotas. */
  readonly level: number | null;
  /** Why, zh and en. */
  readonly words: readonly string[];
  /** Fen after the unit's budget. */
  readonly paid: number;
}

/** What a system answers a story. */
export type LiveAnswer =
  | { readonly kind: 'DONE' }
  | {
      readonly kind: 'REFUSED';
      readonly code: string;
      readonly detail: string;
      /** What the refusal says beside, by how much a budget is exceeded. */
      readonly facts?: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'UNSUPPORTED' }
  | { readonly kind: 'LIABLE'; readonly liabilities: unknown }
  | {
      readonly kind: 'SHEET';
      readonly sheet: unknown;
      readonly revision: number;
      readonly scheme: unknown;
      readonly facts: unknown;
      /** Null while the month has no approved grade of the officer. */
      readonly decided: LiveDecision | null;
    }
  | {
      readonly kind: 'LEVELS';
      readonly n: number;
      /** Null for a year. */
      readonly mode: string | null;
      readonly quotas: unknown;
      /** Officers by level, L1 … L4, or annual grade. */
      readonly placed: Readonly<Record<string, readonly string[]>>;
      /** Codes; of a year they follow from the quotas. */
      readonly reports: readonly string[];
      readonly words: readonly string[];
    }
  | { readonly kind: 'PAY_LINES'; readonly lines: readonly unknown[] }
  | {
      readonly kind: 'POOLED';
      readonly numerator: number;
      readonly denominator: number | null;
    }
  | {
      readonly kind: 'NOTICES';
      readonly officers: readonly string[];
      readonly publicityUntil: string | null;
      readonly objectionUntil: string | null;
    }
  | {
      readonly kind: 'YEAR';
      readonly parts: unknown;
      readonly total: number | null;
      readonly grade: string | null;
      readonly months: readonly number[];
    }
  | {
      readonly kind: 'TIER';
      readonly standing: unknown;
      readonly forecast: unknown;
      /** Fen a month held up after a conversion. */
      readonly protection: number;
    }
  /** The run as it was answered; its cost in fen. */
  | { readonly kind: 'TIER_RUN'; readonly run: unknown; readonly cost: number }
  | { readonly kind: 'DOCUMENT'; readonly document: unknown };

export const DONE: LiveAnswer = { kind: 'DONE' };
export const UNSUPPORTED: LiveAnswer = { kind: 'UNSUPPORTED' };
