import { ratio, toHundredths } from '@ywk/kernel';
import { pointsOf } from '../scheme/decimal.ts';
import type { AnnualGrade } from '../scheme/annual-document.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { standingOf } from '../tier/career.ts';
import { prospectOf } from '../tier/promotion.ts';
import { turnAfter, type TierHistory } from '../tier/tier-history.ts';
import { tierRulesOf } from '../tier/tier-rules.ts';
import type { LabChange, LabResult } from './comparison.ts';

/** What the months of a year say of one officer on one side. */
export interface YearSide {
  /** By the mean of the months alone; null without a scored month. */
  readonly grade: AnnualGrade | null;
}

/** One officer's year on both sides. */
export interface LabYear {
  readonly officer: string;
  readonly year: number;
  readonly before: YearSide;
  readonly after: YearSide;
}

/** How many officers went from one annual grade to another; null: no scored month. */
export interface BandMove {
  readonly before: AnnualGrade | null;
  readonly after: AnnualGrade | null;
  readonly officers: number;
}

/** What a year's months would do to annual grades and tiers, as far as they alone decide. */
export interface YearEffect {
  readonly year: number;
  readonly bands: readonly BandMove[];
  /** Officers who would have the credit years for the next tier on one side alone. */
  readonly gained: number;
  readonly lost: number;
  /** Officers who would go one tier down on one side alone. */
  readonly spared: number;
  readonly demoted: number;
}

/** The grade in whose range a mean lies, the best one barred by the grade of a month. */
const heldBy = (
  mean: number,
  results: readonly LabResult[],
  { document, annualQuota }: Scheme,
): AnnualGrade | null => {
  const { grades } = document.annual;
  const held = grades.find(({ atLeast }) => mean >= pointsOf(atLeast))?.grade ?? null;
  const isBarred = results.some(({ grade }) => annualQuota.barredByGrades.includes(grade ?? ''));
  if (held !== 'EXCELLENT' || !isBarred) return held;
  return grades.find(({ grade }) => grade !== 'EXCELLENT')?.grade ?? null;
};

const bandOf = (results: readonly LabResult[], scheme: Scheme): AnnualGrade | null => {
  const totals = results.flatMap(({ total }) => total ?? []);
  if (totals.length === 0) return null;
  if (results.some(({ effects }) => effects.includes('VETO'))) return 'INCOMPETENT';
  const sum = totals.reduce((all, total) => all + total, 0);
  return heldBy(toHundredths(ratio(sum, totals.length * 100)), results, scheme);
};

/** The two sides' schemes at the end of a year's months. */
export interface YearSchemes {
  readonly live: Scheme;
  readonly draft: Scheme;
}

/** What an officer's months of one year come to on both sides. */
export const labYear = (
  months: readonly LabChange[],
  { live, draft }: YearSchemes,
): LabYear | null => {
  const [first] = months;
  if (first === undefined) return null;
  return {
    officer: first.officer,
    year: Number(first.period.slice(0, 4)),
    before: {
      grade: bandOf(
        months.map(({ before }) => before),
        live,
      ),
    },
    after: {
      grade: bandOf(
        months.map(({ after }) => after),
        draft,
      ),
    },
  };
};

/** Whether the credit years are there, and whether the year leads down, after the year. */
const turned = (
  history: TierHistory,
  { year, grade, scheme }: { year: number; grade: AnnualGrade | null; scheme: Scheme },
) => {
  const rules = tierRulesOf(scheme.document);
  const others = history.years.filter((each) => each.year !== year);
  const years = grade === null ? others : [...others, { year, grade, total: null }];
  const standing = standingOf({ ...history, years }, rules, turnAfter(year));
  const prospect = prospectOf(standing, rules);
  return { ready: prospect?.missing === 0, down: standing.failedIn === year };
};

/** Adds up years officer by officer; holds counters alone. */
export class YearEffectSum {
  private readonly bands = new Map<string, BandMove>();
  private readonly counts = { gained: 0, lost: 0, spared: 0, demoted: 0 };

  constructor(
    private readonly year: number,
    private readonly schemes: YearSchemes,
  ) {}

  add({ before, after }: LabYear): void {
    const key = `${before.grade ?? ''}>${after.grade ?? ''}`;
    const { officers = 0 } = this.bands.get(key) ?? {};
    this.bands.set(key, { before: before.grade, after: after.grade, officers: officers + 1 });
  }

  /** What the year does to a career. */
  addCareer({ year, before, after }: LabYear, history: TierHistory): void {
    const { live, draft } = this.schemes;
    const then = turned(history, { year, grade: before.grade, scheme: live });
    const now = turned(history, { year, grade: after.grade, scheme: draft });
    this.counts.gained += Number(now.ready && !then.ready);
    this.counts.lost += Number(then.ready && !now.ready);
    this.counts.spared += Number(then.down && !now.down);
    this.counts.demoted += Number(now.down && !then.down);
  }

  get effect(): YearEffect {
    const bands = [...this.bands].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, move]) => move);
    return { year: this.year, bands, ...this.counts };
  }
}
