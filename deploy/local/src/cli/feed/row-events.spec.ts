import { describe, expect, test } from '@jest/globals';
import { asCode, RowEvents } from './row-events.ts';
import type { FeedMap } from './feed-map.ts';
import { stampReader } from './stamp.ts';

const map: FeedMap = {
  source: 'cad',
  timeZone: 'America/Los_Angeles',
  format: 'csv',
  time: 'MM/DD/YYYY hh:mm:ss A',
  call: ['Call'],
  order: ['Unit'],
  events: [
    { kind: 'received', at: 'Got', category: 'Type' },
    { kind: 'dispatched', at: 'Sent', unit: 'Unit', when: { column: 'Real', is: ['yes'] } },
  ],
};
const values = {
  Call: '7',
  Unit: 'E 1',
  Type: 'Gas Leak (LP)',
  Got: '04/07/2020 12:05:00 AM',
  Sent: '04/07/2020 12:06:00 PM',
  Real: 'yes',
};

describe('a stamp', () => {
  const read = (time: string, text: string, timeZone?: string): string =>
    stampReader({ ...map, time, ...(timeZone === undefined ? {} : { timeZone }) })(text);

  test.each([
    ['MM/DD/YYYY hh:mm:ss A', '04/07/2020 12:05:00 AM', '2020-04-07T07:05:00.000Z'],
    ['MM/DD/YYYY hh:mm:ss A', '04/07/2020 12:05:00 PM', '2020-04-07T19:05:00.000Z'],
    ['YYYY-MM-DD HH:mm:ss.SSS', '2020-01-07 00:05:00.250', '2020-01-07T08:05:00.250Z'],
    ['iso', '2020-04-07T00:05:00', '2020-04-07T07:05:00.000Z'],
    ['iso', '2020-04-07T00:05:00+08:00', '2020-04-06T16:05:00.000Z'],
    ['epochSeconds', '1586243100', '2020-04-07T07:05:00.000Z'],
    ['YYYY-MM-DD HH:mm:ss', '2020-11-01 01:30:00', '2020-11-01T08:30:00.000Z'],
  ])('%s: %s is %s', (time, text, utc) => {
    expect(read(time, text)).toBe(utc);
  });

  test.each([
    ['YYYY-MM-DD HH:mm:ss', '2020-03-08 02:30:00', 'the clock skipped it'],
    ['YYYY-MM-DD HH:mm:ss', '2020-02-30 02:30:00', 'no date and time that exists'],
    ['YYYY-MM-DD HH:mm:ss', '08.03.2020', 'not of the map'],
    ['epochMs', 'noon', 'no whole number'],
    ['iso', 'yesterday', 'no ISO 8601 time'],
  ])('%s: %s is none', (time, text, why) => {
    expect(() => read(time, text)).toThrow(why);
  });

  test('without offset needs the zone of the map', () => {
    const { timeZone: _zone, ...without } = map;
    expect(() => stampReader({ ...without, time: 'iso' })('2020-04-07T00:05:00')).toThrow(
      'names no timeZone',
    );
  });

  test('is of a zone that exists', () => {
    expect(() => stampReader({ ...map, timeZone: 'Mars/Olympus' })).toThrow(RangeError);
  });
});

describe('a row', () => {
  test('becomes events with ids of their own', () => {
    const { events, problems } = new RowEvents(map).read({ number: 1, values });
    expect(problems).toEqual([]);
    expect(events).toEqual([
      {
        source: 'cad',
        callId: '7',
        eventId: '7:received',
        kind: 'received',
        at: '2020-04-07T07:05:00.000Z',
        category: 'Gas_Leak_LP',
      },
      {
        source: 'cad',
        callId: '7',
        eventId: '7:E_1:dispatched',
        orderId: 'E_1',
        kind: 'dispatched',
        at: '2020-04-07T19:06:00.000Z',
        unit: 'E_1',
      },
    ]);
  });

  test('of a call that is known adds only what is its own', () => {
    const reader = new RowEvents(map);
    reader.read({ number: 1, values });
    const { events } = reader.read({ number: 2, values: { ...values, Unit: 'E 2' } });
    expect(events.map(({ eventId }) => eventId)).toEqual(['7:E_2:dispatched']);
  });

  test('yields nothing for an empty stamp or a condition that does not hold', () => {
    const { events } = new RowEvents(map).read({
      number: 1,
      values: { ...values, Got: ' ', Real: 'no' },
    });
    expect(events).toEqual([]);
  });

  test('names what it cannot read, and keeps the rest', () => {
    const { events, problems } = new RowEvents(map).read({
      number: 3,
      values: { ...values, Got: 'soon' },
    });
    expect(events).toHaveLength(1);
    expect(problems).toEqual([{ row: 3, detail: expect.stringContaining('"soon"') }]);
  });

  test('must have the columns that the map names', () => {
    expect(new RowEvents(map).missingColumns({ number: 1, values: { Call: '1' } })).toEqual([
      'Unit',
      'Got',
      'Type',
      'Sent',
      'Real',
    ]);
  });

  test.each([
    ['Citizen Assist / Service Call', 'Citizen_Assist_Service_Call'],
    ['  01 ', '01'],
    ['(none)', 'none'],
    ['张三', ''],
  ])('makes the code of %j %j', (text, code) => {
    expect(asCode(text)).toBe(code);
  });
});
