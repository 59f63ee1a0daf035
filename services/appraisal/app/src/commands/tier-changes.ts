import {
  tierChange,
  type Person,
  type TierChange,
  type TierChangeState,
} from '@ywk/appraisal-domain';
import { LOGS } from '@ywk/contracts';
import type { AppendCommand, EventStore, StoredEvent } from '@ywk/event-store';
import { fold, Rejection } from '@ywk/kernel';
import type { Connections } from '../persistence/database.ts';
import { attempt, carryOut, type ItemResult, type Prepared } from './bulk.ts';
import { readTiers, type TierStanding } from './current-tier.ts';
import type { Asking } from './cut-off.ts';
import { internal, officerStream, tierEventOf, tierStream } from './proposal.stream.ts';
import { derivedId, stamped, type Publishing } from './publishing.ts';

export interface TierParts {
  readonly pool: Connections;
  readonly store: EventStore;
  readonly publishing: Publishing;
}

/** A tier change as asked for; its id is made by the client. */
export type TierChangeAsk = Omit<TierChange, 'proposal' | 'author'> & { readonly id: string };

const stateOf = (stored: readonly StoredEvent[]): TierChangeState =>
  fold(tierChange, stored.map(tierEventOf));

const contentOf = ({ officer, from, to, effectiveDate, ground }: TierChangeAsk): string =>
  [officer, from, to, effectiveDate, ground].join('|');

const unknown = (officer: string): Rejection =>
  new Rejection('OFFICER_UNKNOWN', 'No officer has this id.', { officer });

/** Tier changes: proposed by one person, approved by another who is not the subject. */
export class TierChanges {
  constructor(private readonly parts: TierParts) {}

  /** Proposes changes; each is accepted or refused on its own. */
  async propose(items: readonly TierChangeAsk[], asking: Asking): Promise<ItemResult[]> {
    const { store } = this.parts;
    return carryOut({
      store,
      items,
      prepare: async (round) => {
        const streams = await store.readStreams(
          LOGS.proposal,
          round.map(({ id }) => tierStream(id)),
        );
        const tiers = await readTiers(this.parts, [...new Set(round.map((ask) => ask.officer))]);
        return round.map((ask) => {
          const stored = streams.get(tierStream(ask.id).stream) ?? [];
          return attempt(() => proposal(ask, { stored, standing: tiers.get(ask.officer), asking }));
        });
      },
    });
  }

  /** Approves proposals; each is accepted or refused on its own. */
  async approve(ids: readonly string[], approver: Person, at: string): Promise<ItemResult[]> {
    const { store } = this.parts;
    return carryOut({
      store,
      items: ids.map((id) => ({ id })),
      prepare: (round) =>
        this.approvals(
          round.map(({ id }) => id),
          approver,
          at,
        ),
    });
  }

  /** A proposal as it stands now. */
  async load(id: string): Promise<TierChangeState> {
    return stateOf(await this.parts.store.readStream(tierStream(id)));
  }

  private async approvals(
    ids: readonly string[],
    approver: Person,
    at: string,
  ): Promise<Prepared[]> {
    const streams = await this.parts.store.readStreams(LOGS.proposal, ids.map(tierStream));
    const histories = ids.map((id) => streams.get(tierStream(id).stream) ?? []);
    const officers = histories.flatMap((stored) => stateOf(stored).change?.officer ?? []);
    const tiers = await readTiers(this.parts, [...new Set(officers)]);
    return ids.map((id, place) =>
      attempt(() => this.approval(id, histories[place] ?? [], { tiers, approver, at })),
    );
  }

  private approval(
    id: string,
    stored: readonly StoredEvent[],
    given: { tiers: ReadonlyMap<string, TierStanding>; approver: Person; at: string },
  ): AppendCommand | undefined {
    const { tiers, approver, at } = given;
    const state = stateOf(stored);
    const standing = state.change === null ? undefined : tiers.get(state.change.officer);
    const decision = derivedId('tier', id);
    const currentTier = standing?.tier ?? null;
    const data = { proposal: id, decision, approver, currentTier };
    const events = tierChange.decide({ type: 'ApproveTierChange', data }, state);
    if (events.length === 0 || state.change === null) return undefined;
    const approval = { decision, approver: approver.actor };
    const published = this.parts.publishing.tierChange(state.change, approval);
    return {
      commandId: derivedId('approve-tier', id),
      actor: approver.actor,
      request: id,
      writes: [
        {
          ...tierStream(id),
          expectedVersion: stored.length,
          events: events.map((event) => stamped(internal(event), at)),
        },
        {
          ...officerStream(state.change.officer),
          expectedVersion: standing?.version ?? 0,
          events: [stamped(published, at)],
        },
      ],
    };
  }
}

const proposal = (
  ask: TierChangeAsk,
  given: {
    readonly stored: readonly StoredEvent[];
    readonly standing: TierStanding | undefined;
    readonly asking: Asking;
  },
): AppendCommand | undefined => {
  const { stored, standing, asking } = given;
  if (standing?.known !== true) throw unknown(ask.officer);
  const { id, ...change } = ask;
  const data = { ...change, proposal: id, author: asking.actor, currentTier: standing.tier };
  const events = tierChange.decide({ type: 'ProposeTierChange', data }, stateOf(stored));
  if (events.length === 0) return undefined;
  return {
    commandId: derivedId('propose-tier', id),
    actor: asking.actor,
    request: contentOf(ask),
    writes: [
      {
        ...tierStream(id),
        expectedVersion: stored.length,
        events: events.map((event) => stamped(internal(event), asking.at)),
      },
    ],
  };
};
