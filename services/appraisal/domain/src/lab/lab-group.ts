import { hundredthsText, ratio, toHundredths, type Fen } from '@ywk/kernel';
import { MONTH_GRADES } from '../scheme/scheme-document.ts';
import { ratioText } from '../score/measured.ts';
import { DIRECTIONS, type Direction, type LabChange } from './comparison.ts';

/** What changed for the sheets of one group: a unit, a post, a month. */
export interface LabGroup {
  /** One sheet is one officer's month. */
  readonly sheets: number;
  readonly directions: Readonly<Record<Direction, number>>;
  /** Sheets in which anything differs: total, grade, level, pay before and after budgets, or an effect. */
  readonly changed: number;
  readonly gradeChanged: number;
  /** Of those with a grade, and a level, on both sides: to a better one, and to a worse one. */
  readonly gradeMoves: Moves;
  readonly levelMoves: Moves;
  /** Mean change of the total in points over the sheets scored on both sides; null without any. */
  readonly mean: { readonly exact: string; readonly shown: string } | null;
  /** Fen of all grades before budgets. */
  readonly payBefore: Fen;
  readonly payAfter: Fen;
  /** Fen after the units' budgets; nothing where BLOCK refuses. */
  readonly paidBefore: Fen;
  readonly paidAfter: Fen;
}

/** How many went up, and how many down. */
export interface Moves {
  readonly up: number;
  readonly down: number;
}

/** Places from the best one down; below 0 where there is none. */
const gradePlace = (grade: string | null): number =>
  MONTH_GRADES.findIndex((each) => each === grade);

const levelPlace = (level: number | null): number => level ?? -1;

/** Counts a move between two places. */
const moved = (moves: { up: number; down: number }, before: number, after: number): void => {
  if (before < 0 || after < 0) return;
  moves.up += Number(after < before);
  moves.down += Number(after > before);
};

/** Adds sheets up to a group. */
export class GroupSum {
  private readonly directions = new Map<Direction, number>();
  private readonly sums = { sheets: 0, changed: 0, gradeChanged: 0, payBefore: 0, payAfter: 0 };
  private readonly paid = { paidBefore: 0, paidAfter: 0 };
  private readonly gradeMoves = { up: 0, down: 0 };
  private readonly levelMoves = { up: 0, down: 0 };
  private readonly scored = { sheets: 0, points: 0 };

  add({ direction, changed, before, after }: LabChange): void {
    this.directions.set(direction, (this.directions.get(direction) ?? 0) + 1);
    this.sums.sheets += 1;
    this.sums.changed += Number(changed);
    this.sums.gradeChanged += Number(before.grade !== after.grade);
    this.sums.payBefore += before.pay ?? 0;
    this.sums.payAfter += after.pay ?? 0;
    this.paid.paidBefore += before.paid ?? 0;
    this.paid.paidAfter += after.paid ?? 0;
    moved(this.gradeMoves, gradePlace(before.grade), gradePlace(after.grade));
    moved(this.levelMoves, levelPlace(before.level), levelPlace(after.level));
    if (before.total === null || after.total === null) return;
    this.scored.sheets += 1;
    this.scored.points += after.total - before.total;
  }

  get group(): LabGroup {
    const counts = DIRECTIONS.map((name) => [name, this.directions.get(name) ?? 0] as const);
    return {
      ...this.sums,
      ...this.paid,
      gradeMoves: { ...this.gradeMoves },
      levelMoves: { ...this.levelMoves },
      directions: Object.fromEntries(counts) as Record<Direction, number>,
      mean: this.mean(),
    };
  }

  private mean(): LabGroup['mean'] {
    const { sheets, points } = this.scored;
    if (sheets === 0) return null;
    const exact = ratio(points, sheets * 100);
    return { exact: ratioText(exact), shown: hundredthsText(toHundredths(exact)) };
  }
}
