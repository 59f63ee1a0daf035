import { nthWorkingDayAfter, type Fen, type LocalDay, type WorkingCalendar } from '@ywk/kernel';
import type { UnitPublication } from './period.events.ts';
import type { PeriodRules } from './period-rules.ts';

/** What of an officer's month is published and paid. Points in hundredths, pay in fen. */
export interface PublishedResult {
  readonly officer: string;
  readonly grade: string;
  readonly total: number;
  readonly performancePay: Fen;
  /** Force level; null or absent outside the quotas, and of longer periods. */
  readonly level?: { readonly level: number | null } | null;
}

const sameResult = (a: PublishedResult, b: PublishedResult | undefined): boolean =>
  a.grade === b?.grade &&
  a.total === b.total &&
  a.performancePay === b.performancePay &&
  a.level?.level === b.level?.level;

/**
 * Officers whose total, grade, level or pay is another one than when the unit was last published, those who
 * came into its list or left it included: their window opens anew, in order of their ids.
 */
export const changedOfficers = (
  before: readonly PublishedResult[],
  now: readonly PublishedResult[],
): string[] => {
  const known = new Map(before.map((result) => [result.officer, result]));
  const changed = now.filter((result) => !sameResult(result, known.get(result.officer)));
  const listed = new Set(now.map(({ officer }) => officer));
  const gone = before.filter(({ officer }) => !listed.has(officer));
  return [...changed, ...gone].map(({ officer }) => officer).sort();
};

/**
 * Last days of publicity and of the time for objections: working days after the day of publication.
 * @throws Rejection CALENDAR_UNKNOWN where a clock reaches into a year without a calendar
 */
export const clocksOf = (
  publishedOn: LocalDay,
  { publicityDays, objectionDays }: Pick<PeriodRules, 'publicityDays' | 'objectionDays'>,
  calendar: WorkingCalendar,
): Pick<UnitPublication, 'publishedOn' | 'publicityUntil' | 'objectionUntil'> => ({
  publishedOn,
  publicityUntil: nthWorkingDayAfter(calendar, publishedOn, publicityDays),
  objectionUntil: nthWorkingDayAfter(calendar, publishedOn, objectionDays),
});

/** The later of the two clocks' last days. */
export const runsUntil = ({ publicityUntil, objectionUntil }: UnitPublication): LocalDay =>
  publicityUntil > objectionUntil ? publicityUntil : objectionUntil;

/** Last publication of each unit. */
export type Publications = ReadonlyMap<string, UnitPublication>;

/** Units whose clocks have not ended on a day, and until when the last of them runs. */
export const running = (
  published: Publications,
  today: LocalDay,
): { readonly units: readonly string[]; readonly until: LocalDay } | null => {
  const open = [...published.values()].filter((each) => runsUntil(each) >= today);
  const until = open.map(runsUntil).sort().at(-1);
  return until === undefined ? null : { units: open.map(({ unit }) => unit).sort(), until };
};

/** Units that must be published yet: never, or not since their results changed. */
export const unpublished = (
  units: readonly string[],
  published: Publications,
  /** Units of which a result changed, by the revision that changed it. */
  changed: ReadonlyMap<number, readonly string[]>,
): string[] => {
  const isOld = (unit: string): boolean => {
    const last = published.get(unit)?.revision;
    if (last === undefined) return true;
    return [...changed].some(([revision, touched]) => revision > last && touched.includes(unit));
  };
  const all = new Set([...units, ...[...changed.values()].flat()]);
  // A unit that nobody stands in any more, and that never was published, has nothing to show.
  return [...all]
    .filter((unit) => (units.includes(unit) || published.has(unit)) && isOld(unit))
    .sort();
};
