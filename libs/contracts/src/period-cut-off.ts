import { closed, defineEvent, shape, type EventContract } from './event-contract.ts';

/** From here on, in this partition, a fact of the period is late (ARCHITECTURE §3 Close). */
export interface PeriodCutOff {
  /** `month` for calendar months. */
  readonly calendar: string;
  /** `2024-05`. */
  readonly period: string;
}

/** The marker as it stands in one log that holds facts. */
export const periodCutOffOf = (log: string): EventContract<PeriodCutOff> =>
  defineEvent<PeriodCutOff>({
    log,
    type: 'PeriodCutOff',
    v: 1,
    title: 'The period is cut off in this partition',
    key: ({ calendar, period }) => `${calendar}/${period}`,
    everyPartition: true,
    schema: closed({ calendar: shape.code, period: shape.code }),
    sample: { calendar: 'month', period: '2024-05' },
  });
