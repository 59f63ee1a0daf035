import { addDays, type LocalDay, type WorkingCalendar } from '@ywk/kernel';
import { longestFirst, type StayInPeriod } from './stays.ts';

/** Which stays get a sheet of their own (DOMAIN 3.0c.12), and which one inherits from the others. */
export interface StayPlan {
  readonly scored: ReadonlySet<StayInPeriod>;
  readonly heir: StayInPeriod | undefined;
}

/** What the plan rests on beside the stays. */
export interface PlanRules {
  readonly calendar: WorkingCalendar;
  readonly minScoringDays: number;
  /** Days of approved leave: no working days here. */
  readonly leave: ReadonlySet<LocalDay>;
  readonly isRuled: (stay: StayInPeriod) => boolean;
}

/** Reaches so many working days; looks no further than it must. */
const isLong = (
  { from, to }: StayInPeriod,
  { calendar, leave, minScoringDays }: PlanRules,
): boolean => {
  let worked = 0;
  for (let day = from; day <= to && worked < minScoringDays; day = addDays(day, 1)) {
    if (!leave.has(day) && calendar.isWorkingDay(day)) worked += 1;
  }
  return worked >= minScoringDays;
};

/** @throws Rejection CALENDAR_UNKNOWN for a year without published working days */
export const planOf = (stays: readonly StayInPeriod[], rules: PlanRules): StayPlan => {
  const long = stays.filter((stay) => isLong(stay, rules));
  if (long.length > 0) {
    const scored = long.filter(rules.isRuled);
    return { scored: new Set(scored), heir: longestFirst(scored)[0] };
  }
  // A single short stay is not scored; of several short ones the longest stands for the month.
  const [longest] = longestFirst(stays.filter(rules.isRuled));
  if (stays.length < 2 || longest === undefined) return { scored: new Set(), heir: undefined };
  return { scored: new Set([longest]), heir: longest };
};
