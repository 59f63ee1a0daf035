import type { Fen } from '@ywk/kernel';
import type { ListedResult } from '../annual/results-proposal.events.ts';
import type { ProposedGrade } from '../grade/grade-proposal.events.ts';
import type { MonthResult } from './appeal.events.ts';

/** One officer's month without a ruling and with it; null where there is no line. */
export interface OfficerEffect {
  readonly officer: string;
  readonly before: MonthResult | null;
  readonly after: MonthResult | null;
}

/** Lines of a unit's proposal without the ruling and with it. */
export interface TwoProposals {
  readonly before: readonly ProposedGrade[];
  readonly after: readonly ProposedGrade[];
}

/** What a ruling does to everybody in the unit. */
export interface UnitEffect {
  readonly appellant: OfficerEffect;
  /** Others whose total, grade, level or pay moves, by officer: neighbours, and who answers for the act. */
  readonly displaced: readonly OfficerEffect[];
  /** Fen, of everybody in the unit. */
  readonly payDifference: Fen;
}

const resultOf = (line: ProposedGrade): MonthResult => ({
  total: line.total,
  grade: line.grade,
  level: line.level?.level ?? null,
  pay: line.performancePay,
});

const shownOf = (result: MonthResult | null): string =>
  result === null ? '' : [result.total, result.grade, result.level, result.pay].join('|');

const isDisplaced = ({ before, after }: OfficerEffect): boolean =>
  shownOf(before) !== shownOf(after);

/** By officer. */
type Results = ReadonlyMap<string, MonthResult>;

const resultsIn = (lines: readonly ProposedGrade[]): Results =>
  new Map(lines.map((line) => [line.officer, resultOf(line)]));

const sumOf = (lines: readonly ProposedGrade[]): Fen =>
  lines.reduce((sum, { performancePay }) => sum + performancePay, 0);

const compare = (officer: string, was: Results, is: Results): Omit<UnitEffect, 'payDifference'> => {
  const effectOn = (each: string): OfficerEffect => ({
    officer: each,
    before: was.get(each) ?? null,
    after: is.get(each) ?? null,
  });
  const others = [...new Set([...was.keys(), ...is.keys()])].filter((each) => each !== officer);
  return {
    appellant: effectOn(officer),
    displaced: others.sort().map(effectOn).filter(isDisplaced),
  };
};

/** Compares two proposals of the unit of an appellant. */
export const unitEffect = (officer: string, { before, after }: TwoProposals): UnitEffect => ({
  ...compare(officer, resultsIn(before), resultsIn(after)),
  payDifference: sumOf(after) - sumOf(before),
});

type YearLine = Pick<ListedResult, 'officer' | 'total' | 'year'>;

/** A comment without a grade is NONE, as it is published. */
const yearsIn = (lines: readonly YearLine[]): Results =>
  new Map(
    lines.map(({ officer, total, year }) => [
      officer,
      { total: total ?? 0, grade: year?.grade ?? 'NONE', level: null, pay: 0 },
    ]),
  );

/** Compares the years of everybody who shares the seats of the excellent with an appellant. */
export const yearEffect = (
  officer: string,
  { before, after }: { readonly before: readonly YearLine[]; readonly after: readonly YearLine[] },
): UnitEffect => ({ ...compare(officer, yearsIn(before), yearsIn(after)), payDifference: 0 });
