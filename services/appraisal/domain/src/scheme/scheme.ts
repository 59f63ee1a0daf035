import {
  ratio,
  ratioOf,
  Rejection,
  toHundredths,
  type Fen,
  type LocalMonth,
  type Ratio,
} from '@ywk/kernel';
import type {
  ClauseDocument,
  Decimal,
  IndicatorDocument,
  MonthGrade,
  SchemeDocument,
} from './scheme-document.ts';

const read = (value: Decimal): Ratio => {
  if (typeof value === 'string') return ratioOf(value);
  if (!Number.isSafeInteger(value)) throw new SyntaxError(`Write ${value} as text.`);
  return ratio(value);
};

/** A scheme has some dozens of numbers, and every sheet asks for all of them. */
const remembered = <Value>(make: (value: Decimal) => Value): ((value: Decimal) => Value) => {
  const known = new Map<Decimal, Value>();
  return (value) => {
    const found = known.get(value) ?? make(value);
    known.set(value, found);
    return found;
  };
};

/** The exact value of a number in a scheme. @throws SyntaxError for a float or other text */
export const exactly = remembered(read);

/** Hundredths of a point. */
export const pointsOf = remembered((value) => toHundredths(exactly(value)));

/** The rules for one post: its groups of indicators in document order. */
export interface PostRules {
  readonly groups: readonly {
    readonly id: 'public' | 'custom';
    readonly indicators: readonly IndicatorDocument[];
  }[];
}

const FULL_WEIGHT = 10_000;

const weightOf = (indicators: readonly IndicatorDocument[]): number =>
  indicators.reduce((sum, { weight }) => sum + pointsOf(weight), 0);

const checkWeights = (document: SchemeDocument): void => {
  for (const [post, custom] of Object.entries(document.posts)) {
    const weights = weightOf(document.public) + weightOf(custom);
    if (weights !== FULL_WEIGHT) {
      throw new Rejection('WEIGHTS_NOT_100', `The weights of ${post} do not total 100.`, {
        post,
        weights,
      });
    }
  }
};

/** One version of the rules, checked. */
export class Scheme {
  /** Scheme and version as every sheet and decision names them: `rc-1@1`. */
  readonly name: string;

  /** @throws Rejection WEIGHTS_NOT_100 */
  constructor(readonly document: SchemeDocument) {
    checkWeights(document);
    this.name = `${document.scheme}@${document.version}`;
  }

  /** Undefined for a post that has no rules yet. */
  rulesOf(post: string): PostRules | undefined {
    const custom = this.document.posts[post];
    if (custom === undefined) return undefined;
    return {
      groups: [
        { id: 'public', indicators: this.document.public },
        { id: 'custom', indicators: custom },
      ],
    };
  }

  /** Grade and pay (fen) of a total in hundredths of a point. */
  gradeOf(total: number): { grade: MonthGrade; pay: Fen } {
    const { grades } = this.document;
    const found = grades.find(({ atLeast }) => total >= pointsOf(atLeast));
    if (found === undefined) throw new RangeError(`No grade begins at or below ${total}.`);
    return { grade: found.grade, pay: found.pay };
  }

  /** The clauses that count wherever the officer stands: bonus first, then deductions from the total. */
  get unboundClauses(): readonly ClauseDocument[] {
    return [...this.document.bonus.clauses, ...this.document.total.clauses];
  }
}

/** All scheme versions; the appraisal month says which one rules. */
export class SchemeBook {
  private readonly schemes: readonly Scheme[];

  constructor(documents: readonly SchemeDocument[]) {
    this.schemes = documents
      .map((document) => new Scheme(document))
      .sort((a, b) => (a.document.effectiveFrom < b.document.effectiveFrom ? 1 : -1));
  }

  /** @throws Rejection SCHEME_MISSING */
  of(month: LocalMonth): Scheme {
    const found = this.schemes.find(({ document }) => document.effectiveFrom <= month);
    if (found === undefined) {
      throw new Rejection('SCHEME_MISSING', `No scheme is in force in ${month}.`, { month });
    }
    return found;
  }
}
