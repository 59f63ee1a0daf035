import {
  calendarDecider,
  calendarsInForce,
  type CalendarDocument,
  type CalendarEvent,
  type Calendars,
} from '@ywk/appraisal-domain';
import { calendarOf } from '@ywk/calendar';
import { CALENDARS_STREAM, canonicalText, LOGS, partitionOf, RULES_STREAM } from '@ywk/contracts';
import { fold, type WorkingCalendar } from '@ywk/kernel';
import type { Database } from './database.ts';

const EVENTS = `
SELECT type, data FROM event WHERE partition = $1 AND log = $2 AND pos <= $3 AND stream = $4
ORDER BY pos`;

/** All versions of calendars as they stood at a position of the log of rules. */
export const readCalendars = async (db: Database, until: number): Promise<Calendars> => {
  const { rows } = await db.query<{ type: string; data: string }>({
    name: 'calendar_events',
    text: EVENTS,
    values: [partitionOf(RULES_STREAM), LOGS.rules, until, CALENDARS_STREAM],
  });
  const events = rows.map(({ type, data }) => ({ type, data: JSON.parse(data) as unknown }));
  return fold(calendarDecider, events as CalendarEvent[]);
};

/** The shipped years, and those that were approved. */
export const workingDays = (calendars: Calendars): WorkingCalendar =>
  calendarOf(calendarsInForce(calendars));

/**
 * Reads the calendar of a year that was sent; members in canonical order.
 * @throws Rejection CALENDAR_INVALID with every fault at once
 */
export const readCalendar = (value: unknown): { year: number; document: CalendarDocument } => {
  calendarOf([value]);
  const document = JSON.parse(canonicalText(value)) as CalendarDocument;
  return { year: Number(document['year']), document };
};
