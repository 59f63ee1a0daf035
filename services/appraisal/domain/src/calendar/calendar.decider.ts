import { Rejection, type Decider, type Message } from '@ywk/kernel';

/** The notice about the holidays of a year, as it was read: `year.schema.json` of the calendar. */
export type CalendarDocument = Readonly<Record<string, unknown>>;

/** Which calendar is meant: of a year, the so many-th that was drafted. */
export interface CalendarName {
  readonly year: number;
  /** From 1. */
  readonly version: number;
}

/** A calendar of a year, and who is behind it; in force once it is approved. */
export interface CalendarVersion {
  readonly document: CalendarDocument;
  readonly author: string;
  readonly approver: string | null;
}

export type CalendarCommand =
  | Message<
      'DraftCalendar',
      { readonly year: number; readonly document: CalendarDocument; readonly author: string }
    >
  | Message<'ApproveCalendar', CalendarName & { readonly approver: string }>;

/** Kept for ever. */
export type CalendarEvent =
  | Message<
      'CalendarDrafted',
      CalendarName & { readonly document: CalendarDocument; readonly author: string }
    >
  | Message<'CalendarApproved', CalendarName & { readonly approver: string }>;

/** Versions of each year, oldest first. */
export type Calendars = ReadonlyMap<number, readonly CalendarVersion[]>;

type Data<Type extends CalendarCommand['type']> = Extract<CalendarCommand, { type: Type }>['data'];

const versionsOf = (calendars: Calendars, year: number): readonly CalendarVersion[] =>
  calendars.get(year) ?? [];

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const draft = (data: Data<'DraftCalendar'>, calendars: Calendars): CalendarEvent[] => {
  const { year, document, author } = data;
  const known = versionsOf(calendars, year);
  const last = known.at(-1);
  if (last?.author === author && same(last.document, document)) return [];
  return [{ type: 'CalendarDrafted', data: { year, version: known.length + 1, document, author } }];
};

const approve = (data: Data<'ApproveCalendar'>, calendars: Calendars): CalendarEvent[] => {
  const { year, version, approver } = data;
  const found = versionsOf(calendars, year)[version - 1];
  if (found === undefined) {
    throw new Rejection(
      'CALENDAR_VERSION_UNKNOWN',
      {
        zh: `${year}年的工作日历没有第${version}版。`,
        en: `No version ${version} of ${year} is there.`,
      },
      { year, version },
    );
  }
  if (found.author === approver) {
    throw new Rejection('SAME_PERSON', {
      zh: '起草日历的人不得审批该日历。',
      en: 'Who drafted a calendar does not approve it.',
    });
  }
  return found.approver === null
    ? [{ type: 'CalendarApproved', data: { year, version, approver } }]
    : [];
};

/** Calendars of years: drafted by one person, in force once another approved. */
export const calendarDecider: Decider<CalendarCommand, Calendars, CalendarEvent> = {
  initialState: new Map(),

  decide: (command, calendars) =>
    command.type === 'DraftCalendar'
      ? draft(command.data, calendars)
      : approve(command.data, calendars),

  evolve: (calendars, event) => {
    const { year, version } = event.data;
    const known = versionsOf(calendars, year);
    if (event.type === 'CalendarDrafted') {
      const { document, author } = event.data;
      return new Map(calendars).set(year, [...known, { document, author, approver: null }]);
    }
    const { approver } = event.data;
    const approved = known.map((each, at) => (at === version - 1 ? { ...each, approver } : each));
    return new Map(calendars).set(year, approved);
  },
};

/** The documents in force: of each year the last version that was approved. */
export const calendarsInForce = (calendars: Calendars): CalendarDocument[] =>
  [...calendars.values()].flatMap((versions) => {
    const last = versions.findLast(({ approver }) => approver !== null);
    return last === undefined ? [] : [last.document];
  });
