import type { EventPlace, ProposalTold } from '@ywk/appraisal-domain';
import type { EventStore, StoredEvent } from '@ywk/event-store';
import { gradeEventOf, gradesId, gradeStream, type UnitPeriod } from './proposal.stream.ts';

/** Where an event stands, as those who explain name it. */
export const placeOf = ({ log, partition, pos, eventId, recordedAt }: StoredEvent): EventPlace => ({
  ...{ log, partition, pos, eventId, recordedAt },
});

/** Events that were there at an instant, ms. */
export const toldBy = (stored: readonly StoredEvent[], until: number): StoredEvent[] =>
  stored.filter(({ recordedAt }) => Date.parse(recordedAt) <= until);

/** A unit's proposal of one revision. */
export interface RevisionOfUnit extends UnitPeriod {
  readonly revision: number;
}

/** What proposals of some revisions came to by an instant, ms; the oldest revision first. */
export const toldProposals = async (
  store: EventStore,
  revisions: readonly RevisionOfUnit[],
  until: number,
): Promise<ProposalTold[]> => {
  const named = revisions.map(({ revision, ...unit }) => ({
    ...{ revision, name: gradeStream(gradesId(unit, revision)) },
  }));
  const [first] = named;
  if (first === undefined) return [];
  const streams = await store.readStreams(
    first.name.log,
    named.map(({ name }) => name),
  );
  return named.flatMap(({ revision, name }) =>
    toldBy(streams.get(name.stream) ?? [], until).map((stored) => ({
      ...{ revision, event: gradeEventOf(stored), place: placeOf(stored) },
    })),
  );
};
