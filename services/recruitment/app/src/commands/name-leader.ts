import { canonicalText } from '@ywk/contracts';
import type { EventStore } from '@ywk/event-store';
import { Rejection } from '@ywk/kernel';
import { leaderDecider, type Leader } from '@ywk/recruitment-domain';
import { stamped, type Asking, type Publishing } from './publishing.ts';
import { leadersOf, leaderStream, unitOf, unitStream } from './streams.ts';

export interface NameLeaderParts {
  readonly store: EventStore;
  readonly publishing: Publishing;
}

/** Says who leads a unit or a team, from when to when. */
export class NameLeader {
  constructor(private readonly parts: NameLeaderParts) {}

  /**
   * @throws Rejection UNIT_UNKNOWN, LEADERS_OVERLAP, ENDS_BEFORE_BEGIN, TEAM_OF_LEADER,
   *   COMMAND_ID_REUSED, CONCURRENT_CHANGE
   */
  async name(
    leader: Leader,
    commandId: string,
    { actor, at }: Asking,
  ): Promise<{ readonly outcome: 'accepted' | 'duplicate' | 'unchanged' }> {
    const { store, publishing } = this.parts;
    if (unitOf(await store.readStream(unitStream(leader.unit))) === undefined) {
      throw new Rejection('UNIT_UNKNOWN', `There is no unit ${leader.unit}.`);
    }
    const place = leaderStream(leader.unit);
    const request = canonicalText(leader);
    const known = await store.findCommand(commandId, place.log, request);
    if (known?.outcome === 'reused') throw reused(commandId);
    if (known !== undefined) return { outcome: 'duplicate' };
    const history = await store.readStream(place);
    const events = leaderDecider.decide(leader, leadersOf(history));
    if (events.length === 0) return { outcome: 'unchanged' };
    const write = {
      ...place,
      expectedVersion: history.length,
      events: events.map((event) => stamped(publishing.leader(event), at)),
    };
    const [outcome] = await store.append([{ commandId, actor, request, writes: [write] }]);
    if (outcome?.outcome === 'reused') throw reused(commandId);
    if (outcome?.outcome === 'conflict' || outcome === undefined) {
      throw new Rejection('CONCURRENT_CHANGE', `Others changed ${leader.unit} at the same time.`);
    }
    return { outcome: outcome.outcome };
  }

  /** Everybody who leads one of the units, or did. */
  async of(units: readonly string[]): Promise<Leader[]> {
    const { store } = this.parts;
    const found: Leader[] = [];
    for (const unit of units) found.push(...leadersOf(await store.readStream(leaderStream(unit))));
    return found;
  }
}

const reused = (commandId: string): Rejection =>
  new Rejection('COMMAND_ID_REUSED', `The id ${commandId} was used for another request before.`);
