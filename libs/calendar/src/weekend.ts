import type { LocalDay } from '@ywk/kernel';

/** True for Saturday and Sunday. */
export const isWeekend = (day: LocalDay): boolean =>
  [0, 6].includes(new Date(`${day}T00:00:00.000Z`).getUTCDay());
