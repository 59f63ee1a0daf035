import { closed, defineEvent, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import { RULES_STREAM } from './rules.ts';

const log = LOGS.rules;

/** The one stream of calendars, in the partition of the rules: what is in force is told in one order. */
export const CALENDARS_STREAM = 'calendars';

/** Which calendar is meant: of a year, the so many-th that was drafted. */
interface CalendarName {
  readonly year: number;
  /** From 1. */
  readonly version: number;
}

/** The working days of a year were drafted, as the notice about its holidays words them. */
export interface CalendarDrafted extends CalendarName {
  /** The whole document, as its own published schema describes it. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly author: string;
}

export interface CalendarApproved extends CalendarName {
  readonly approver: string;
}

/** The working days of a year that other services count by from now on; of several versions the highest holds. */
export interface CalendarPublished extends CalendarName {
  /** See {@link CalendarDrafted}. */
  readonly document: Readonly<Record<string, unknown>>;
}

const name = {
  year: { type: 'integer', minimum: 2000, maximum: 2999 },
  version: { type: 'integer', minimum: 1 },
};
const key = () => RULES_STREAM;

export const calendarDrafted = defineEvent<CalendarDrafted>({
  ...{ log, type: 'CalendarDrafted', v: 1, title: 'The calendar of a year was drafted', key },
  schema: closed({ ...name, document: { type: 'object' }, author: shape.text }),
  sample: { year: 2027, version: 1, document: { year: 2027 }, author: 'appraiser-1' },
});

export const calendarApproved = defineEvent<CalendarApproved>({
  ...{ log, type: 'CalendarApproved', v: 1, title: 'The calendar of a year is in force', key },
  schema: closed({ ...name, approver: shape.text }),
  sample: { year: 2027, version: 1, approver: 'approver-1' },
});

export const calendarPublished = defineEvent<CalendarPublished>({
  ...{ log: LOGS.period, type: 'CalendarPublished', v: 1, key: () => CALENDARS_STREAM },
  title: 'The working days of a year are published',
  schema: closed({ ...name, document: { type: 'object' } }),
  sample: { year: 2027, version: 1, document: { year: 2027 } },
});
