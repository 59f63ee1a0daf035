export { nthWorkingDayAfter, workingDayAtOrBefore, workingDaysIn } from '@ywk/kernel';
export { calendarOf } from './calendar-of.ts';
