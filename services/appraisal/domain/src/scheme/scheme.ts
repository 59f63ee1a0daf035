import { RC1_YEAR, type YearRules } from '../annual/year-rules.ts';
import { Rejection, type Fen, type LocalMonth } from '@ywk/kernel';
import {
  RC_1_APPEALS,
  YEAR_CLOCKS,
  type AppealRules,
  type ProcessClocks,
} from '../appeal/appeal-rules.ts';
import {
  RC1_ANNUAL_QUOTA,
  RC1_LEVELS,
  type AnnualQuotaRules,
  type LevelRules,
} from '../level/level-rules.ts';
import { RC1_REVIEWS, type ReviewRules } from '../review/review-rules.ts';
import { LIABILITY_CLAUSE } from '../liability/liability-facts.ts';
import { RC1_LIABILITY, type LiabilityRules } from '../liability/liability-rules.ts';
import type { ClauseDocument } from './clause-document.ts';
import { exactly, pointsOf } from './decimal.ts';
import {
  AppraisalCalendar,
  RC_1_CALENDAR,
  type CalendarRules,
} from '../period/appraisal-calendar.ts';
import { RC_1_PERIODS, type PeriodRules } from '../period/period-rules.ts';
import type { Posting } from '../tally/posting.ts';
import type { IndicatorDocument } from './indicator-document.ts';
import type { MonthGrade, SchemeDocument, ScopedIndicators } from './scheme-document.ts';

/** The rules for one post: its groups of indicators in document order. */
export interface PostRules {
  readonly groups: readonly {
    readonly id: 'public' | 'custom';
    readonly indicators: readonly IndicatorDocument[];
  }[];
}

/** `PATROL` of RC-1 and the examples is this post (DOMAIN 3.0c.9). */
const ALIASES: Readonly<Record<string, string>> = { PATROL: 'PATROL_STATION' };

/** The code of a post that may be written by its alias. */
export const postCode = (post: string): string => ALIASES[post] ?? post;

const indicatorsOf = (scope: Partial<ScopedIndicators>): IndicatorDocument[] => [
  ...(scope.public ?? []),
  ...Object.values(scope.posts ?? {}).flat(),
];

/** One version of the rules. */
export class Scheme {
  /** Scheme and version as every sheet and decision names them: `rc-1@1`. */
  readonly name: string;
  /** Of all scopes, in document order. */
  readonly indicators: readonly IndicatorDocument[];
  private readonly coefficients: ReadonlyMap<string, string | number>;
  /** By post and units: a bureau has few of them, and every sheet asks for its own. */
  private readonly known = new Map<string, PostRules | undefined>();

  constructor(readonly document: SchemeDocument) {
    this.name = `${document.scheme}@${document.version}`;
    this.indicators = [document, ...Object.values(document.units ?? {})].flatMap(indicatorsOf);
    this.coefficients = new Map(document.roles.map(({ role, coefficient }) => [role, coefficient]));
  }

  /**
   * The rules of a post; undefined for one that has none.
   * @param units the unit of the stay and those above it, the nearest first: the nearest one that
   *   has rules of its own rules
   */
  rulesOf(post: string, units: readonly string[]): PostRules | undefined {
    const key = [post, ...units].join(' ');
    if (!this.known.has(key)) this.known.set(key, this.findRules(post, units));
    return this.known.get(key);
  }

  private findRules(post: string, units: readonly string[]): PostRules | undefined {
    const code = postCode(post);
    const scopes = [...units.flatMap((unit) => this.document.units?.[unit] ?? []), this.document];
    const custom = scopes.map(({ posts }) => posts?.[code] ?? posts?.[post]).find(Boolean);
    if (custom === undefined) return undefined;
    const everybody = scopes.map((scope) => scope.public).find(Boolean) ?? [];
    return {
      groups: [
        { id: 'public', indicators: everybody },
        { id: 'custom', indicators: custom },
      ],
    };
  }

  /** The highest coefficient of the roles that an indicator names and the officer holds; else 1. */
  coefficientOf({ roles }: IndicatorDocument, held: readonly string[]): string | number {
    if (roles === undefined || held.length === 0) return 1;
    const named = held
      .filter((role) => roles.includes(role))
      .flatMap((role) => this.coefficients.get(role) ?? []);
    return named.sort((a, b) => exactly(b).compare(exactly(a)))[0] ?? 1;
  }

  /** What becomes of facts of a final month. */
  get late(): Pick<Posting, 'horizonMonths' | 'lateEvent'> {
    const { lateHorizonMonths: horizonMonths } = this.document;
    return { horizonMonths, lateEvent: this.periods.lateEvent };
  }

  /** Where its months begin. */
  get calendar(): CalendarRules {
    return this.document.decisions?.calendar ?? RC_1_CALENDAR;
  }

  /** Clocks of the month's close, and its policy of the late. */
  get periods(): PeriodRules {
    return this.document.decisions?.periods ?? RC_1_PERIODS;
  }

  /** Clocks of objections, and what a ruling may do. */
  get appeals(): AppealRules {
    return this.document.decisions?.appeals ?? RC_1_APPEALS;
  }

  /** Clocks of the process that a calendar's results are decided in: the year has its own. */
  clocksOf(calendar: string): ProcessClocks {
    if (calendar === 'year') return this.appeals.year ?? YEAR_CLOCKS;
    const { publicityDays, objectionDays } = this.periods;
    const { replyDays, secondInstance } = this.appeals;
    return { publicityDays, objectionDays, replyDays, secondInstance };
  }

  /** Grade and pay (fen) of a total in hundredths of a point. */
  gradeOf(total: number): { grade: MonthGrade; pay: Fen } {
    const { grades } = this.document;
    const found = grades.find(({ atLeast }) => total >= pointsOf(atLeast));
    if (found === undefined) throw new RangeError(`No grade begins at or below ${total}.`);
    return { grade: found.grade, pay: found.pay };
  }

  /** The grade of a total, and the total (hundredths) below which the next lower one begins. */
  gradeRange(total: number): { grade: MonthGrade; endsAt: number } {
    const { grade } = this.gradeOf(total);
    const found = this.document.grades.find((one) => one.grade === grade);
    return { grade, endsAt: pointsOf(found?.atLeast ?? 0) };
  }

  /** How force levels are placed. */
  get levels(): LevelRules {
    return this.document.decisions?.levels ?? RC1_LEVELS;
  }

  /** Who may be excellent in a year. */
  get annualQuota(): AnnualQuotaRules {
    return this.document.decisions?.annualQuota ?? RC1_ANNUAL_QUOTA;
  }

  /** How a year is graded beside its score. */
  get year(): YearRules {
    return this.document.decisions?.year ?? RC1_YEAR;
  }

  /** How a year is reviewed. */
  get reviews(): ReviewRules {
    return this.document.decisions?.reviews ?? RC1_REVIEWS;
  }

  /** Who answers for a grave penalty of another. */
  get liability(): LiabilityRules {
    return this.document.decisions?.liability ?? RC1_LIABILITY;
  }

  /** Deductions from the total: those of the document, and what is borne for others. */
  get totalClauses(): readonly ClauseDocument[] {
    return [...this.document.total.clauses, LIABILITY_CLAUSE];
  }

  /** The clauses that count wherever the officer stands: bonus first, then deductions from the total. */
  get unboundClauses(): readonly ClauseDocument[] {
    return [...this.document.bonus.clauses, ...this.totalClauses];
  }
}

/** All scheme versions; the appraisal month says which one rules: of two that begin alike the later. */
export class SchemeBook {
  /** The months that the versions make up. */
  readonly months: AppraisalCalendar;
  private readonly schemes: readonly Scheme[];

  constructor(documents: readonly SchemeDocument[]) {
    this.schemes = documents
      .map((document) => new Scheme(document))
      .sort((a, b) => a.document.effectiveFrom.localeCompare(b.document.effectiveFrom));
    this.months = new AppraisalCalendar(
      this.schemes.map(({ document: { effectiveFrom }, calendar: { firstDay } }) => ({
        effectiveFrom,
        firstDay,
      })),
    );
  }

  /** All versions, by first month. */
  get all(): readonly Scheme[] {
    return this.schemes;
  }

  /** Months that the scheme with the longest memory lets a late fact reach back. */
  get longestHorizon(): number {
    return Math.max(0, ...this.schemes.map(({ document }) => document.lateHorizonMonths));
  }

  /** @throws Rejection SCHEME_MISSING */
  of(month: LocalMonth): Scheme {
    const found = this.schemes.findLast(({ document }) => document.effectiveFrom <= month);
    if (found === undefined) {
      throw new Rejection(
        'SCHEME_MISSING',
        { zh: `${month}没有生效的考核方案。`, en: `No scheme is in force in ${month}.` },
        { month },
      );
    }
    return found;
  }
}
