import type { EventPlace, TierChange } from '@ywk/appraisal-domain';
import { LOGS, type TierRunMade, type TierWaited } from '@ywk/contracts';
import type { EventStore, StoredEvent } from '@ywk/event-store';
import { derivedId } from './publishing.ts';
import { tierEventOf, tierStream, waitingStream } from './proposal.stream.ts';
import { runStream } from './tier-seats.ts';
import { placeOf, toldBy } from './told-proposals.ts';

/** A run or a conversion as it was told. */
export interface ToldRun extends TierRunMade {
  readonly event: EventPlace;
}

/** A tier change as it was proposed, and approved where it was. */
export interface ToldTierChange {
  readonly change: TierChange;
  /** Id of the decision that it becomes. */
  readonly decision: string;
  readonly proposed: EventPlace;
  readonly approved: EventPlace | null;
  /** The run it comes from; null for what a person asked for. */
  readonly run: ToldRun | null;
}

/** Waiting as a run told of it. */
export interface ToldWaiting extends TierWaited {
  readonly event: EventPlace;
  readonly made: ToldRun | null;
}

/** All that proposals and runs tell of an officer's tiers, in order. */
export interface ToldTiers {
  readonly changes: readonly ToldTierChange[];
  readonly waiting: readonly ToldWaiting[];
}

/** The run that something comes from: the last of its name before it. */
const runOf = (runs: readonly ToldRun[], run: string | null, before: EventPlace): ToldRun | null =>
  runs.findLast((each) => each.run === run && each.event.recordedAt <= before.recordedAt) ?? null;

const changeOf = (
  proposal: string,
  stored: readonly StoredEvent[],
  runs: readonly ToldRun[],
): ToldTierChange[] => {
  const events = stored.map((each) => ({ event: tierEventOf(each), place: placeOf(each) }));
  const approved = events.find(({ event }) => event.type === 'TierChangeApproved')?.place ?? null;
  return events.flatMap(({ event, place }) => {
    if (event.type !== 'TierChangeProposed') return [];
    const run = runOf(runs, event.data.basis?.run ?? null, place);
    const decision = derivedId('tier', proposal);
    return [{ change: event.data, decision, proposed: place, approved, run }];
  });
};

/**
 * Reads what led to an officer's tier changes and what did not.
 * @param asked ids of the proposals about the officer, and an instant, ms
 */
export const toldTiers = async (
  store: EventStore,
  {
    officer,
    proposals,
    until,
  }: { readonly officer: string; readonly proposals: readonly string[]; readonly until: number },
): Promise<ToldTiers> => {
  const by = (stored: readonly StoredEvent[] | undefined) => toldBy(stored ?? [], until);
  const runs = by(await store.readStream(runStream)).map((each): ToldRun => ({
    ...{ ...(each.data as TierRunMade), event: placeOf(each) },
  }));
  const names = proposals.map(tierStream);
  const streams = await store.readStreams(LOGS.proposal, [...names, waitingStream(officer)]);
  const changes = proposals.flatMap((proposal) =>
    changeOf(proposal, by(streams.get(tierStream(proposal).stream)), runs),
  );
  const waiting = by(streams.get(waitingStream(officer).stream)).map((each): ToldWaiting => {
    const data = each.data as TierWaited;
    const event = placeOf(each);
    return { ...data, event, made: runOf(runs, data.run, event) };
  });
  const inOrder = (a: ToldTierChange, b: ToldTierChange): number =>
    a.proposed.recordedAt < b.proposed.recordedAt ? -1 : 1;
  return { changes: changes.sort(inOrder), waiting };
};
