import { canonicalText } from '@ywk/contracts';
import type { AppendCommand, EventStore } from '@ywk/event-store';
import { Rejection } from '@ywk/kernel';
import type { UnitTree } from '@ywk/platform';
import { leaderDecider, type Leader } from '@ywk/recruitment-domain';
import { stamped, type Asking, type Publishing } from './publishing.ts';
import { leadersOf, leaderStream, unitOf, unitStream } from './streams.ts';
import { UnitPaths } from './unit-paths.ts';

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
    asking: Asking,
  ): Promise<{ readonly outcome: 'accepted' | 'duplicate' | 'unchanged' }> {
    const { store } = this.parts;
    if (unitOf(await store.readStream(unitStream(leader.unit))) === undefined) {
      throw new Rejection('UNIT_UNKNOWN', {
        zh: `单位${leader.unit}不存在。`,
        en: `There is no unit ${leader.unit}.`,
      });
    }
    const { log } = leaderStream(leader.unit);
    const known = await store.findCommand(commandId, log, canonicalText(leader));
    if (known?.outcome === 'reused') throw reused(commandId);
    if (known !== undefined) return { outcome: 'duplicate' };
    const command = await this.decided(leader, commandId, asking);
    if (command === undefined) return { outcome: 'unchanged' };
    const [outcome] = await store.append([command]);
    switch (outcome?.outcome) {
      case 'accepted':
      case 'duplicate':
        return { outcome: outcome.outcome };
      case 'reused':
        throw reused(commandId);
      default:
        throw concurrent(leader.unit);
    }
  }

  /** Undefined: all is as it should be. */
  private async decided(
    leader: Leader,
    commandId: string,
    { actor, at }: Asking,
  ): Promise<AppendCommand | undefined> {
    const { store, publishing } = this.parts;
    const place = leaderStream(leader.unit);
    const history = await store.readStream(place);
    const events = leaderDecider.decide(leader, leadersOf(history));
    if (events.length === 0) return undefined;
    const write = {
      ...place,
      expectedVersion: history.length,
      events: events.map((event) => stamped(publishing.leader(event), at)),
    };
    return { commandId, actor, request: canonicalText(leader), writes: [write] };
  }

  /** The tree of units as it stands in the log. */
  get units(): UnitTree {
    return new UnitPaths(this.parts.store);
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
  new Rejection('COMMAND_ID_REUSED', {
    zh: `命令编号${commandId}此前已用于其他请求。`,
    en: `The id ${commandId} was used for another request before.`,
  });

const concurrent = (unit: string): Rejection =>
  new Rejection('CONCURRENT_CHANGE', {
    zh: `他人同时修改了单位${unit}。`,
    en: `Others changed ${unit} at the same time.`,
  });
