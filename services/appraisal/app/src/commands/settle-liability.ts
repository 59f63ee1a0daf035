import {
  liability,
  rulingBehind,
  settledAct,
  type LiabilityEvent,
  type LiabilityState,
  type RuleBook,
  type SaidLiability,
} from '@ywk/appraisal-domain';
import type { LiabilitySettled } from '@ywk/contracts';
import type { AppendCommand, EventStore, StoredEvent, StreamWrite } from '@ywk/event-store';
import { isRejection } from '@ywk/kernel';
import type { Connections } from '../persistence/database.ts';
import { actSettled, dueActs, type DueAct } from '../persistence/liability-due.store.ts';
import type { RuleSource } from '../persistence/rules-in-force.ts';
import { knownAct } from './known-act.ts';
import { actStream, officerStream } from './proposal.stream.ts';
import { derivedId, stamped, type Published } from './publishing.ts';

/** How what was settled becomes events; handed in by the composition. */
export interface LiabilityPublishing {
  /**
   * @param liability the id that stays with what one person bears for one act
   * @param ruling from which it follows; null for none
   */
  liability(event: LiabilityEvent, liability: string, ruling: string | null): Published;
  settled(
    act: { readonly officer: string; readonly act: string },
    all: readonly (readonly [SaidLiability, string])[],
  ): Published;
}

export interface SettleParts {
  readonly pool: Connections;
  readonly store: EventStore;
  readonly rules: RuleSource;
  readonly publishing: LiabilityPublishing;
}

/** Who says what follows from a rule without anybody deciding. */
const ACTOR = 'service:appraisal';
const AT_ONCE = 50;

const settledBefore = (history: readonly StoredEvent[]): LiabilityState => {
  const last = history.at(-1)?.data as LiabilitySettled | undefined;
  return (last?.liabilities ?? []).map(({ liability: _, ...said }) => said);
};

const idOf = ({ officer, act, role, person }: SaidLiability): string =>
  derivedId('liability', officer, act, role, person);

/** Settles who answers for an act, as often as anything about it changes. */
export class SettleLiability {
  constructor(private readonly parts: SettleParts) {}

  /** Settles some of what is due. @returns how many acts were looked at */
  async some(): Promise<number> {
    const due = await dueActs(this.parts.pool, AT_ONCE);
    if (due.length === 0) return 0;
    const rules = await this.parts.rules.read(this.parts.pool);
    for (const act of due) await this.settle(act, rules);
    return due.length;
  }

  private async settle(due: DueAct, rules: RuleBook): Promise<void> {
    const { store, pool } = this.parts;
    const place = actStream(due.officer, due.act);
    const history = await store.readStream(place);
    const before = settledBefore(history);
    const { events, ruling } = await this.decided(due, rules, before);
    if (events.length > 0) {
      const after = events.reduce(liability.evolve, before);
      const at = new Date().toISOString();
      const settled = this.parts.publishing.settled(
        { officer: due.officer, act: due.act },
        after.map((said) => [said, idOf(said)]),
      );
      const command: AppendCommand = {
        commandId: derivedId('settle', due.officer, due.act, history.length),
        actor: ACTOR,
        request: `${due.officer}|${due.act}|${history.length}`,
        writes: [
          { ...place, expectedVersion: history.length, events: [stamped(settled, at)] },
          ...this.borne(events, ruling),
        ],
      };
      const [outcome] = await store.append([command]);
      // Another process was faster with what it knew: this act is looked at again.
      if (outcome?.outcome !== 'accepted') return;
    }
    await actSettled(pool, due);
  }

  private async decided(
    due: DueAct,
    rules: RuleBook,
    before: LiabilityState,
  ): Promise<{ readonly events: LiabilityEvent[]; readonly ruling: string | null }> {
    try {
      const known = await knownAct(this.parts.pool, due);
      const liabilities = settledAct(known, rules);
      const events = liability.decide({ type: 'Settle', data: { liabilities } }, before);
      return { events, ruling: rulingBehind(before, known, rules) };
    } catch (error) {
      // A fact that no metric counts is parked with its officer; the act is due again when it is not.
      if (isRejection(error)) return { events: [], ruling: null };
      throw error;
    }
  }

  /** Each word stands among the decisions about the one who bears it. */
  private borne(events: readonly LiabilityEvent[], ruling: string | null): StreamWrite[] {
    const people = new Map<string, LiabilityEvent[]>();
    for (const event of events) {
      const { person } = event.data;
      people.set(person, [...(people.get(person) ?? []), event]);
    }
    return [...people].map(([person, words]) => ({
      ...officerStream(person),
      expectedVersion: 'any' as const,
      events: words.map((event) =>
        stamped(
          this.parts.publishing.liability(event, idOf(event.data), ruling),
          event.data.occurredAt,
        ),
      ),
    }));
  }
}
