import {
  calendarDecider,
  type CalendarCommand,
  type CalendarEvent,
  type CalendarName,
  type Calendars as AllCalendars,
  type CalendarVersion,
} from '@ywk/appraisal-domain';
import {
  calendarPublished,
  CALENDARS_STREAM,
  canonicalText,
  LOGS,
  RULES_STREAM,
} from '@ywk/contracts';
import { CommandHandler, type EventStore, type StoredEvent } from '@ywk/event-store';
import { fold } from '@ywk/kernel';
import { v7 } from 'uuid';
import { readCalendar } from '../persistence/calendars.ts';
import type { Connections } from '../persistence/database.ts';
import { markYearDue } from '../persistence/sheet-due.store.ts';
import type { Asking } from './cut-off.ts';
import { derivedId, stamped } from './publishing.ts';

const PLACE = { log: LOGS.rules, stream: CALENDARS_STREAM, key: RULES_STREAM } as const;

const eventOf = ({ type, data }: StoredEvent): CalendarEvent => ({ type, data }) as CalendarEvent;

/** A calendar as it is listed. */
export type ListedCalendar = CalendarName & CalendarVersion;

/** Calendars of years: drafted by one person, approved by another, then in force at once. */
export class Calendars {
  private readonly handler: CommandHandler;

  constructor(
    private readonly pool: Connections,
    private readonly store: EventStore,
  ) {
    this.handler = new CommandHandler(store);
  }

  /** By year, oldest version first. */
  async list(): Promise<ListedCalendar[]> {
    const all = [...(await this.load())].sort(([a], [b]) => a - b);
    return all.flatMap(([year, versions]) =>
      versions.map((each, at) => ({ year, version: at + 1, ...each })),
    );
  }

  /** @returns the version drafted last. @throws Rejection CALENDAR_INVALID with every fault */
  async draft(value: unknown, asking: Asking): Promise<CalendarName> {
    const { year, document } = readCalendar(value);
    const data = { year, document, author: asking.actor };
    await this.handle({ type: 'DraftCalendar', data }, asking);
    return { year, version: (await this.load()).get(year)?.length ?? 0 };
  }

  /**
   * Sheets of the year are computed again, and other services are told.
   * @throws Rejection CALENDAR_VERSION_UNKNOWN, SAME_PERSON
   */
  async approve(name: CalendarName, asking: Asking): Promise<CalendarName> {
    const data = { ...name, approver: asking.actor };
    await this.handle({ type: 'ApproveCalendar', data }, asking);
    await this.publish(name, asking);
    await markYearDue(this.pool, name.year);
    return name;
  }

  /** Once a version: what was broken off before is told by the next approval. */
  private async publish({ year, version }: CalendarName, { actor, at }: Asking): Promise<void> {
    const document = (await this.load()).get(year)?.[version - 1]?.document ?? {};
    const { type, v } = calendarPublished;
    const events = [stamped({ type, v, data: { year, version, document } }, at)];
    const [log, stream] = [LOGS.period, CALENDARS_STREAM];
    const write = { log, stream, key: stream, expectedVersion: 'any' as const, events };
    const commandId = derivedId('publish-calendar', year, version);
    await this.store.append([{ commandId, actor, request: `${year}/${version}`, writes: [write] }]);
  }

  private async load(): Promise<AllCalendars> {
    return fold(calendarDecider, (await this.store.readStream(PLACE)).map(eventOf));
  }

  private async handle(command: CalendarCommand, { actor, at }: Asking): Promise<void> {
    const commandId = v7();
    await this.handler.handle({
      ...PLACE,
      decider: calendarDecider,
      command,
      commandId,
      actor,
      request: canonicalText({ commandId }),
      toEvents: (events) => events.map(({ type, data }) => stamped({ type, v: 1, data }, at)),
      fromEvent: eventOf,
    });
  }
}
