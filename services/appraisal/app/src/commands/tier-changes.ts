import {
  NO_CONDUCT,
  refuseBarred,
  tierChange,
  type Conduct,
  type Person,
  type TierChange,
  type TierChangeState,
} from '@ywk/appraisal-domain';
import { LOGS } from '@ywk/contracts';
import type { AppendCommand, StoredEvent } from '@ywk/event-store';
import { fold, Rejection } from '@ywk/kernel';
import { readConduct } from '../persistence/conduct-word.store.ts';
import { inSeatTurn } from '../persistence/seat-turn.ts';
import { attempt, carryOut, type ItemResult, type Prepared } from './bulk.ts';
import { readTiers, type TierStanding } from './current-tier.ts';
import type { Asking } from './cut-off.ts';
import { refuseOwnMatter } from './own-matter.ts';
import { internal, officerStream, tierEventOf, tierStream } from './proposal.stream.ts';
import { derivedId, stamped, type Publishing } from './publishing.ts';
import { anyTakesSeat, readSeats, type SeatBook, type SeatParts } from './tier-seats.ts';

export interface TierParts extends SeatParts {
  readonly publishing: Publishing;
}

/** A tier change as asked for; its id is made by the client. */
export type TierChangeAsk = Omit<TierChange, 'proposal' | 'author' | 'basis'> & {
  readonly id: string;
};

/** The same from a run or a conversion, with what it rests on. */
export type FoundedAsk = TierChangeAsk & Partial<Pick<TierChange, 'basis'>>;

const stateOf = (stored: readonly StoredEvent[]): TierChangeState =>
  fold(tierChange, stored.map(tierEventOf));

const contentOf = ({ officer, from, to, effectiveDate, ground }: TierChangeAsk): string =>
  [officer, from, to, effectiveDate, ground].join('|');

const unknown = (officer: string): Rejection =>
  new Rejection(
    'OFFICER_UNKNOWN',
    { zh: '没有该编号的人员。', en: 'No officer has this id.' },
    { officer },
  );

/** Of whom no stream and no hire tells. */
const NOWHERE: TierStanding = { known: false, tier: null, version: 0 };

/** Tier changes: proposed by one person, approved by another who is not the subject. */
export class TierChanges {
  constructor(private readonly parts: TierParts) {}

  /** Proposes changes; each is accepted or refused on its own. */
  async propose(items: readonly FoundedAsk[], asking: Asking): Promise<ItemResult[]> {
    const { store } = this.parts;
    return carryOut({
      store,
      items,
      prepare: async (round) => {
        const streams = await store.readStreams(
          LOGS.proposal,
          round.map(({ id }) => tierStream(id)),
        );
        const officers = [...new Set(round.map((ask) => ask.officer))];
        const tiers = await readTiers(this.parts, officers);
        const conduct = await readConduct(this.parts.pool, officers);
        return round.map((ask) => {
          const stored = streams.get(tierStream(ask.id).stream) ?? [];
          const standing = tiers.get(ask.officer);
          const about = conduct.get(ask.officer) ?? NO_CONDUCT;
          return attempt(() => proposal(ask, { stored, standing, conduct: about, asking }));
        });
      },
    });
  }

  /** Approves proposals; each is accepted or refused on its own. Seats are handed out in turn. */
  async approve(ids: readonly string[], approver: Person, at: string): Promise<ItemResult[]> {
    const streams = await this.parts.store.readStreams(LOGS.proposal, ids.map(tierStream));
    const changes = [...streams.values()].flatMap((stored) => stateOf(stored).change ?? []);
    const act = () => this.approveEach(ids, approver, at);
    if (!(await anyTakesSeat(this.parts, changes))) return act();
    return inSeatTurn(this.parts.pool, act);
  }

  private approveEach(ids: readonly string[], approver: Person, at: string): Promise<ItemResult[]> {
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
    const changes = histories.flatMap((stored) => stateOf(stored).change ?? []);
    const officers = [...new Set(changes.map(({ officer }) => officer))];
    const tiers = await readTiers(this.parts, officers);
    const conduct = await readConduct(this.parts.pool, officers);
    const seats = (await anyTakesSeat(this.parts, changes)) ? await readSeats(this.parts) : null;
    return ids.map((id, place) =>
      attempt(() =>
        this.approval(id, histories[place] ?? [], { tiers, conduct, seats, approver, at }),
      ),
    );
  }

  private approval(
    id: string,
    stored: readonly StoredEvent[],
    given: {
      readonly tiers: ReadonlyMap<string, TierStanding>;
      readonly conduct: ReadonlyMap<string, Conduct>;
      readonly seats: SeatBook | null;
      readonly approver: Person;
      readonly at: string;
    },
  ): AppendCommand | undefined {
    const { tiers, conduct, seats, approver, at } = given;
    const state = stateOf(stored);
    const { version, tier: currentTier } = tiers.get(state.change?.officer ?? '') ?? NOWHERE;
    const decision = derivedId('tier', id);
    const data = { proposal: id, decision, approver, currentTier };
    const events = tierChange.decide({ type: 'ApproveTierChange', data }, state);
    if (events.length === 0 || state.change === null) return undefined;
    refuseBarred(state.change, conduct.get(state.change.officer) ?? NO_CONDUCT);
    seats?.take(state.change);
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
          expectedVersion: version,
          events: [stamped(published, at)],
        },
      ],
    };
  }
}

const proposal = (
  ask: FoundedAsk,
  given: {
    readonly stored: readonly StoredEvent[];
    readonly standing: TierStanding | undefined;
    readonly conduct: Conduct;
    readonly asking: Asking;
  },
): AppendCommand | undefined => {
  const { stored, standing, conduct, asking } = given;
  if (standing?.known !== true) throw unknown(ask.officer);
  // A run proposes by rule, for everybody; by hand, nobody proposes for themselves.
  if (ask.basis === undefined) refuseOwnMatter(asking, ask.officer);
  const { id, ...change } = ask;
  const founded = { ...change, basis: ask.basis ?? null };
  const data = { ...founded, proposal: id, author: asking.actor, currentTier: standing.tier };
  const events = tierChange.decide({ type: 'ProposeTierChange', data }, stateOf(stored));
  if (events.length === 0) return undefined;
  refuseBarred(ask, conduct);
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
