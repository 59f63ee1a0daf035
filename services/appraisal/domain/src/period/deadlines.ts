import { nthWorkingDayAfter, type LocalDay, type WorkingCalendar } from '@ywk/kernel';
import { isOpen, type Appeals } from '../appeal/appeals.state.ts';
import { addMonths } from '../tally/posting.ts';
import { isComputed, type Period } from './period.decider.ts';
import { lastMonthOf } from './rollup-period.ts';
import type { PeriodRules } from './period-rules.ts';
import { runsUntil } from './publication.ts';

/** Something about a period that has to be done, or that ends by itself. */
export interface Deadline {
  /** CUT_OFF, COMPUTE, PUBLISH, FINALISE, REPLY and APPEAL wait for a person; the others end at 24:00. */
  readonly what:
    | 'CUT_OFF'
    | 'COMPUTE'
    | 'PUBLISH'
    | 'FINALISE'
    | 'PUBLICITY'
    | 'OBJECTION'
    /** The unit's answer to an objection, the bureau's decision on an appeal. */
    | 'REPLY'
    | 'APPEAL';
  /** A month, or a longer period by its own name: `2024`, `2024-Q4`. */
  readonly period: string;
  /** Null for the whole period. */
  readonly unit: string | null;
  /** Local day: of a cut-off the day at whose 00:00 it falls due, of a window its last day. */
  readonly day: LocalDay | null;
  /** It should have been done; a window is never overdue. */
  readonly overdue: boolean;
}

/** By what deadlines of a period are found. */
export interface DeadlineGround {
  readonly today: LocalDay;
  /** The first local day after the period. */
  readonly until: LocalDay;
  /** Working days to look ahead. */
  readonly within: number;
  readonly rules: PeriodRules;
  readonly calendar: WorkingCalendar;
  /** Units that must be published yet. */
  readonly unpublished: readonly string[];
  /** Objections that wait for an answer. */
  readonly appeals: Appeals;
  /** Whether nothing keeps the period from being final. */
  readonly mayBeFinal: boolean;
}

/** The day at whose 00:00 a period is cut off: in the month after its last one (DOMAIN 3.0 Cut-off). */
export const cutOffDayOf = (
  name: Pick<Period, 'calendar' | 'period'>,
  { cutOffDay }: PeriodRules,
): LocalDay => `${addMonths(lastMonthOf(name), 1)}-${String(cutOffDay).padStart(2, '0')}`;

/** Quarters and half-years are put together where somebody wants them; months and years always. */
const isOptional = ({ calendar }: Pick<Period, 'calendar'>): boolean =>
  calendar === 'quarter' || calendar === 'half-year';

const windows = ({ period, published }: Period, isSoon: (day: LocalDay) => boolean): Deadline[] =>
  [...published.values()].flatMap(({ unit, publicityUntil, objectionUntil }) =>
    [
      { what: 'PUBLICITY' as const, day: publicityUntil },
      { what: 'OBJECTION' as const, day: objectionUntil },
    ]
      .filter(({ day }) => isSoon(day))
      .map((window) => ({ ...window, period, unit, overdue: false })),
  );

const ofOpenPeriod = (state: Period, ground: DeadlineGround): Deadline[] => {
  const { period } = state;
  const { today, rules, until } = ground;
  if (isOptional(state) || today < until) return [];
  const day = cutOffDayOf(state, rules);
  return [{ what: 'CUT_OFF', period, unit: null, day, overdue: today >= day }];
};

const toDo = ({ period }: Period, { unpublished, mayBeFinal }: DeadlineGround): Deadline[] => [
  ...unpublished.map((unit) => ({
    ...{ what: 'PUBLISH' as const, period, unit, day: null, overdue: true },
  })),
  ...(mayBeFinal
    ? [{ what: 'FINALISE' as const, period, unit: null, day: null, overdue: true }]
    : []),
];

/** Answers that are overdue, or due within the days looked ahead. */
const answers = (
  appeals: Appeals,
  { today, last }: { today: LocalDay; last: LocalDay },
): Deadline[] =>
  [...appeals.values()].filter(isOpen).flatMap(({ period, unit, status, until }) => {
    if (until === null || until > last) return [];
    const what = status === 'LODGED' ? ('REPLY' as const) : ('APPEAL' as const);
    return [{ what, period, unit, day: until, overdue: until < today }];
  });

/**
 * What of a period is overdue, and what ends within some working days.
 * @throws Rejection CALENDAR_UNKNOWN where the days ahead reach into a year without a calendar
 */
export const deadlinesOf = (state: Period, ground: DeadlineGround): Deadline[] => {
  const { period, due } = state;
  if (due === 0) return ofOpenPeriod(state, ground);
  const { today, within, calendar } = ground;
  const running =
    [...state.published.values()].some((each) => runsUntil(each) >= today) ||
    [...ground.appeals.values()].some(isOpen);
  const last = running ? nthWorkingDayAfter(calendar, today, within) : today;
  const ending = [
    ...windows(state, (day) => running && day >= today && day <= last),
    ...answers(ground.appeals, { today, last }),
  ];
  if (isComputed(state)) return [...toDo(state, ground), ...ending];
  return [{ what: 'COMPUTE', period, unit: null, day: null, overdue: true }, ...ending];
};
