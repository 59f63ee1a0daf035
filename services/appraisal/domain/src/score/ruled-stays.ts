import type { LocalDay, LocalMonth } from '@ywk/kernel';
import type { MonthRules } from '../scheme/rule-book.ts';
import type { PostRules } from '../scheme/scheme.ts';
import { planOf, type StayPlan } from '../stay/scored-stays.ts';
import type { Stay, StayInPeriod } from '../stay/stays.ts';
import type { Tally } from '../tally/tally.ts';
import type { LeftOutStay, NotScoredReason } from './sheet.ts';
import { stretchesOf, type HeldRole, type Stretch } from './stretch.ts';

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

/** Metric that counts days of approved leave: whether a stay is long enough depends on which they are. */
export const LEAVE_DAYS = 'leave.days';

/** What every stay of a sheet begins with. */
export const headOf = ({ unit, post, team, from, to, days, weight }: StayInPeriod) => ({
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

const unknownYears = ({ rules }: SheetInput, stays: readonly StayInPeriod[]): boolean =>
  stays.some(({ from, to }) => !rules.calendar.knows(from) || !rules.calendar.knows(to));

const leaveOf = ({ tallies }: SheetInput): Set<LocalDay> =>
  new Set(tallies.filter(({ metric, n }) => metric === LEAVE_DAYS && n > 0).map(({ day }) => day));

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

/** A stay that has a sheet of its own, with what its rules look at. */
export interface RuledStay {
  readonly stay: StayInPeriod;
  readonly rules: PostRules;
  readonly stretches: readonly Stretch[];
}

/** What becomes of each stay of a month: a sheet of its own, or why it has none. */
export const ruledStays = (
  input: SheetInput,
  stays: readonly StayInPeriod[],
): (RuledStay | LeftOutStay)[] => {
  if (unknownYears(input, stays)) return stays.map((stay) => leftOut(stay, 'CALENDAR_UNKNOWN'));
  const { scored, heir, inherited } = inheritanceOf(input, stays);
  return stays.map((stay) => {
    const rules = rulesOf(input, stay);
    if (rules === undefined) return leftOut(stay, 'NO_SCHEME_FOR_POST');
    if (!scored.has(stay)) return leftOut(stay, 'STAY_TOO_SHORT');
    return { stay, rules, stretches: stretchesFor(input, stay, stay === heir ? inherited : []) };
  });
};
