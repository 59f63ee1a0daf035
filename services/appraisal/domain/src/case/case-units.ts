import type { AppraisalCalendar } from '../period/appraisal-calendar.ts';
import type { Stay } from '../stay/stays.ts';

/** The units above one, the nearest first. @param parents the unit above a unit */
export const unitsAbove = (parents: Readonly<Record<string, string>>, unit: string): string[] => {
  const found: string[] = [];
  let next = parents[unit];
  while (next !== undefined && !found.includes(next)) {
    found.push(next);
    next = parents[next];
  }
  return found;
};

/** The unit in which somebody ended a year; null where there is none. */
export const unitAtEnd = (
  stays: readonly Stay[],
  months: AppraisalCalendar,
  year: number,
): string | null => {
  const { until } = months.boundsOf(`${year}-12`);
  return stays.findLast(({ from, share }) => share === undefined && from < until)?.unit ?? null;
};
