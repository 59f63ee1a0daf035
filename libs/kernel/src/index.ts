export { fold, type Decider } from './decider.ts';
export type { Label } from './label.ts';
export {
  addDays,
  daysBetween,
  localDay,
  monthBounds,
  monthOf,
  startOfDay,
  type Instant,
  type LocalDay,
  type LocalMonth,
} from './local-time.ts';
export type { Message } from './message.ts';
export { shareByLargestRemainder, type Fen } from './money.ts';
export { hundredthsText, ratio, ratioOf, toHundredths, type Ratio } from './ratio.ts';
export { isRejection, Rejection, type RejectionFacts } from './rejection.ts';
export {
  nthWorkingDayAfter,
  workingDayAtOrBefore,
  workingDaysIn,
  type WorkingCalendar,
} from './working-calendar.ts';
