import { setTimeout as pause } from 'node:timers/promises';
import {
  entry,
  type EntryCommand,
  type EntryEvent,
  type EntrySubject,
  type FactContent,
} from '@ywk/duty-domain';
import type { EventStore, StoredEvent, StreamWrite } from '@ywk/event-store';
import { fold, Rejection, type Decider, type Message } from '@ywk/kernel';
import { actTime } from '@ywk/platform';
import type { Draft } from '../publishers/call.publisher.ts';
import {
  casePlace,
  publishCase,
  type CaseEvent,
  type ConductKind,
} from '../publishers/conduct.publisher.ts';
import { entryPlace, publishEntryEvent } from '../publishers/entry.publisher.ts';
import { factPlace } from '../publishers/fact.publisher.ts';
import { entryEventOf, factEvents, vouchWrites } from './entry-writer.ts';
import { newId } from './ids.ts';

/** Where a case stood and stands, and what was said. */
export interface Stepped<State, Event> {
  readonly before: State;
  readonly after: State;
  readonly events: readonly Event[];
}

/** One act in a case, and what follows from it elsewhere. */
export interface ConductAct<Command, State, Event extends Message> {
  readonly kind: ConductKind;
  readonly id: string;
  readonly decider: Decider<Command, State, Event>;
  readonly actor: string;
  /** Made from the case as it stands. @throws Rejection */
  readonly command: (state: State) => Command | Promise<Command>;
  readonly beside: (stepped: Stepped<State, Event>) => Promise<readonly StreamWrite[]>;
}

/** A version of a fact that one person says and another vouches for. */
export interface VouchedFact {
  readonly subject: EntrySubject;
  /** Null takes it back. */
  readonly content: FactContent | null;
  readonly author: string;
  readonly verifier: string;
}

const TRIES = 5;
const FIRST_PAUSE_MS = 20;

/** Events with ids of their own, for one place. */
export const writeOf = (
  place: { readonly log: string; readonly stream: string; readonly key: string },
  drafts: readonly Draft[],
  expectedVersion: number | 'any' = 'any',
): StreamWrite => ({
  ...place,
  expectedVersion,
  events: drafts.map((draft) => ({ ...draft, eventId: newId() })),
});

/** Writes what is decided about conduct: case, fact and word to others in one append. */
export class ConductWriter {
  constructor(readonly store: EventStore) {}

  /** What was said of a case, oldest first. */
  read(kind: ConductKind, id: string): Promise<StoredEvent[]> {
    return this.store.readStream(casePlace(kind, id));
  }

  /** Decides and writes. @throws Rejection of the domain; CONCURRENT_CHANGE */
  async act<Command, State, Event extends CaseEvent>(
    act: ConductAct<Command, State, Event>,
  ): Promise<Stepped<State, Event>> {
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      if (attempt > 1) await pause(FIRST_PAUSE_MS * attempt);
      const done = await this.once(act);
      if (done !== undefined) return done;
    }
    throw new Rejection('CONCURRENT_CHANGE', {
      zh: '他人同时作了修改，请重试。',
      en: 'Others changed this at the same time. Try again.',
    });
  }

  /** A fact that one person enters and another verifies, as writes of one append. */
  async factWrites(facts: readonly VouchedFact[]): Promise<StreamWrite[]> {
    const writes: StreamWrite[] = [];
    for (const fact of facts) writes.push(...(await this.factWrite(fact)));
    return writes;
  }

  private async once<Command, State, Event extends CaseEvent>(
    act: ConductAct<Command, State, Event>,
  ): Promise<Stepped<State, Event> | undefined> {
    const { kind, id, decider, actor } = act;
    const stored = await this.read(kind, id);
    const before = fold(
      decider,
      stored.map(({ type, data }) => ({ type, data }) as Event),
    );
    const events = decider.decide(await act.command(before), before);
    const stepped = { before, after: events.reduce(decider.evolve, before), events };
    if (events.length === 0) return stepped;
    const now = actTime();
    const own = writeOf(
      casePlace(kind, id),
      events.map((event) => publishCase(event, now)),
      stored.length,
    );
    const commandId = newId();
    const writes = [own, ...(await act.beside(stepped))];
    const [outcome] = await this.store.append([{ commandId, actor, request: commandId, writes }]);
    return outcome?.outcome === 'accepted' ? stepped : undefined;
  }

  private async factWrite(fact: VouchedFact): Promise<StreamWrite[]> {
    const { subject } = fact;
    const place = entryPlace(subject.fact);
    const stored = await this.store.readStream(place);
    const before = fold(entry, stored.map(entryEventOf));
    // What was ruled on an objection is settled there; the sanction is what is left to review.
    if (before.ruled !== undefined) return [];
    const commands = commandsOf(fact);
    const events: EntryEvent[] = [];
    let after = before;
    for (const command of commands) {
      const next = entry.decide(command, after);
      events.push(...next);
      after = next.reduce(entry.evolve, after);
    }
    if (events.length === 0) return [];
    const now = actTime();
    const drafts = events.map((event) => publishEntryEvent(event, now));
    const request = { fact: subject.fact, command: commands[0] };
    const facts = factEvents({ request, before, after });
    const own = writeOf(place, drafts, stored.length);
    const vouched = vouchWrites(events, after, now);
    if (facts.length === 0) return [own, ...vouched];
    const told = { ...factPlace(subject.officer), expectedVersion: 'any' as const, events: facts };
    return [own, told, ...vouched];
  }
}

/** One person says it, another vouches for it. */
const commandsOf = ({
  subject,
  content,
  author,
  verifier,
}: VouchedFact): readonly [EntryCommand, EntryCommand] => {
  const reason = content === null ? 'ANNULLED' : null;
  const said = { ...subject, version: null, content, reason, author, atOnce: false };
  const verdict = { version: null, verdict: 'verified' as const, reason: '' };
  return [
    { type: 'Put', data: said },
    { type: 'Judge', data: { ...verdict, verifier, officer: null } },
  ];
};
