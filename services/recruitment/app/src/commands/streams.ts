import { LOGS } from '@ywk/contracts';
import type { EventStore, StoredEvent, StreamName } from '@ywk/event-store';
import { fold } from '@ywk/kernel';
import type { Versioned } from '@ywk/platform';
import {
  leaderDecider,
  officerDecider,
  unitDecider,
  type Leader,
  type OfficerState,
  type Unit,
} from '@ywk/recruitment-domain';
import { leaderEventOf, officerEventOf, unitEventOf } from '../persistence/officer-event.ts';

/** A person's stream. */
export const officerStream = (officer: string): StreamName => ({
  log: LOGS.personnel,
  stream: `officer-${officer}`,
  key: officer,
});

/** A unit's stream. */
export const unitStream = (unit: string): StreamName => ({
  log: LOGS.personnel,
  stream: `unit-${unit}`,
  key: unit,
});

/** Who leads a unit: apart from its definition, so that neither waits for the other. */
export const leaderStream = (unit: string): StreamName => ({
  log: LOGS.personnel,
  stream: `leaders-${unit}`,
  key: unit,
});

export const leadersOf = (history: readonly StoredEvent[]): readonly Leader[] =>
  fold(
    leaderDecider,
    history.map(leaderEventOf).filter((event) => event !== undefined),
  );

/** What a person's history leads to. */
export const officerOf = (history: readonly StoredEvent[]): OfficerState =>
  fold(
    officerDecider,
    history.map(officerEventOf).filter((event) => event !== undefined),
  );

export const unitOf = (history: readonly StoredEvent[]): Unit | undefined =>
  fold(
    unitDecider,
    history.map(unitEventOf).filter((event) => event !== undefined),
  );

/** The state of one person and its version, read from the log. */
export const standingOfficer = async (
  store: EventStore,
  officer: string,
): Promise<Versioned & { readonly state: OfficerState }> => {
  const history = await store.readStream(officerStream(officer));
  return { state: officerOf(history), version: history.length };
};

/** The state of one person, read from the log. */
export const loadOfficer = async (store: EventStore, officer: string): Promise<OfficerState> =>
  (await standingOfficer(store, officer)).state;
