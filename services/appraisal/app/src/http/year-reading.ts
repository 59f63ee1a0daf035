import {
  ANNUAL_GRADES,
  annualRulesIn,
  annualScore,
  type AnnualInput,
  type AnnualScore,
} from '@ywk/appraisal-domain';
import { Rejection } from '@ywk/kernel';
import type { Periods } from '../commands/periods.ts';
import { NOW } from '../persistence/database.ts';
import type { ReviewReading } from '../commands/review-reading.ts';
import type { RuleBooks } from './rule-books.ts';
import type { ScoreReading } from './score-reading.ts';

const MONTHS = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'];

/** What a year is put together from, as far as it is told: a closed review gives the rest. */
export interface YearAsked {
  readonly officer: string;
  readonly year: number;
  readonly leaders: AnnualInput['leaders'] | undefined;
  readonly votes: AnnualInput['votes'] | undefined;
  /** Totals in hundredths of a point; null: those of the closed months. */
  readonly months: readonly number[] | null;
}

/** A year's score, the rules that made it and the month totals in hundredths that went in. */
export interface FoundYear extends AnnualScore {
  readonly scheme: string;
  readonly months: readonly number[];
}

/** Where what a year is put together from is found. */
export interface YearSources {
  readonly scores: ScoreReading;
  readonly periods: Periods;
  readonly books: RuleBooks;
  readonly reviewed: ReviewReading;
}

/** Puts a year together from what is given and what was closed; records nothing. */
export class YearReading {
  constructor(private readonly read: YearSources) {}

  /**
   * By the scheme in force in December of the year, with the weights of the officer's unit.
   * @throws Rejection VOTES_ABOVE_ELIGIBLE, SCHEME_MISSING, METRICS_MISSING
   */
  async of({ officer, year, months: given, leaders, votes }: YearAsked): Promise<FoundYear> {
    if (votes !== undefined) refuseVotes(votes);
    const book = await this.read.books.by(NOW);
    const { document, reviews } = book.of(`${year}-12`).scheme;
    const months = given ?? (await this.closedTotals(officer, year));
    const scheme = `${document.scheme}@${document.version}`;
    const settled = await this.read.reviewed.partsOf(officer, year);
    const input: AnnualInput = {
      months,
      leaders: leaders ?? [],
      votes: votes ?? { given: {}, eligible: 0 },
      reviewed: {
        ...(leaders === undefined && { LEADERS: settled.LEADERS }),
        ...(votes === undefined && { VOTES: settled.VOTES }),
      },
    };
    const annual = annualRulesIn(document.annual, reviews, settled.units);
    return { scheme, months, ...annualScore(input, annual) };
  }

  /** Totals of the closed months that have one, in order. */
  private async closedTotals(officer: string, year: number): Promise<number[]> {
    const totals: number[] = [];
    for (const month of MONTHS) {
      const period = `${year}-${month}`;
      if ((await this.read.periods.revisionOf(period)) === 0) continue;
      const { sheet } = await this.read.scores.one({ officer, period, until: NOW });
      if (sheet.total !== null) totals.push(sheet.total);
    }
    return totals;
  }
}

/** @throws Rejection VOTES_ABOVE_ELIGIBLE */
const refuseVotes = ({ given, eligible }: AnnualInput['votes']): void => {
  const cast = ANNUAL_GRADES.reduce((sum, grade) => sum + (given[grade] ?? 0), 0);
  if (cast <= eligible) return;
  const where = ['/votes/given', '/votes/eligible'];
  throw new Rejection(
    'VOTES_ABOVE_ELIGIBLE',
    {
      zh: `有投票权者${eligible}人，投票${cast}张；请更正${where.join('或者')}。`,
      en: `${cast} votes were given by ${eligible} who may vote; correct ${where.join(' or ')}.`,
    },
    { given: cast, eligible },
  );
};
