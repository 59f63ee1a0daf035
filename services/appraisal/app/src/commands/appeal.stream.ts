import { appeals, type AppealEvent, type Appeals } from '@ywk/appraisal-domain';
import { LOGS } from '@ywk/contracts';
import type { EventStore, StoredEvent } from '@ywk/event-store';
import { fold } from '@ywk/kernel';
import { periodKey, type PeriodName } from './period.stream.ts';

/**
 * Where objections to the results of a period and rulings on them are kept: under the key of the period,
 * so that a ruling stands before the marks that are asked for after it.
 */
export const appealStream = (name: PeriodName) => ({
  log: LOGS.period,
  stream: `appeals-${periodKey(name)}`,
  key: periodKey(name),
});

/** The contract's events are this service's own words. */
export const appealEventOf = ({ type, data }: StoredEvent): AppealEvent =>
  ({ type, data }) as AppealEvent;

/** What was said of the results of a period, oldest first. */
export const readAppeals = async (store: EventStore, name: PeriodName): Promise<AppealEvent[]> =>
  (await store.readStream(appealStream(name))).map(appealEventOf);

/** All objections to the results of a period. */
export const loadAppeals = async (store: EventStore, name: PeriodName): Promise<Appeals> =>
  fold(appeals, await readAppeals(store, name));
