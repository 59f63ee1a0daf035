import type { PeriodEvent, UnitPublication } from '@ywk/appraisal-domain';
import type { EventStore } from '@ywk/event-store';
import { periodEventOf, periodStream } from './period.stream.ts';
import type { UnitPeriod } from './proposal.stream.ts';
import { approvedResults } from './results.stream.ts';

/** Whose window the last publication of a unit opened. */
export interface UnitNotices {
  readonly unit: string;
  /** Null while the unit was never published. */
  readonly publication: UnitPublication | null;
  readonly officers: readonly string[];
}

/** Officers whom a publication names; a first one names nobody, as it concerns everybody. */
const named = (
  history: readonly PeriodEvent[],
  { unit, revision }: UnitPublication,
): readonly string[] =>
  history.flatMap((event) =>
    event.type === 'ResultsNoticed' && event.data.unit === unit && event.data.revision === revision
      ? event.data.officers
      : [],
  );

/** Reads from the close of a period whose window stands open by the last publication of a unit. */
export const readNotices = async (store: EventStore, name: UnitPeriod): Promise<UnitNotices> => {
  const { unit } = name;
  const history = (await store.readStream(periodStream(name))).map(periodEventOf);
  const published = history.flatMap((event) =>
    event.type === 'UnitPublished' && event.data.unit === unit ? [event.data] : [],
  );
  const last = published.at(-1);
  if (last === undefined) return { unit, publication: null, officers: [] };
  const { calendar: _calendar, period: _period, ...publication } = last;
  if (published.length > 1) return { unit, publication, officers: named(history, last) };
  const results = (await approvedResults(store, name, last.revision)) ?? [];
  return { unit, publication, officers: results.map(({ officer }) => officer).sort() };
};
