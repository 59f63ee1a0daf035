import type { Label } from '@ywk/kernel';

/** Points as a whole number, or a number as text: "0.5", "85%". Never a float. */
export type Decimal = number | string;

/** What every rule carries, so that each point can be led back to it. */
export interface RuleHead {
  readonly id: string;
  readonly label: Label;
  /** Where the rule comes from: a document and its article. */
  readonly source: string;
}

/** A rule with points per fact; its id is what an explanation names. */
export interface ClauseDocument extends RuleHead {
  readonly metric: string;
  /** Points of each fact, signed. */
  readonly points?: Decimal;
  /** Points of the first, second … fact; the last step repeats (DOMAIN 3.0c.3). */
  readonly steps?: readonly Decimal[];
  /** Metric as which every fact beyond the steps counts instead: "4th = absence" (DOMAIN 3.0c.3). */
  readonly then?: string;
  /** Facts may state other points than `points`, with its sign. */
  readonly stated?: boolean;
  /** Most that the clause yields, as an amount without sign. */
  readonly cap?: Decimal;
  /** Clauses of one group that meet the same fact: the scheme's `overlap` says which counts. */
  readonly overlap?: string;
}

/** What a fact does to the grade beside any points; effects always all apply (DOMAIN 3.0c.5). */
export interface EffectDocument extends RuleHead {
  readonly effect: 'VETO' | 'CANCELLED' | 'LEVEL_4';
  readonly metric: string;
  /** That many facts in the month bring it about. */
  readonly atLeast: number;
}
