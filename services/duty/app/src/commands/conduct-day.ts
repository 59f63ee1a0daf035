import { localDay, Rejection, type LocalDay } from '@ywk/kernel';
import { actTime } from '@ywk/platform';

/** Today, Asia/Shanghai. */
export const today = (): LocalDay => localDay(actTime());

/** @throws Rejection FUTURE_TIME */
export const checkDay = (on: LocalDay): void => {
  if (on <= today()) return;
  throw new Rejection(
    'FUTURE_TIME',
    { zh: `日期${on}在将来。`, en: `${on} lies in the future.` },
    { pointer: '/on' },
  );
};
