import { monthBounds, monthOf, type LocalDay, type LocalMonth } from '@ywk/kernel';
import { addMonths } from '../tally/posting.ts';

/** Where appraisal months begin (DOMAIN 2.12, §5 row 8). */
export interface CalendarRules {
  /**
   * 1…28. 1: the calendar month. 26: from the 26th of the month before to the 25th, named for the
   * month of its end; 21 in the same way, so that a year begins on 21 December.
   */
  readonly firstDay: number;
}

/** As RC-1 has it: calendar months. */
export const RC_1_CALENDAR: CalendarRules = { firstDay: 1 };

/** Local days, half open. */
export interface DaySpan {
  readonly from: LocalDay;
  readonly until: LocalDay;
}

/** From which month on months begin on a day. */
export interface CalendarEdition extends CalendarRules {
  readonly effectiveFrom: LocalMonth;
}

/**
 * The appraisal months of a bureau. A month begins where the one before it ends, and ends where its
 * own rules say: months tile, also where the rules change, and a change never moves the end of an
 * earlier month. The first month that is ruled is a whole one.
 */
export class AppraisalCalendar {
  private readonly versions: readonly CalendarEdition[];
  /** Nothing but calendar months: folds ask several times a fact. */
  private readonly plain: boolean;

  /** @param versions in any order; of two that begin alike the later one holds */
  constructor(versions: readonly CalendarEdition[]) {
    this.versions = [...versions].sort((a, b) => a.effectiveFrom.localeCompare(b.effectiveFrom));
    this.plain = versions.every(({ firstDay }) => firstDay === RC_1_CALENDAR.firstDay);
  }

  /** The appraisal month of a local day. */
  monthOf(day: LocalDay): LocalMonth {
    const month = monthOf(day);
    return this.plain || day < this.endOf(month) ? month : addMonths(month, 1);
  }

  /** First day of an appraisal month, and the first day after it. */
  boundsOf(month: LocalMonth): DaySpan {
    if (this.plain) return monthBounds(month);
    return { from: this.endOf(addMonths(month, -1)), until: this.endOf(month) };
  }

  private endOf(month: LocalMonth): LocalDay {
    const ruling = this.versions.findLast(({ effectiveFrom }) => effectiveFrom <= month);
    const { firstDay } = ruling ?? this.versions[0] ?? RC_1_CALENDAR;
    if (firstDay === RC_1_CALENDAR.firstDay) return monthBounds(month).until;
    return `${month}-${String(firstDay).padStart(2, '0')}`;
  }
}

/** Months as everybody's calendar has them. */
export const CALENDAR_MONTHS = new AppraisalCalendar([]);
