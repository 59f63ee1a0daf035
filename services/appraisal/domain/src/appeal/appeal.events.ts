import type { Fen, Instant, LocalDay, LocalMonth, Message } from '@ywk/kernel';
import type { ForceLevel } from '../level/levels.ts';
import type { AnnualGrade } from '../scheme/annual-document.ts';

/** What of a result may be objected to; of a year its GRADE, or as METRIC a part of its score. */
export const OBJECTION_SUBJECTS = ['FACT', 'MISSING_FACT', 'METRIC', 'GRADE', 'LEVEL'] as const;

/** What an objection is about. */
export interface ObjectionSubject {
  readonly about: (typeof OBJECTION_SUBJECTS)[number];
  /** Of a FACT its id; null otherwise. */
  readonly fact: string | null;
  /** Of a MISSING_FACT its code, of a METRIC its name; null otherwise. */
  readonly code: string | null;
}

/** Numbers of the documents that hold the words: a log holds no free text. */
export interface Papers {
  readonly statement: string;
  /** At least one. */
  readonly evidence: readonly string[];
}

/** A fact as a ruling has it. */
export interface RuledChange {
  readonly fact: string;
  readonly code: string;
  readonly occurredAt: Instant;
  /** Null: it is not to count. */
  readonly amounts: Readonly<Record<string, number>> | null;
  readonly origin: {
    readonly kind: 'feed' | 'manual';
    readonly source: string;
    readonly reference: string | null;
  };
  readonly evidence: string | null;
}

/** An officer's month: hundredths of a point, fen after the unit's budget. A year has neither level nor pay. */
export interface MonthResult {
  readonly total: number;
  readonly grade: string;
  readonly level: ForceLevel | null;
  readonly pay: Fen;
}

/** What the ruler saw and confirmed. Null where the officer has no line. */
export interface KeptEffect {
  /** Hash of the whole preview. */
  readonly etag: string;
  /** In which the ruling counts. */
  readonly revision: number;
  readonly before: MonthResult | null;
  readonly after: MonthResult | null;
  /** Others whose grade, level or pay moves. */
  readonly displaced: number;
  /** Of everybody in the unit. */
  readonly payDifference: Fen;
}

export const RULING_OUTCOMES = ['UPHELD', 'PARTLY', 'REJECTED'] as const;
export type RulingOutcome = (typeof RULING_OUTCOMES)[number];

interface Named {
  readonly calendar: string;
  readonly period: LocalMonth;
  readonly objection: string;
}

/** The answer of an instance: 1 the unit, 2 the bureau. */
export interface Ruling {
  readonly ruling: string;
  readonly instance: 1 | 2;
  readonly outcome: RulingOutcome;
  /** Coded ground, and the number of the document with the reasons. */
  readonly reason: string;
  readonly document: string;
  /** Empty for a rejection, and of a year. */
  readonly changes: readonly RuledChange[];
  /** What is put right in a year; absent otherwise. */
  readonly right?: YearRight;
  readonly effect: KeptEffect;
  readonly ruledBy: string;
  readonly ruledOn: LocalDay;
  /** Last day for the second instance; null where there is none. */
  readonly appealUntil: LocalDay | null;
}

/** What a ruling puts right in a year: the grade itself, or parts of its score. */
export interface YearRight {
  /** Null: the rules grade. */
  readonly grade: AnnualGrade | null;
  /** Exact, 0 … 100; null: as reviewed. */
  readonly leaders: string | null;
  readonly votes: string | null;
}

/** Kept for ever. */
export type AppealEvent =
  | Message<
      'ObjectionLodged',
      Named &
        ObjectionSubject &
        Papers & {
          readonly officer: string;
          readonly unit: string;
          /** The published revision that is objected to. */
          readonly revision: number;
          readonly lodgedOn: LocalDay;
          readonly replyUntil: LocalDay;
        }
    >
  | Message<'ObjectionWithdrawn', Named & { readonly withdrawnOn: LocalDay }>
  | Message<
      'AppealLodged',
      Named & Papers & { readonly lodgedOn: LocalDay; readonly decideUntil: LocalDay }
    >
  | Message<
      'RulingMade',
      Named & Omit<Ruling, 'right'> & { readonly officer: string; readonly unit: string }
    >
  /** What the ruling before it puts right in a year. */
  | Message<
      'YearPutRight',
      Named &
        YearRight & {
          readonly ruling: string;
          readonly officer: string;
          readonly unit: string;
          readonly document: string;
          /** The first one in which it counts. */
          readonly revision: number;
          /** The year was final: nobody else moves. */
          readonly held: boolean;
        }
    >;
