import type { Label, LocalDay, LocalMonth } from '@ywk/kernel';
import type { Effect, NotScoredReason } from '../score/sheet.ts';
import type { KnownFact, Step } from './ground.ts';

/** Something with points; amounts in hundredths of a point, `shown` as people write them. */
interface Scored {
  readonly score: number | null;
  /** Null where it is not applicable. */
  readonly shown: string | null;
  readonly steps: readonly Step[];
}

/** One rule with points for each fact. Facts are named by their position, see {@link FactNode}. */
export interface ClauseNode extends Scored {
  readonly id: string;
  readonly label: Label;
  readonly source: string;
  readonly count: number;
  readonly facts: readonly number[];
}

export interface IndicatorNode extends Scored {
  readonly id: string;
  readonly label: Label;
  readonly source: string;
  readonly shape: string;
  readonly weight: number;
  readonly clauses: readonly ClauseNode[];
  readonly facts: readonly number[];
}

export interface GroupNode extends Scored {
  readonly id: 'public' | 'custom';
  readonly label: Label;
  readonly weight: number;
  readonly indicators: readonly IndicatorNode[];
}

/** Clauses that stand outside the groups: bonus, and deductions from the total. */
export interface BesideNode extends Scored {
  readonly id: 'bonus' | 'total';
  readonly label: Label;
  readonly clauses: readonly ClauseNode[];
}

export interface StayNode extends Scored {
  readonly unit: string;
  readonly post: string;
  readonly team: string | null;
  readonly from: LocalDay;
  readonly to: LocalDay;
  readonly days: number;
  readonly weight: number;
  /** Why it has no sheet of its own; null for a scored one. */
  readonly reason: (Label & { readonly code: NotScoredReason }) | null;
  readonly groups: readonly GroupNode[];
  readonly beside: readonly BesideNode[];
}

/** What late facts of an earlier month change here. */
export interface AdjustmentNode {
  readonly originPeriod: LocalMonth;
  readonly points: number;
  readonly shown: string;
  readonly facts: readonly number[];
}

export interface EffectNode extends Effect {
  /** What it does to the grade or the level. */
  readonly effectLabel: Label;
  readonly facts: readonly number[];
}

/** A fact as it is named in the tree: its position is unique among those of one officer. */
export interface FactNode extends KnownFact {
  readonly label: Label;
  /** What it adds to which metric, its sign applied; empty for one that no metric counts any more. */
  readonly counts: readonly {
    readonly metric: string;
    readonly label: Label;
    readonly n: number;
  }[];
}

/** From the total down to the facts. */
export interface Explanation extends Scored {
  readonly officer: string;
  readonly period: LocalMonth;
  /** Scheme and version. */
  readonly scheme: string;
  readonly schemeLabel: Label;
  /** Version of the metric definitions. */
  readonly metrics: number;
  readonly probation: boolean;
  readonly reason: (Label & { readonly code: NotScoredReason }) | null;
  readonly grade: (Label & { readonly code: string }) | null;
  readonly gradeSteps: readonly Step[];
  /** Fen before the unit's budget. */
  readonly pay: number | null;
  readonly stays: readonly StayNode[];
  readonly adjustments: readonly AdjustmentNode[];
  readonly effects: readonly EffectNode[];
  /** By position. */
  readonly facts: readonly FactNode[];
}
