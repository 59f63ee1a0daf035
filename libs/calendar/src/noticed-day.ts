import { createRequire } from 'node:module';
import type { LocalDay } from '@ywk/kernel';

/** A day for which a notice changes the rule of the weekday. */
export interface NoticedDay {
  /** Year of the notice: New Year's holiday may reach back into the December before. */
  readonly year: number;
  readonly day: LocalDay;
  /** True for a weekend day worked in exchange, false for a day off. */
  readonly works: boolean;
}

interface PublishedDays {
  readonly holidays: Readonly<Record<LocalDay, string>>;
  readonly workdays: Readonly<Record<LocalDay, string>>;
}

/**
 * Only the data of the package: its functions judge a year without data by the weekday, and any day
 * by the time zone of the process.
 */
const published = createRequire(import.meta.url)(
  'chinese-days/dist/chinese-days.json',
) as PublishedDays;

/** No festival lies in December, so what is named there belongs to the New Year that follows. */
const noticeOf = (day: LocalDay): number =>
  Number(day.slice(0, 4)) + (day.slice(5, 7) === '12' ? 1 : 0);

const noticed = (days: Readonly<Record<LocalDay, string>>, works: boolean): NoticedDay[] =>
  Object.keys(days).map((day) => ({ year: noticeOf(day), day, works }));

/** The notices that come with the product. */
export const shippedDays: readonly NoticedDay[] = [
  ...noticed(published.holidays, false),
  ...noticed(published.workdays, true),
];
