import type { LocalMonth } from '@ywk/kernel';
import { groupKey, placeUnits, type RankedUnit } from '../level/group-units.ts';
import type { Carried, LevelsOutcome } from '../level/levels.ts';
import { conductOfMonth } from '../conduct/told-conduct.ts';
import { competitorOf, type Beside } from '../level/of-sheet.ts';
import type { MonthRules } from '../scheme/rule-book.ts';
import type { TierHistory } from '../tier/tier-history.ts';
import type { MonthOfAll } from './case-month.ts';

/** What levels of a closed month are placed from. */
export interface LevelsGround {
  rules(period: LocalMonth): MonthRules;
  /** Closed months up to one, the earliest first. */
  closedUpTo(period: LocalMonth): readonly (readonly [LocalMonth, MonthOfAll])[];
  parentOf(unit: string): string | null;
  /** What is told of an officer's career so far. */
  careerOf(officer: string): TierHistory;
}

/** Of a month, with what else is known of its people. */
const unitsOf = (
  month: MonthOfAll,
  parentOf: (unit: string) => string | null,
  besideOf: (officer: string) => Beside,
): RankedUnit[] => {
  const units = new Map<string, RankedUnit['people'][number][]>();
  for (const { sheet } of month.values()) {
    if (sheet.unit === null) continue;
    const person = competitorOf(sheet, besideOf(sheet.officer));
    units.set(sheet.unit, [...(units.get(sheet.unit) ?? []), person]);
  }
  return [...units].map(([unit, people]) => ({ unit, parent: parentOf(unit), people }));
};

/** Levels of a closed month, of all units, none of an open one; parts of seats come down from the closed months before. @param instead of the month as it was closed */
export const levelsOfMonth = (
  state: LevelsGround,
  period: LocalMonth,
  instead?: MonthOfAll,
): LevelsOutcome[] => {
  let carried: Record<string, Carried> = {};
  let outcomes: LevelsOutcome[] = [];
  for (const [month, people] of state.closedUpTo(period)) {
    const { scheme, days } = state.rules(month);
    const { levels } = scheme;
    const units = unitsOf(
      month === period ? (instead ?? people) : people,
      (unit) => state.parentOf(unit),
      (officer) => conductOfMonth(state.careerOf(officer), days, levels.offQuotaReasons),
    );
    outcomes = placeUnits(units, levels, carried);
    const kept = outcomes.map((each) => [groupKey(each.units), each.carried] as const);
    carried = { ...carried, ...Object.fromEntries(kept) };
  }
  return outcomes;
};
