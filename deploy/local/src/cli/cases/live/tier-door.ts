import { DONE, type LiveAnswer } from './answers.ts';

/** What became of a proposal or an approval. */
export interface Result {
  readonly id: string;
  readonly outcome: 'accepted' | 'duplicate' | 'refused';
  readonly code?: string;
  readonly detail?: string;
}

/** A change that was proposed and is not approved yet. */
export interface Open {
  readonly id: string;
  readonly officer: string;
}

/** What a run or a conversion answers: each move, and what became of its proposal. */
export interface Moved {
  readonly results: readonly Result[];
}

/** A change that a run or a conversion asks for. */
export interface Move {
  readonly officer: string;
}

/** A run of a year; its cost in fen. */
export interface Run extends Moved {
  readonly proposals: readonly Move[];
  readonly cost: number;
}

/** A change that was approved; what is held up with it in fen a month. */
interface Change {
  readonly to: number;
  readonly effectiveDate: string;
  readonly protection: number;
}

/** Where an officer stands. */
export interface OfficerTier {
  readonly tier: number | null;
  readonly career: { readonly tier: number | null } | null;
  readonly forecast: unknown;
  readonly changes: readonly Change[];
}

/** Of whom nothing is known on a day. */
export const OUTSIDE = { tier: null, credits: 0, steps: [] };

/** The first refusal, where there is one. */
export const answerTo = (results: readonly Result[]): LiveAnswer => {
  const refused = results.find(({ outcome }) => outcome === 'refused');
  if (refused === undefined) return DONE;
  return { kind: 'REFUSED', code: refused.code ?? '', detail: refused.detail ?? '' };
};

/** Tiers by name, as pairs. */
export const listed = (
  values: Readonly<Record<string, number>> = {},
): (readonly [string, number])[] => Object.entries(values);
