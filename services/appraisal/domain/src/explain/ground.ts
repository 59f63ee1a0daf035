import type { Label, LocalDay } from '@ywk/kernel';
import type { CountedFact } from '../metric/metric-book.ts';
import { openSheet } from '../score/open-sheet.ts';
import type { SheetInput } from '../score/ruled-stays.ts';
import { scoreSheet, type Joined } from '../score/score-sheet.ts';
import type { ScoreSheet } from '../score/sheet.ts';

/** All that one officer's month rests on; its sheet is a function of it. */
export type MonthGround = SheetInput & Joined;

/** The sheet of a month, by the engine itself. */
export const sheetOn = (ground: MonthGround): ScoreSheet => scoreSheet(openSheet(ground), ground);

/** The event that a fact was told by: where it stands in the log of the service that took it in. */
export interface FactSource {
  readonly log: string;
  readonly partition: number;
  readonly pos: number;
  readonly eventId: string;
  readonly recordedAt: string;
}

/** A fact or its reversal, with all that leads to it. */
export interface KnownFact extends CountedFact {
  readonly fact: string;
  /** −1 takes back what an earlier event with the same id counted. */
  readonly sign: 1 | -1;
  /** Of the act, in Asia/Shanghai. */
  readonly day: LocalDay;
  /** See `postingOf`; the facts of a sheet are those that count in its revision. */
  readonly posted: string;
  /** As the fact carries it: kind, source system or desk, reference. */
  readonly origin: unknown;
  readonly evidence: string | null;
  readonly source: FactSource;
}

/** One line of arithmetic: in words, and with the numbers in their places. */
export interface Step {
  readonly what: Label;
  readonly working: string;
}
