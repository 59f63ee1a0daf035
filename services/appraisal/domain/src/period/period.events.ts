import type { LocalDay, LocalMonth, Message } from '@ywk/kernel';

/** Which marker is asked for; see the contract. */
export interface CutOff {
  readonly calendar: string;
  readonly period: LocalMonth;
  /** From 1. */
  readonly revision: number;
  /** From here on the period is final. */
  readonly final: boolean;
}

/** The results of a unit as they were made public. Days are local; clocks end at 24:00. */
export interface UnitPublication {
  readonly revision: number;
  readonly unit: string;
  /** Day 0 of the clocks. */
  readonly publishedOn: LocalDay;
  readonly publicityUntil: LocalDay;
  readonly objectionUntil: LocalDay;
  /** Officers whose window opens. */
  readonly noticed: number;
}

interface Named {
  readonly calendar: string;
  readonly period: LocalMonth;
}

/** Kept for ever. */
export type PeriodEvent =
  | Message<
      'CutOffDue',
      CutOff & {
        /** Officers of whom facts wait for this revision. */
        readonly touched: number;
        readonly logs: readonly string[];
      }
    >
  | Message<
      'PeriodComputed',
      Named & {
        readonly revision: number;
        readonly schemeVersion: string;
        readonly scored: number;
        readonly notScored: number;
      }
    >
  | Message<'UnitPublished', Named & UnitPublication>
  | Message<
      'ResultsNoticed',
      Named & {
        readonly revision: number;
        readonly unit: string;
        /** From 1. */
        readonly part: number;
        readonly officers: readonly string[];
      }
    >;
