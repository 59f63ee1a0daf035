import type { Fen } from '@ywk/kernel';
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

const resultOf = (line: ProposedGrade | undefined): MonthResult | null =>
  line === undefined
    ? null
    : {
        total: line.total,
        grade: line.grade,
        level: line.level?.level ?? null,
        pay: line.performancePay,
      };

const shownOf = (result: MonthResult | null): string =>
  result === null ? '' : [result.total, result.grade, result.level, result.pay].join('|');

const isDisplaced = ({ before, after }: OfficerEffect): boolean =>
  shownOf(before) !== shownOf(after);

const byOfficer = (lines: readonly ProposedGrade[]): Map<string, ProposedGrade> =>
  new Map(lines.map((line) => [line.officer, line]));

const sumOf = (lines: readonly ProposedGrade[]): Fen =>
  lines.reduce((sum, { performancePay }) => sum + performancePay, 0);

/** Compares two proposals of the unit of an appellant. */
export const unitEffect = (officer: string, { before, after }: TwoProposals): UnitEffect => {
  const [was, is] = [byOfficer(before), byOfficer(after)];
  const effectOn = (each: string): OfficerEffect => ({
    officer: each,
    before: resultOf(was.get(each)),
    after: resultOf(is.get(each)),
  });
  const others = [...new Set([...was.keys(), ...is.keys()])].filter((each) => each !== officer);
  return {
    appellant: effectOn(officer),
    displaced: others.sort().map(effectOn).filter(isDisplaced),
    payDifference: sumOf(after) - sumOf(before),
  };
};
