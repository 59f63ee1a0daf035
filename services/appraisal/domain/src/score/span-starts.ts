import { addDays, type LocalDay } from '@ywk/kernel';
import type { DaySpan } from '../period/appraisal-calendar.ts';
import type { Stay } from '../stay/stays.ts';
import type { HeldRole } from './stretch.ts';

/**
 * First days of the spans of a month in which nothing that its sheet looks at changes: the month's
 * first day, and wherever a stay or a role begins or ends. What is counted in a span may stand on
 * its first day as one sum, days of leave ({@link LEAVE_DAYS}) apart: the sheet is the same.
 */
export const spanStarts = (
  { from: first, until }: DaySpan,
  stays: readonly Pick<Stay, 'from' | 'to'>[],
  roles: readonly HeldRole[],
): LocalDay[] => {
  const edges = [...stays, ...roles].flatMap(({ from, to }) =>
    to === null ? [from] : [from, addDays(to, 1)],
  );
  const within = edges.filter((day) => day > first && day < until);
  return [...new Set([first, ...within])].sort();
};
