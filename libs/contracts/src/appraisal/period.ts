import { closed, defineEvent, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';

/** Asks every producer of facts to mark the period in all partitions of its log. */
export interface CutOffDue {
  readonly calendar: string;
  readonly period: string;
  /** Logs that must carry the marker before the period is computed. */
  readonly logs: readonly string[];
}

export const cutOffDue = defineEvent<CutOffDue>({
  log: LOGS.period,
  type: 'CutOffDue',
  v: 1,
  title: 'A period is due to be cut off',
  key: ({ calendar, period }) => `${calendar}/${period}`,
  schema: closed({
    calendar: shape.code,
    period: shape.code,
    logs: { type: 'array', items: shape.code, minItems: 1, uniqueItems: true },
  }),
  sample: { calendar: 'month', period: '2024-05', logs: ['duty.fact.v1'] },
});

/** A close was computed from frozen tallies. */
export interface PeriodComputed {
  readonly calendar: string;
  readonly period: string;
  /** From 1. */
  readonly revision: number;
  readonly schemeVersion: string;
  /** Officers with a total, and without one. */
  readonly scored: number;
  readonly notScored: number;
}

export const periodComputed = defineEvent<PeriodComputed>({
  log: LOGS.period,
  type: 'PeriodComputed',
  v: 1,
  title: 'The scores of a period were computed',
  key: ({ calendar, period }) => `${calendar}/${period}`,
  schema: closed({
    calendar: shape.code,
    period: shape.code,
    revision: { type: 'integer', minimum: 1 },
    schemeVersion: shape.code,
    scored: { type: 'integer', minimum: 0 },
    notScored: { type: 'integer', minimum: 0 },
  }),
  sample: {
    calendar: 'month',
    period: '2024-05',
    revision: 1,
    schemeVersion: 'rc-1@1',
    scored: 60,
    notScored: 4440,
  },
});
