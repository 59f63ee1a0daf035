/** A calendar day in Asia/Shanghai, `2024-05-31`. */
export type LocalDay = string;
/** A calendar month in Asia/Shanghai, `2024-05`. */
export type LocalMonth = string;
/** An instant in UTC with milliseconds, `2024-05-31T15:50:00.000Z`. */
export type Instant = string;

/** China keeps one time zone without summer time since 1992, so the offset is a constant. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** The day in Asia/Shanghai on which an instant falls. */
export const localDay = (instant: Instant): LocalDay => {
  // Until 16:00 UTC it is the same day there. Folds ask several times a fact.
  if (instant.slice(11, 13) < '16' && instant.endsWith('Z')) return instant.slice(0, 10);
  return new Date(Date.parse(instant) + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
};

/** The instant at which a local day begins. */
export const startOfDay = (day: LocalDay): Instant =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) - SHANGHAI_OFFSET_MS).toISOString();

/** Every month has them. */
const SHORTEST_MONTH = 28;

/** The day that many days later (or earlier, when negative). */
export const addDays = (day: LocalDay, days: number): LocalDay => {
  // Who walks through a month asks for its next day each time: no clock is needed for that.
  const inMonth = Number(day.slice(8)) + days;
  if (inMonth >= 1 && inMonth <= SHORTEST_MONTH) {
    return `${day.slice(0, 8)}${inMonth < 10 ? '0' : ''}${inMonth}`;
  }
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + days * 86_400_000)
    .toISOString()
    .slice(0, 10);
};

/** Days from one day to another: 0 for the same day. */
export const daysBetween = (from: LocalDay, to: LocalDay): number =>
  (Date.parse(`${to}T00:00:00.000Z`) - Date.parse(`${from}T00:00:00.000Z`)) / 86_400_000;

/** The month of a day. */
export const monthOf = (day: LocalDay): LocalMonth => day.slice(0, 7);

/** The first day of a month, and the first day of the next: a half-open period. */
export const monthBounds = (month: LocalMonth): { from: LocalDay; until: LocalDay } => {
  const year = Number(month.slice(0, 4));
  const next = Number(month.slice(5, 7)) + 1;
  const until = next > 12 ? `${year + 1}-01-01` : `${year}-${String(next).padStart(2, '0')}-01`;
  return { from: `${month}-01`, until };
};
