import { nthWorkingDayAfter, type LocalDay, type WorkingCalendar } from '@ywk/kernel';
import type { PeriodEvent, UnitPublication } from '../period/period.events.ts';

/** Whose window is asked for: an officer, and the units whose lists have shown his result. */
export interface WindowAsk {
  readonly officer: string;
  readonly unit: string;
}

/**
 * The publication that last opened a window for an officer: the first of the unit, or a later one that
 * named him; undefined where none did (DOMAIN 3.0 Cut-off: anew only for those whose result changed).
 */
export const windowFor = (
  history: readonly PeriodEvent[],
  { officer, unit }: WindowAsk,
): UnitPublication | undefined => {
  const named = new Set<number>();
  const published: UnitPublication[] = [];
  for (const event of history) {
    if (event.type === 'UnitPublished' && event.data.unit === unit) published.push(event.data);
    if (event.type !== 'ResultsNoticed' || event.data.unit !== unit) continue;
    if (event.data.officers.includes(officer)) named.add(event.data.revision);
  }
  return published.findLast(({ revision }, at) => at === 0 || named.has(revision));
};

/** Last day on which an objection is taken: grace days are working days after the window. */
export const lastDayToObject = (
  { objectionUntil }: UnitPublication,
  graceDays: number,
  calendar: WorkingCalendar,
): LocalDay =>
  graceDays === 0 ? objectionUntil : nthWorkingDayAfter(calendar, objectionUntil, graceDays);
