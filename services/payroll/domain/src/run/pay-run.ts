import {
  Rejection,
  workingDayAtOrBefore,
  type LocalDay,
  type LocalMonth,
  type WorkingCalendar,
} from '@ywk/kernel';

/** Day of the month on which pay is due (DOMAIN 3.0, row Pay day). */
const PAY_DAY = '15';

/**
 * The day on which a run is paid: the 15th, or the nearest earlier working day
 * (工资支付暂行规定 art. 7). @throws Rejection CALENDAR_UNKNOWN
 */
export const payDayOf = (run: LocalMonth, calendar: WorkingCalendar): LocalDay =>
  workingDayAtOrBefore(calendar, `${run}-${PAY_DAY}`);

/**
 * Whether locking a run changes anything: runs are locked in order, and one that is passed over is
 * locked with the later one.
 * @throws Rejection PAY_RUN_NOT_BEGUN for a run of a month to come
 */
export const locksRun = (
  run: LocalMonth,
  { lockedRun, currentMonth }: { lockedRun: LocalMonth | null; currentMonth: LocalMonth },
): boolean => {
  if (lockedRun !== null && run <= lockedRun) return false;
  if (run > currentMonth) {
    throw new Rejection(
      'PAY_RUN_NOT_BEGUN',
      { zh: `发放月份${run}尚未开始。`, en: `The run of ${run} is no run of a month yet.` },
      { run, currentMonth },
    );
  }
  return true;
};
