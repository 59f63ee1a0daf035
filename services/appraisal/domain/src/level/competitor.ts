import type { Ratio } from '@ywk/kernel';

/** One person as a quota sees him: of a month, or of a year. */
export interface Competitor {
  readonly officer: string;
  readonly unit: string;
  /** Hundredths of a point; null without a score: outside every quota. */
  readonly total: number | null;
  /** T1: the custom score, of a year the mean of the months' (DOMAIN 3.0c.14). */
  readonly custom: Ratio | null;
  /** T2: hundredths in the penalty ledger; fewer stand higher. */
  readonly penalty: number;
  /** T3; null for a month. */
  readonly democratic: Ratio | null;
  /** The clause that brought a veto. */
  readonly veto: string | null;
  /** The clause that forces level 4. */
  readonly forced: string | null;
  /** A reason for a place without a seat; counts where the rules name it. */
  readonly offQuota: string | null;
  readonly probation: boolean;
  readonly longLeave: boolean;
  /** Levels to go down after ranking, for liability as a leader (DOMAIN 3.0b). */
  readonly steps: number;
}

/** A competitor with a score. */
export type Scored = Competitor & { readonly total: number };

export const isScored = (person: Competitor): person is Scored => person.total !== null;
