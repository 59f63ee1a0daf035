import { describe, expect, test } from '@jest/globals';
import { fold } from '@ywk/kernel';
import {
  calendarDecider,
  calendarsInForce,
  type CalendarCommand,
  type CalendarEvent,
} from './calendar.decider.ts';

const draft = (source: string, author = 'a'): CalendarCommand => ({
  type: 'DraftCalendar',
  data: { year: 2027, document: { year: 2027, source }, author },
});

const approve = (version: number, approver = 'b'): CalendarCommand => ({
  type: 'ApproveCalendar',
  data: { year: 2027, version, approver },
});

const send = (history: CalendarEvent[], ...commands: CalendarCommand[]): CalendarEvent[] =>
  commands.reduce(
    (known, command) => [
      ...known,
      ...calendarDecider.decide(command, fold(calendarDecider, known)),
    ],
    history,
  );

const sources = (history: CalendarEvent[]) =>
  calendarsInForce(fold(calendarDecider, history)).map(({ source }) => source);

describe('the calendar of a year', () => {
  test('is in force once another person approved it; twice changes nothing', () => {
    const drafted = send([], draft('first'));
    expect(sources(drafted)).toEqual([]);
    expect(send(drafted, draft('first'))).toEqual(drafted);
    const approved = send(drafted, approve(1));
    expect(sources(approved)).toEqual(['first']);
    expect(send(approved, approve(1))).toEqual(approved);
  });

  test('is replaced by a later version, not before that is approved', () => {
    const second = send([], draft('first'), approve(1), draft('second'));
    expect(sources(second)).toEqual(['first']);
    expect(sources(send(second, approve(2)))).toEqual(['second']);
  });

  test('is approved by nobody who drafted it, and only when it is there', () => {
    expect(() => send([], draft('first'), approve(1, 'a'))).toThrow('SAME_PERSON');
    expect(() => send([], approve(1))).toThrow('CALENDAR_VERSION_UNKNOWN');
  });
});
