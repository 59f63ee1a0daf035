import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { isRejection, workingDaysIn } from '@ywk/kernel';
import { parse } from 'yaml';
import { calendarOf } from './calendar-of.ts';
import type { YearDocument } from './year-document.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const year2026 = parse(/```yaml\n([^]*?)```/.exec(readme)?.[1] ?? '') as YearDocument;

/** Not the notice of 2027: one that keeps the law and reaches back into December 2026. */
const year2027: YearDocument = {
  year: 2027,
  source: 'a trial',
  festivals: [
    { name: '元旦', from: '2026-12-31', to: '2027-01-03', makeUp: ['2026-12-27'] },
    { name: '春节', from: '2027-02-05', to: '2027-02-13', makeUp: ['2027-01-30', '2027-02-14'] },
    { name: '清明节', from: '2027-04-03', to: '2027-04-05' },
    { name: '劳动节', from: '2027-05-01', to: '2027-05-05', makeUp: ['2027-05-08'] },
    { name: '端午节', from: '2027-06-09', to: '2027-06-09' },
    { name: '中秋节', from: '2027-09-15', to: '2027-09-15' },
    { name: '国庆节', from: '2027-10-01', to: '2027-10-07', makeUp: ['2027-09-26', '2027-10-09'] },
  ],
};
const [newYear, ...later] = year2027.festivals;

const faultsOf = (...documents: unknown[]): unknown => {
  try {
    calendarOf(documents);
  } catch (error) {
    if (isRejection(error) && error.code === 'CALENDAR_INVALID') return error.facts['errors'];
    throw error;
  }
  return [];
};
const at = (path: string, wrong: string) =>
  expect.objectContaining({ path, wrong, right: expect.stringMatching(/./) });

describe('a year that is added', () => {
  test('is known, and settles the December before', () => {
    const calendar = calendarOf([year2027]);
    expect(calendar.knows('2027-12-31')).toBe(true);
    expect(calendar.knows('2028-01-01')).toBe(false);
    expect(calendar.isWorkingDay('2027-02-08')).toBe(false);
    expect(calendar.isWorkingDay('2027-10-09')).toBe(true);
    const turn = ['2026-12-27', '2026-12-31'];
    expect(turn.map(calendar.isWorkingDay)).toEqual([true, false]);
    expect(turn.map(calendarOf().isWorkingDay)).toEqual([false, true]);
  });

  test('is the shipped one when it says the same, as the example in the README', () => {
    const days = (documents: unknown[]) =>
      workingDaysIn(calendarOf(documents), '2025-12-01', '2026-12-31');
    expect(days([year2026])).toEqual(days([]));
  });

  test('replaces the shipped one', () => {
    const festivals = year2026.festivals.map((one) =>
      one.name === '元旦' ? { ...one, to: '2026-01-01', makeUp: [] } : one,
    );
    const calendar = calendarOf([{ ...year2026, festivals }]);
    const days = ['2026-01-02', '2026-01-04'];
    expect(days.map(calendar.isWorkingDay)).toEqual([true, false]);
    expect(days.map(calendarOf().isWorkingDay)).toEqual([false, true]);
  });

  test('may grant more than the law does, when it says so', () => {
    const special = { name: '纪念日', from: '2027-09-03', to: '2027-09-03' };
    const festivals = [...year2027.festivals, special];
    const calendar = calendarOf([{ ...year2027, festivals, extraDaysOff: 1 }]);
    expect(calendar.isWorkingDay('2027-09-03')).toBe(false);
    expect(faultsOf({ ...year2027, festivals })).toEqual([
      at('/0/festivals', 'weekdays off less weekend days worked are 14'),
    ]);
  });
});

describe('a document is refused', () => {
  test('by its schema, with all faults of all documents and what would be right', () =>
    expect(
      faultsOf(
        { year: 2024, festivals: [{ name: '元旦', from: '2027-02-29', to: '2027-01-03' }] },
        { ...year2027, festivals: [], note: 'x' },
        'year: 2027',
      ),
    ).toEqual([
      expect.objectContaining({ path: '/0', wrong: "must have required property 'source'" }),
      {
        path: '/0/year',
        wrong: 'must be >= 2025',
        right: '年份 · the year, 2025 or later: the statutory days are those in force since then',
      },
      {
        path: '/0/festivals/0/from',
        wrong: 'must match format "date"',
        right: '放假首日 · first day off, YYYY-MM-DD',
      },
      at('/1', 'must NOT have additional properties (note)'),
      at('/1/festivals', 'must NOT have fewer than 1 items'),
      at('/2', 'must be object'),
    ]));

  test('for days that are not of its year, in the wrong order or worked anyway', () => {
    const festivals = [
      { name: '元旦', from: '2026-11-30', to: '2028-01-01', makeUp: ['2026-11-29', '2027-01-05'] },
      { name: '春节', from: '2027-02-05', to: '2027-02-04' },
    ];
    expect(faultsOf({ ...year2027, festivals })).toEqual([
      at('/0/festivals/0/from', '2026-11-30 is not of the year'),
      at('/0/festivals/0/to', '2028-01-01 is not of the year'),
      at('/0/festivals/0/makeUp/0', '2026-11-29 is not of the year'),
      at('/0/festivals/0/makeUp/1', '2027-01-05 is worked anyway'),
      at('/0/festivals/1/to', '2027-02-04 is before 2027-02-05'),
    ]);
  });

  test('when a festival or an exchange was forgotten', () => {
    expect(faultsOf({ ...year2027, festivals: later })).toEqual([
      at('/0/festivals', 'weekdays off less weekend days worked are 12'),
    ]);
    const festivals = [{ ...newYear, makeUp: [] }, ...later];
    expect(faultsOf({ ...year2027, festivals })).toEqual([
      at('/0/festivals', 'weekdays off less weekend days worked are 14'),
    ]);
  });

  test('when it names a day or a year twice, alone or with another', () => {
    const festivals = [...later, { ...newYear, makeUp: ['2026-12-27', '2027-01-03'] }];
    expect(faultsOf({ ...year2027, festivals, extraDaysOff: 0 })).toEqual([
      at('/0/festivals', 'weekdays off less weekend days worked are 12'),
      at('/0/festivals/6', '2027-01-03 is named twice'),
    ]);
    const december = { name: '冬至', from: '2026-12-31', to: '2026-12-31' };
    const more = { ...year2026, festivals: [...year2026.festivals, december], extraDaysOff: 1 };
    expect(faultsOf(more, year2027)).toEqual([
      {
        path: '/1/festivals/0',
        wrong: '2026-12-31 is named twice',
        right: 'one place; /0/festivals/7 names it too',
      },
    ]);
    expect(faultsOf(year2027, { ...year2026, year: 2027 })).toContainEqual(
      at('/1/year', '2027 is named twice'),
    );
  });
});
