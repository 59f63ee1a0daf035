import { closed, defineEvent, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import {
  cutOffShape,
  firstCutOff,
  type PeriodCutOff,
  type PeriodCutOffV1,
} from '../period-cut-off.ts';

const log = LOGS.period;
/** All that concerns one period stands in the order in which it happened. */
export const periodKeyOf = (data: { readonly calendar: string; readonly period: string }): string =>
  `${data.calendar}/${data.period}`;
const key = periodKeyOf;
const logs = { type: 'array', items: shape.code, minItems: 1, uniqueItems: true };
const count = { type: 'integer', minimum: 0 };
const month = { calendar: 'month', period: '2024-05' };

/** What was asked for before periods had revisions. */
interface CutOffDueV1 extends PeriodCutOffV1 {
  readonly logs: readonly string[];
}

/** Asks every producer of facts to mark the period in all partitions of its log. */
export interface CutOffDue extends PeriodCutOff {
  /** Officers of whom facts wait for this revision; 0 for the first and for the final marker. */
  readonly touched: number;
  /** Logs that must carry the marker before the revision is computed. */
  readonly logs: readonly string[];
}

const dueTitle = 'A period is due to be cut off';

export const cutOffDueV1 = defineEvent<CutOffDueV1>({
  ...{ log, type: 'CutOffDue', v: 1, title: dueTitle, key },
  schema: closed({ calendar: shape.code, period: shape.code, logs }),
  sample: { ...month, logs: ['duty.fact.v1'] },
  upcast: (data): CutOffDue => ({ ...firstCutOff(data), touched: 0 }),
});

export const cutOffDue = defineEvent<CutOffDue>({
  ...{ log, type: 'CutOffDue', v: 2, title: dueTitle, key },
  schema: closed({ ...cutOffShape, touched: count, logs }),
  sample: { ...month, revision: 2, final: false, touched: 1, logs: ['duty.fact.v1'] },
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

const revision = { type: 'integer', minimum: 1 };

export const periodComputed = defineEvent<PeriodComputed>({
  ...{ log, type: 'PeriodComputed', v: 1, title: 'The scores of a period were computed', key },
  schema: closed({
    calendar: shape.code,
    period: shape.code,
    revision,
    schemeVersion: shape.code,
    scored: count,
    notScored: count,
  }),
  sample: { ...month, revision: 1, schemeVersion: 'rc-1@1', scored: 60, notScored: 4440 },
});

/** The results of a unit were published: publicity and the time for objections run (DOMAIN 2.21). */
export interface UnitPublished {
  readonly calendar: string;
  readonly period: string;
  readonly revision: number;
  readonly unit: string;
  /** Local day of publication, day 0 of the clocks. */
  readonly publishedOn: string;
  /** Last local days; both end at 24:00 Asia/Shanghai. */
  readonly publicityUntil: string;
  readonly objectionUntil: string;
  /** Officers whose window opens: all with a result, or those whose result changed. */
  readonly noticed: number;
}

const published = {
  calendar: shape.code,
  period: shape.code,
  revision,
  unit: shape.code,
};
const samplePublished = { ...month, revision: 2, unit: 'ZJG-110' };

export const unitPublished = defineEvent<UnitPublished>({
  ...{ log, type: 'UnitPublished', v: 1, title: 'The results of a unit were published', key },
  schema: closed({
    ...published,
    publishedOn: shape.day,
    publicityUntil: shape.day,
    objectionUntil: shape.day,
    noticed: count,
  }),
  sample: {
    ...samplePublished,
    publishedOn: '2024-06-05',
    publicityUntil: '2024-06-13',
    objectionUntil: '2024-06-11',
    noticed: 1,
  },
});

/** Whose window opens with a publication: a piece of the list, at most 200 officers. */
export interface ResultsNoticed {
  readonly calendar: string;
  readonly period: string;
  readonly revision: number;
  readonly unit: string;
  /** From 1. */
  readonly part: number;
  readonly officers: readonly string[];
}

export const resultsNoticed = defineEvent<ResultsNoticed>({
  ...{ log, type: 'ResultsNoticed', v: 1, title: 'Officers whose window opens', key },
  schema: closed({
    ...published,
    part: revision,
    officers: { type: 'array', items: shape.uuid, minItems: 1, maxItems: 200, uniqueItems: true },
  }),
  sample: { ...samplePublished, part: 1, officers: ['8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01'] },
});
