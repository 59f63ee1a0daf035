import type { PlacementEvent } from '@ywk/appraisal-domain';
import { partitionOf, type TierChanged } from '@ywk/contracts';
import type { EventStore, StoredEvent } from '@ywk/event-store';
import type { Connections } from '../persistence/database.ts';
import { readPlacements } from '../persistence/placement.store.ts';
import { officerStream } from './proposal.stream.ts';

/** Where an officer stands, and the version of the stream that says so. */
export interface TierStanding {
  /** False for an officer of whom recruitment has told nothing. */
  readonly known: boolean;
  /** 7 (low) … 1 (high); null in the trainee time. */
  readonly tier: number | null;
  readonly version: number;
}

/** Leaving cancels a tier: who came back after the last decision stands where the hire says. */
const tierOf = (
  placements: readonly PlacementEvent[],
  decisions: readonly StoredEvent[],
): number | null => {
  const hired = placements.filter((event) => event.kind === 'HIRED').at(-1);
  const changes = decisions.filter(({ type }) => type === 'TierChanged');
  const decided = changes.at(-1)?.data as TierChanged | undefined;
  if (decided === undefined) return hired?.tier ?? null;
  return hired !== undefined && hired.from > decided.effectiveDate ? hired.tier : decided.to;
};

/** Tiers by the decisions taken so far; before the first one, the tier at hiring. */
export const readTiers = async (
  { store, pool }: { readonly store: EventStore; readonly pool: Connections },
  officers: readonly string[],
): Promise<Map<string, TierStanding>> => {
  const names = officers.map(officerStream);
  const log = names[0]?.log;
  if (log === undefined) return new Map();
  const streams = await store.readStreams(log, names);
  const at = officers.map((officer) => ({ partition: partitionOf(officer), officer }));
  const placements = await readPlacements(pool, at);
  const standings = officers.map((officer): [string, TierStanding] => {
    const decisions = streams.get(officerStream(officer).stream) ?? [];
    const told = placements.get(officer);
    const tier = tierOf(told ?? [], decisions);
    return [officer, { known: told !== undefined, tier, version: decisions.length }];
  });
  return new Map(standings);
};

/** Looks up where one officer stands. */
export class Tiers {
  constructor(private readonly parts: Parameters<typeof readTiers>[0]) {}

  /** By the decisions taken so far. */
  async of(officer: string): Promise<TierStanding> {
    const found = (await readTiers(this.parts, [officer])).get(officer);
    return found ?? { known: false, tier: null, version: 0 };
  }
}
