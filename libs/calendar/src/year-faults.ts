import type { DocumentFault } from '@ywk/contracts';
import type { LocalDay } from '@ywk/kernel';
import { isWeekend } from './weekend.ts';
import type { Festival, PlacedDay, YearDocument } from './year-document.ts';

/** 全国年节及纪念日放假办法, as of 1 January 2025: days off for all citizens. */
const STATUTORY_DAYS = 13;

const belongsTo = (year: number, day: LocalDay): boolean =>
  day >= `${year - 1}-12-01` && day <= `${year}-12-31`;

const outside = (year: number, day: LocalDay, path: string): DocumentFault[] => {
  if (belongsTo(year, day)) return [];
  const right = `a day of ${year}, or of the December before`;
  return [{ path, wrong: `${day} is not of the year`, right }];
};

const ofMakeUp = (year: number, day: LocalDay, path: string): DocumentFault[] => {
  if (!isWeekend(day)) {
    const right = 'a Saturday or Sunday, worked in exchange for a day off';
    return [{ path, wrong: `${day} is worked anyway`, right }];
  }
  return outside(year, day, path);
};

/** What makes a festival meaningless by itself. */
export const festivalFaults = (
  year: number,
  { from, to, makeUp = [] }: Festival,
  path: string,
): DocumentFault[] => [
  ...outside(year, from, `${path}/from`),
  ...outside(year, to, `${path}/to`),
  ...(to < from
    ? [{ path: `${path}/to`, wrong: `${to} is before ${from}`, right: `${from} or a later day` }]
    : []),
  ...makeUp.flatMap((day, at) => ofMakeUp(year, day, `${path}/makeUp/${at}`)),
];

/**
 * Exchanged days cancel out: what a year has off on weekdays and does not work on weekends is what
 * the law grants. It held in each notice since 2008, and it finds what was copied wrong or forgotten.
 */
export const balanceFaults = (
  { extraDaysOff = 0 }: YearDocument,
  days: readonly PlacedDay[],
  path: string,
): DocumentFault[] => {
  const off = days.filter(({ day, works }) => !works && !isWeekend(day)).length;
  const granted = off - days.filter(({ works }) => works).length;
  const due = STATUTORY_DAYS + extraDaysOff;
  if (granted === due) return [];
  const wrong = `weekdays off less weekend days worked are ${granted}`;
  const right = `${due}: the ${STATUTORY_DAYS} statutory days and ${extraDaysOff} in extraDaysOff`;
  return [{ path: `${path}/festivals`, wrong, right }];
};

/** Days, or years, that stand in two places. */
export const repeated = (
  places: readonly { readonly name: string; readonly path: string }[],
): DocumentFault[] => {
  const first = new Map<string, string>();
  return places.flatMap(({ name, path }) => {
    const known = first.get(name);
    if (known === undefined) {
      first.set(name, path);
      return [];
    }
    return [{ path, wrong: `${name} is named twice`, right: `one place; ${known} names it too` }];
  });
};
