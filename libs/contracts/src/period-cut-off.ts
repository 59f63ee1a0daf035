import { closed, defineEvent, shape, type EventContract } from './event-contract.ts';

/** The marker as version 1 knew it: a period was cut off once and never made final. */
export interface PeriodCutOffV1 {
  /** `month` for calendar months. */
  readonly calendar: string;
  /** `2024-05`. */
  readonly period: string;
}

/**
 * From here on, in this partition, a fact of the period counts in the next revision, or by the
 * policy of the late once the period is final (ARCHITECTURE §3 Close, DOMAIN 3.0 Cut-off).
 */
export interface PeriodCutOff extends PeriodCutOffV1 {
  /** The revision whose facts end here, from 1. */
  readonly revision: number;
  /** From here on the period is final. */
  readonly final: boolean;
}

/** How the same words read in version 2: the first revision, not final. */
export const firstCutOff = <Data extends PeriodCutOffV1>(
  data: Data,
): Data & { readonly revision: number; readonly final: boolean } => ({
  ...data,
  revision: 1,
  final: false,
});

/**
 * What a marker is called among those of all periods: ids and streams of markers follow from it.
 * The first one of a period bears the name it had before there were others.
 */
export const cutOffName = ({ calendar, period, revision, final }: PeriodCutOff): string => {
  const first = revision === 1 && !final;
  return `${calendar}/${period}${first ? '' : `/r${revision}`}${final ? '/final' : ''}`;
};

const sampleV1: PeriodCutOffV1 = { calendar: 'month', period: '2024-05' };
const named = { calendar: shape.code, period: shape.code };

/** Which marker is meant, as every event about one states it. */
export const cutOffShape = {
  ...named,
  revision: { type: 'integer', minimum: 1 },
  final: { type: 'boolean' },
};

const common = (log: string) => ({
  log,
  type: 'PeriodCutOff',
  title: 'The period is cut off in this partition',
  key: ({ calendar, period }: PeriodCutOffV1) => `${calendar}/${period}`,
  everyPartition: true,
});

/** The marker as it stood in a log before periods had revisions. */
export const periodCutOffV1Of = (log: string): EventContract<PeriodCutOffV1> =>
  defineEvent<PeriodCutOffV1>({
    ...common(log),
    v: 1,
    schema: closed(named),
    sample: sampleV1,
    upcast: firstCutOff,
  });

/** The marker as it stands in one log that holds facts. */
export const periodCutOffOf = (log: string): EventContract<PeriodCutOff> =>
  defineEvent<PeriodCutOff>({
    ...common(log),
    v: 2,
    schema: closed(cutOffShape),
    sample: { ...sampleV1, revision: 2, final: false },
  });
