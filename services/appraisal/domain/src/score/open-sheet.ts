import { toHundredths, type LocalDay, type LocalMonth } from '@ywk/kernel';
import { exactly } from '../scheme/decimal.ts';
import type { ClauseDocument } from '../scheme/clause-document.ts';
import type { IndicatorDocument } from '../scheme/indicator-document.ts';
import type { MonthRules } from '../scheme/rule-book.ts';
import type { PostRules } from '../scheme/scheme.ts';
import { planOf, type StayPlan } from '../stay/scored-stays.ts';
import { longestFirst, staysIn, type Stay, type StayInPeriod } from '../stay/stays.ts';
import type { Tally } from '../tally/tally.ts';
import { assignFacts, type ActiveClause, type AssignedFacts } from './assign-facts.ts';
import { penaltyOf, sumClauses } from './clause-line.ts';
import { effectsOf } from './effects.ts';
import { openIndicator } from './indicator.ts';
import type { StayFacts } from './shapes.ts';
import type { LeftOutStay, NotScoredReason, OpenSheet, OpenStay } from './sheet.ts';
import { allCounts, rolesMostDays, stretchesOf, type HeldRole, type Stretch } from './stretch.ts';

/** All that a sheet is a function of. */
export interface SheetInput {
  readonly officer: string;
  readonly period: LocalMonth;
  /** Of this officer; days outside the period are ignored. One posting, or several summed. */
  readonly tallies: readonly Pick<Tally, 'day' | 'metric' | 'n'>[];
  readonly rules: MonthRules;
  readonly stays: readonly Stay[];
  readonly roles?: readonly HeldRole[];
  /** The units above a unit, the nearest first; without it a unit stands alone. */
  readonly above?: (unit: string) => readonly string[];
}

/** Metric that counts days of approved leave. */
const LEAVE = 'leave.days';

const headOf = ({ unit, post, team, from, to, days, weight }: StayInPeriod) => ({
  ...{ unit, post, team, from, to, days, weight },
});

const leftOut = (stay: StayInPeriod, reason: NotScoredReason): LeftOutStay => ({
  ...headOf(stay),
  status: 'NOT_SCORED',
  reason,
});

/** The rules of a stay; undefined for a post that has none. */
export const rulesOf = (
  { rules, above }: Pick<SheetInput, 'rules' | 'above'>,
  { post, unit }: Pick<Stay, 'post' | 'unit'>,
): PostRules | undefined => rules.scheme.rulesOf(post, [unit, ...(above?.(unit) ?? [])]);

const clausesOf = (indicators: readonly IndicatorDocument[], custom: boolean): ActiveClause[] =>
  indicators.flatMap((each) =>
    'clauses' in each ? each.clauses.map((clause) => ({ clause, custom })) : [],
  );

const activeClauses = ({ rules }: SheetInput, { groups }: PostRules): ActiveClause[] => [
  ...groups.flatMap(({ id, indicators }) => clausesOf(indicators, id === 'custom')),
  ...rules.scheme.unboundClauses.map((clause) => ({ clause, custom: false })),
];

/** What a stay's rules look at: its own days, for the heir also those that were left out. */
export const stretchesFor = (
  { tallies, roles }: SheetInput,
  stay: StayInPeriod,
  inherited: readonly StayInPeriod[],
): Stretch[] => {
  const ranges = [
    { from: stay.from, to: stay.to, inherited: false },
    ...inherited.map(({ from, to }) => ({ from, to, inherited: true })),
  ];
  return stretchesOf(ranges, tallies, roles ?? []);
};

/** A scored stay, and what it deducts at face value. */
interface Opened {
  readonly stay: OpenStay;
  readonly penalty: number;
}

const openStay = (
  input: SheetInput,
  stay: StayInPeriod,
  { rules, stretches }: { rules: PostRules; stretches: readonly Stretch[] },
): Opened => {
  const { scheme, rates } = input.rules;
  const { bonus, total, rounding, overlap } = scheme.document;
  const active = activeClauses(input, rules);
  const assigned = assignFacts(active, stretches, overlap);
  const cohorts = { TEAM: stay.team ?? stay.unit, UNIT: stay.unit, POST: `post:${stay.post}` };
  const groups = rules.groups.map(({ id, indicators }) => {
    const seen = id === 'public' ? stretches : stretches.filter(({ inherited }) => !inherited);
    const held = rolesMostDays(seen);
    const counts = allCounts(seen);
    const lineOf = (indicator: IndicatorDocument) => {
      const coefficientOf = (roles: readonly string[]) =>
        exactly(scheme.coefficientOf(indicator, roles));
      const facts: StayFacts = {
        ...{ counts, stretches: seen, assigned, rates, cohorts, rounding },
        coefficientOf: (stretch) => coefficientOf(stretch.roles),
        coefficient: coefficientOf(held),
      };
      return openIndicator(indicator, facts);
    };
    return { id, indicators: indicators.map(lineOf) };
  });
  // Second to the main post, whose sheet has the facts that count in every post already.
  const own = stay.share === undefined ? active : active.filter(({ custom }) => custom);
  return {
    penalty: penaltyOf(own, assigned),
    stay: {
      ...headOf(stay),
      status: 'SCORED',
      groups,
      bonus: unboundLines(bonus.clauses, assigned),
      deductions: unboundLines(total.clauses, assigned),
    },
  };
};

const unboundLines = (clauses: readonly ClauseDocument[], assigned: AssignedFacts) => {
  const { lines, exact } = sumClauses(clauses, assigned);
  return { clauses: lines, points: toHundredths(exact) };
};

const unknownYears = ({ rules }: SheetInput, stays: readonly StayInPeriod[]): boolean =>
  stays.some(({ from, to }) => !rules.calendar.knows(from) || !rules.calendar.knows(to));

const leaveOf = ({ tallies }: SheetInput): Set<LocalDay> =>
  new Set(tallies.filter(({ metric, n }) => metric === LEAVE && n > 0).map(({ day }) => day));

/** Which stays have a sheet of their own, and the days that the heir takes over from the others. */
export const inheritanceOf = (
  input: SheetInput,
  stays: readonly StayInPeriod[],
): StayPlan & { readonly inherited: readonly StayInPeriod[] } => {
  const isRuled = (stay: StayInPeriod) => rulesOf(input, stay) !== undefined;
  const { calendar, scheme } = input.rules;
  const { minScoringDays } = scheme.document;
  const plan = planOf(stays, { calendar, minScoringDays, leave: leaveOf(input), isRuled });
  // The days of a second post are those of the main one too: nothing of them is left over.
  const inherited = stays.filter(
    (stay) => !plan.scored.has(stay) && stay.share === undefined && isRuled(stay),
  );
  return { ...plan, inherited };
};

const scoredStays = (
  input: SheetInput,
  stays: readonly StayInPeriod[],
): (Opened | LeftOutStay)[] => {
  if (unknownYears(input, stays)) return stays.map((stay) => leftOut(stay, 'CALENDAR_UNKNOWN'));
  const { scored, heir, inherited } = inheritanceOf(input, stays);
  return stays.map((stay) => {
    const rules = rulesOf(input, stay);
    if (rules === undefined) return leftOut(stay, 'NO_SCHEME_FOR_POST');
    if (!scored.has(stay)) return leftOut(stay, 'STAY_TOO_SHORT');
    const stretches = stretchesFor(input, stay, stay === heir ? inherited : []);
    return openStay(input, stay, { rules, stretches });
  });
};

/** The days of the month in which the officer stood anywhere, each once. */
const monthStretches = (input: SheetInput, stays: readonly StayInPeriod[]): Stretch[] => {
  const main = stays.filter(({ share }) => share === undefined);
  return stretchesOf(
    main.map(({ from, to }) => ({ from, to, inherited: false })),
    input.tallies,
    [],
  );
};

const monthEffects = (input: SheetInput, stays: readonly StayInPeriod[]): OpenSheet['effects'] => {
  const [main] = longestFirst(stays);
  const rules = main === undefined ? undefined : rulesOf(input, main);
  const clauses = rules === undefined ? [] : activeClauses(input, rules);
  return effectsOf(input.rules.scheme.document.effects, clauses, monthStretches(input, stays));
};

/** The stored sheet of a month: the same bytes for the same tallies, rules and stays. */
export const openSheet = (input: SheetInput): OpenSheet => {
  const { officer, period, rules } = input;
  const stays = staysIn(input.stays, period);
  const [main] = longestFirst(stays);
  const opened = scoredStays(input, stays);
  return {
    officer,
    calendar: 'month',
    period,
    scheme: rules.scheme.name,
    metrics: rules.metrics,
    unit: main?.unit ?? null,
    post: main?.post ?? null,
    probation: main?.probation ?? false,
    effects: monthEffects(input, stays),
    penalty: opened.reduce((sum, each) => sum + ('penalty' in each ? each.penalty : 0), 0),
    stays: opened.map((each) => ('penalty' in each ? each.stay : each)),
  };
};
