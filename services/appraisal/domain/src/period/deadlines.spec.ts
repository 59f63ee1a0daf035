import { describe, expect, test } from '@jest/globals';
import type { WorkingCalendar } from '@ywk/kernel';
import { deadlinesOf, type DeadlineGround } from './deadlines.ts';
import { period, type Period } from './period.decider.ts';
import { RC_1_PERIODS } from './period-rules.ts';

const weekdays: WorkingCalendar = {
  knows: () => true,
  isWorkingDay: (day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()),
};

const on = (today: string, more: Partial<DeadlineGround> = {}): DeadlineGround => ({
  ...{ today, until: '2024-06-01', within: 2, rules: RC_1_PERIODS, calendar: weekdays },
  ...{ unpublished: [], mayBeFinal: false, appeals: new Map() },
  ...more,
});

const may = (over: Partial<Period> = {}): Period => ({
  ...period.initialState,
  ...{ calendar: 'month', period: '2024-05' },
  ...over,
});

const shown = may({
  ...{ status: 'COMPUTED', due: 1, revision: 1 },
  published: new Map([
    [
      'U',
      {
        ...{ unit: 'U', revision: 1, noticed: 1, publishedOn: '2024-06-04' },
        ...{ publicityUntil: '2024-06-11', objectionUntil: '2024-06-07' },
      },
    ],
  ]),
});

const seen = (state: Period, ground: DeadlineGround) =>
  deadlinesOf(state, ground).map(
    ({ what, unit, day, overdue }) =>
      `${what} ${unit ?? '-'} ${day ?? '-'} ${overdue ? 'overdue' : 'soon'}`,
  );

describe('deadlines of a month', () => {
  test.each([
    ['2024-05-31', []],
    ['2024-06-03', ['CUT_OFF - 2024-06-04 soon']],
    ['2024-06-04', ['CUT_OFF - 2024-06-04 overdue']],
  ])('that is open, on %s', (today, found) => {
    expect(seen(may(), on(today))).toEqual(found);
  });

  test.each([
    ['year', '2023', ['CUT_OFF - 2024-01-04 overdue']],
    // Put together where somebody wants them: nobody has to.
    ['quarter', '2023-Q4', []],
    ['half-year', '2023-H2', []],
  ] as const)('or of a longer period: %s %s', (calendar, period, found) => {
    const state = may({ calendar, period });
    const over = { until: '2024-01-01' };
    expect(seen(state, on('2024-01-04', over))).toEqual(found);
    expect(seen(state, on('2023-12-31', over))).toEqual([]);
    const due = may({ calendar, period, status: 'CUT_OFF_DUE', due: 1 });
    expect(seen(due, on('2024-01-05', over))).toEqual(['COMPUTE - - overdue']);
  });

  test('that was cut off and is not computed', () => {
    const due = may({ status: 'CUT_OFF_DUE', due: 1 });
    expect(seen(due, on('2024-06-05'))).toEqual(['COMPUTE - - overdue']);
  });

  test.each([
    ['2024-06-05', ['OBJECTION U 2024-06-07 soon']],
    ['2024-06-07', ['PUBLICITY U 2024-06-11 soon', 'OBJECTION U 2024-06-07 soon']],
    ['2024-06-11', ['PUBLICITY U 2024-06-11 soon']],
    ['2024-06-12', []],
  ])('that is published, on %s', (today, found) => {
    expect(seen(shown, on(today))).toEqual(found);
  });

  test('that has units to publish, or nothing left but to be final', () => {
    expect(seen(shown, on('2024-06-12', { unpublished: ['V'] }))).toEqual(['PUBLISH V - overdue']);
    expect(seen(shown, on('2024-06-12', { mayBeFinal: true }))).toEqual(['FINALISE - - overdue']);
  });
});
