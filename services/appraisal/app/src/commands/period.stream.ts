import { period, type Period, type PeriodEvent } from '@ywk/appraisal-domain';
import { LOGS } from '@ywk/contracts';
import type { EventStore, StoredEvent } from '@ywk/event-store';
import { fold, Rejection } from '@ywk/kernel';
import { closeStream } from '../persistence/period-close.store.ts';

/** Which period is meant: `month`, `2024-05`. */
export interface PeriodName {
  readonly calendar: string;
  readonly period: string;
}

export const periodKey = ({ calendar, period: name }: PeriodName): string => `${calendar}/${name}`;

/** Where the close of a period is recorded. */
export const periodStream = (name: PeriodName) => ({
  log: LOGS.period,
  stream: closeStream(periodKey(name)),
  key: periodKey(name),
});

/** The contract's events are this service's own words. */
export const periodEventOf = ({ type, data }: StoredEvent): PeriodEvent =>
  ({ type, data }) as PeriodEvent;

/** The state of a close, and the version of its stream. */
export const loadPeriod = async (
  store: EventStore,
  { calendar, period: name }: PeriodName,
): Promise<{ readonly state: Period; readonly version: number }> => {
  const stored = await store.readStream(periodStream({ calendar, period: name }));
  const state = fold(period, stored.map(periodEventOf));
  return { state: { ...state, calendar, period: name }, version: stored.length };
};

/** A question about a period of which no revision is computed. */
export const notComputed = (name: string): Rejection =>
  new Rejection('PERIOD_NOT_COMPUTED', {
    zh: `考核期${name}尚未结算。`,
    en: `The period ${name} is not computed yet.`,
  });
