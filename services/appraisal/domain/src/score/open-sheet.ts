import type { LocalMonth } from '@ywk/kernel';
import type { PostRules, Scheme } from '../scheme/scheme.ts';
import { longestFirst, staysIn, type Stay, type StayInPeriod } from '../stay/stays.ts';
import type { Tally } from '../tally/tally.ts';
import { clauseLines } from './clause-line.ts';
import { countOf, countsIn, type Counts } from './counts.ts';
import { openIndicator } from './indicator.ts';
import type { LeftOutStay, NotScoredReason, OpenSheet, OpenStay } from './sheet.ts';

/** All that a sheet is a function of. */
export interface SheetInput {
  readonly officer: string;
  readonly period: LocalMonth;
  /** Of this officer; days outside the period are ignored. One posting, or several summed. */
  readonly tallies: readonly Pick<Tally, 'day' | 'metric' | 'n'>[];
  readonly scheme: Scheme;
  readonly stays: readonly Stay[];
}

const headOf = ({ unit, post, team, from, to, days }: StayInPeriod) => ({
  unit,
  post,
  team,
  from,
  to,
  days,
});

const leftOut = (stay: StayInPeriod, reason: NotScoredReason): LeftOutStay => ({
  ...headOf(stay),
  status: 'NOT_SCORED',
  reason,
});

/** Which stays get a sheet of their own (DOMAIN 3.0c.12), and which one inherits from the others. */
interface Plan {
  readonly scored: ReadonlySet<StayInPeriod>;
  readonly heir: StayInPeriod | undefined;
}

const planOf = (stays: readonly StayInPeriod[], scheme: Scheme): Plan => {
  const isRuled = ({ post }: StayInPeriod) => scheme.rulesOf(post) !== undefined;
  const long = stays.filter(({ days }) => days >= scheme.document.minScoringDays);
  if (long.length > 0) {
    const scored = long.filter(isRuled);
    return { scored: new Set(scored), heir: longestFirst(scored)[0] };
  }
  // A single short stay is not scored; of several short ones the longest stands for the month.
  const [longest] = longestFirst(stays.filter(isRuled));
  if (stays.length < 2 || longest === undefined) return { scored: new Set(), heir: undefined };
  return { scored: new Set([longest]), heir: longest };
};

interface StayCounts {
  readonly own: Counts;
  /** Own days, and for the heir also those of the stays that were left out. */
  readonly shared: Counts;
}

const openStay = (
  stay: StayInPeriod,
  { scheme, rules }: { scheme: Scheme; rules: PostRules },
  { own, shared }: StayCounts,
): OpenStay => {
  const cohort = stay.team ?? stay.unit;
  return {
    ...headOf(stay),
    status: 'SCORED',
    groups: rules.groups.map(({ id, indicators }) => ({
      id,
      indicators: indicators.map((indicator) =>
        openIndicator(indicator, id === 'public' ? shared : own, cohort),
      ),
    })),
    bonus: clauseLines(scheme.document.bonus.clauses, shared),
    deductions: clauseLines(scheme.document.total.clauses, shared),
  };
};

const effectsOf = (scheme: Scheme, counts: Counts): OpenSheet['effects'] => {
  const { veto, cancel } = scheme.document;
  const vetoes = veto
    .filter((metric) => countOf(counts, metric) > 0)
    .map((clause) => ({ grade: 'VETO' as const, clause }));
  const cancellations = cancel
    .filter(({ metric, atLeast }) => countOf(counts, metric) >= atLeast)
    .map(({ metric }) => ({ grade: 'CANCELLED' as const, clause: metric }));
  return [...vetoes, ...cancellations];
};

const scoredStays = (
  { tallies, scheme }: SheetInput,
  stays: readonly StayInPeriod[],
): (OpenStay | LeftOutStay)[] => {
  const { scored, heir } = planOf(stays, scheme);
  const inherited = stays.filter(
    (stay) => !scored.has(stay) && scheme.rulesOf(stay.post) !== undefined,
  );
  return stays.map((stay) => {
    const rules = scheme.rulesOf(stay.post);
    if (rules === undefined) return leftOut(stay, 'NO_SCHEME_FOR_POST');
    if (!scored.has(stay)) return leftOut(stay, 'STAY_TOO_SHORT');
    const own = countsIn(tallies, [stay]);
    const shared = stay === heir ? countsIn(tallies, [stay, ...inherited]) : own;
    return openStay(stay, { scheme, rules }, { own, shared });
  });
};

/** The stored sheet of a month: the same bytes for the same tallies, scheme version and stays. */
export const openSheet = (input: SheetInput): OpenSheet => {
  const { officer, period, scheme, tallies } = input;
  const stays = staysIn(input.stays, period);
  const [main] = longestFirst(stays);
  return {
    officer,
    calendar: 'month',
    period,
    scheme: scheme.name,
    unit: main?.unit ?? null,
    post: main?.post ?? null,
    probation: main?.probation ?? false,
    effects: effectsOf(scheme, countsIn(tallies, stays)),
    stays: scoredStays(input, stays),
  };
};
