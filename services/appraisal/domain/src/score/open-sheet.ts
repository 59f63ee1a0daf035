import { toHundredths } from '@ywk/kernel';
import { LIABILITY_STEPS } from '../liability/liability-facts.ts';
import type { ClauseDocument } from '../scheme/clause-document.ts';
import type { IndicatorDocument } from '../scheme/indicator-document.ts';
import type { PostRules } from '../scheme/scheme.ts';
import { longestFirst, staysIn, type StayInPeriod } from '../stay/stays.ts';
import {
  assignFacts,
  clauseSet,
  type ActiveClause,
  type AssignedFacts,
  type ClauseSet,
} from './assign-facts.ts';
import { penaltyOf, sumClauses } from './clause-line.ts';
import { effectsOf } from './effects.ts';
import { linesOf, seenBy } from './group-lines.ts';
import { headOf, rulesOf, ruledStays, type RuledStay, type SheetInput } from './ruled-stays.ts';
import type { OpenSheet, OpenStay } from './sheet.ts';
import { allCounts, countOf, stretchesOf, type Stretch } from './stretch.ts';

const clausesOf = (indicators: readonly IndicatorDocument[], custom: boolean): ActiveClause[] =>
  indicators.flatMap((each) =>
    'clauses' in each ? each.clauses.map((clause) => ({ clause, custom })) : [],
  );

/** Of rules that were asked for before: they are the same for everybody in a post. */
const clausesOfRules = new WeakMap<PostRules, ClauseSet>();

const activeClauses = ({ rules }: SheetInput, post: PostRules): ClauseSet => {
  const known = clausesOfRules.get(post);
  if (known !== undefined) return known;
  const set = clauseSet([
    ...post.groups.flatMap(({ id, indicators }) => clausesOf(indicators, id === 'custom')),
    ...rules.scheme.unboundClauses.map((clause) => ({ clause, custom: false })),
  ]);
  clausesOfRules.set(post, set);
  return set;
};

/** A scored stay, and what it deducts at face value. */
interface Opened {
  readonly stay: OpenStay;
  readonly penalty: number;
}

const openStay = (input: SheetInput, { stay, rules, stretches }: RuledStay): Opened => {
  const { scheme } = input.rules;
  const { bonus, overlap } = scheme.document;
  const active = activeClauses(input, rules);
  const assigned = assignFacts(active, stretches, overlap);
  const groups = rules.groups.map(({ id, indicators }) => {
    const lineOf = linesOf(input, stay, { seen: seenBy(id, stretches), assigned });
    return { id, indicators: indicators.map(lineOf) };
  });
  // Second to the main post, whose sheet has the facts that count in every post already.
  const own =
    stay.share === undefined ? active.clauses : active.clauses.filter(({ custom }) => custom);
  return {
    penalty: penaltyOf(own, assigned),
    stay: {
      ...headOf(stay),
      status: 'SCORED',
      groups,
      bonus: unboundLines(bonus.clauses, assigned),
      deductions: unboundLines(scheme.totalClauses, assigned),
    },
  };
};

const unboundLines = (clauses: readonly ClauseDocument[], assigned: AssignedFacts) => {
  const { lines, exact } = sumClauses(clauses, assigned);
  return { clauses: lines, points: toHundredths(exact) };
};

/** The days of the month in which the officer stood anywhere, each once. */
const monthStretches = (
  input: SheetInput,
  stays: readonly StayInPeriod[],
  ruled: ReturnType<typeof ruledStays>,
): readonly Stretch[] => {
  const [only] = ruled;
  // Most months are one stay, whose days have been summed already.
  if (ruled.length === 1 && only !== undefined && 'rules' in only) return only.stretches;
  const main = stays.filter(({ share }) => share === undefined);
  return stretchesOf(
    main.map(({ from, to }) => ({ from, to, inherited: false })),
    input.tallies,
    [],
  );
};

const NO_CLAUSES = clauseSet([]);

const monthEffects = (
  input: SheetInput,
  stays: readonly StayInPeriod[],
  stretches: readonly Stretch[],
): OpenSheet['effects'] => {
  const [main] = longestFirst(stays);
  const rules = main === undefined ? undefined : rulesOf(input, main);
  const clauses = rules === undefined ? NO_CLAUSES : activeClauses(input, rules);
  return effectsOf(input.rules.scheme.document.effects, clauses, stretches);
};

/** What somebody bears as a leader beside points; a sheet without it is as it always was. */
const stepsDown = (stretches: readonly Stretch[]): Pick<OpenSheet, 'levelSteps'> => {
  const levelSteps = countOf(allCounts(stretches), LIABILITY_STEPS);
  return levelSteps > 0 ? { levelSteps } : {};
};

/** The stored sheet of a month: the same bytes for the same tallies, rules and stays. */
export const openSheet = (input: SheetInput): OpenSheet => {
  const { officer, period, rules } = input;
  const stays = staysIn(input.stays, rules.days);
  const [main] = longestFirst(stays);
  const ruled = ruledStays(input, stays);
  const stretches = monthStretches(input, stays, ruled);
  const opened = ruled.map((each) => ('rules' in each ? openStay(input, each) : each));
  return {
    officer,
    calendar: 'month',
    period,
    scheme: rules.scheme.name,
    metrics: rules.metrics,
    unit: main?.unit ?? null,
    post: main?.post ?? null,
    probation: main?.probation ?? false,
    effects: monthEffects(input, stays, stretches),
    ...stepsDown(stretches),
    penalty: opened.reduce((sum, each) => sum + ('penalty' in each ? each.penalty : 0), 0),
    stays: opened.map((each) => ('penalty' in each ? each.stay : each)),
  };
};
