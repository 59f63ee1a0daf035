import { setTimeout as pause } from 'node:timers/promises';
import { entryStream, LOGS } from '@ywk/contracts';
import {
  entry,
  factEffects,
  vouchedIn,
  type EntryCommand,
  type EntryEvent,
  type EntryState,
  type EntrySubject,
  type FactContent,
} from '@ywk/duty-domain';
import type {
  AppendCommand,
  EventStore,
  NewEvent,
  StoredEvent,
  StreamWrite,
} from '@ywk/event-store';
import { fold, isRejection, Rejection } from '@ywk/kernel';
import { actTime } from '@ywk/platform';
import { publishVouched, vouchPlace } from '../publishers/conduct.publisher.ts';
import {
  entryPlace,
  publishEnteredFact,
  publishEntryEvent,
  publishReversedFact,
  publishRuledFact,
  publishRuledReversal,
} from '../publishers/entry.publisher.ts';
import { factPlace } from '../publishers/fact.publisher.ts';
import { newId } from './ids.ts';

/** Something to be done to one entry. */
export interface EntryRequest {
  readonly fact: string;
  readonly command: EntryCommand;
}

/** What became of a request: the entry as it is now, and what was added. */
export type EntryAnswer =
  | { readonly state: EntryState; readonly events: readonly EntryEvent[] }
  | { readonly refusal: Rejection };

interface Deciding {
  readonly at: number;
  readonly request: EntryRequest;
}

interface Decided extends Deciding {
  readonly before: EntryState;
  readonly version: number;
  readonly after: EntryState;
  readonly events: readonly EntryEvent[];
}

/** Each adds at most four events, and an append carries 500. */
const ENTRIES_PER_APPEND = 120;
const TRIES = 6;
const FIRST_PAUSE_MS = 20;

export const entryEventOf = ({ type, data }: StoredEvent): EntryEvent =>
  ({ type, data }) as EntryEvent;

const withId = (draft: Omit<NewEvent, 'eventId'>): NewEvent => ({ ...draft, eventId: newId() });

/** How facts cease and begin: by a ruling, or by what people said. */
const sayingOf = (command: EntryCommand, subject: EntrySubject, recorded: FactContent | null) => {
  if (command.type === 'Rule') {
    const { ruling } = command.data;
    return {
      reversal: (content: FactContent) => publishRuledReversal(subject, content, ruling),
      record: (content: FactContent) => publishRuledFact(subject, content, ruling),
    };
  }
  const reason = recorded === null ? 'WITHDRAWN' : 'CORRECTED';
  return {
    reversal: (content: FactContent) => publishReversedFact(subject, content, reason),
    record: (content: FactContent) => publishEnteredFact(subject, content),
  };
};

/** Facts of the officer that cease and begin with a decision. */
export const factEvents = ({
  request,
  before,
  after,
}: Pick<Decided, 'request' | 'before' | 'after'>): NewEvent[] => {
  const { reversed, recorded } = factEffects(before, after);
  const { subject } = after;
  if (subject === null) return [];
  const said = sayingOf(request.command, subject, recorded);
  return [
    ...(reversed === null ? [] : [withId(said.reversal(reversed))]),
    ...(recorded === null ? [] : [withId(said.record(recorded))]),
  ];
};

/** Who entered what a person verified: appraisal keeps them from ruling on it. */
export const vouchWrites = (
  events: readonly EntryEvent[],
  after: EntryState,
  at: string,
): StreamWrite[] => {
  const vouched = vouchedIn(events, after);
  if (vouched === null || after.subject === null) return [];
  const { fact, officer } = after.subject;
  const said = withId(publishVouched({ fact, officer, ...vouched }, at));
  return [{ ...vouchPlace({ fact, officer }), expectedVersion: 'any', events: [said] }];
};

/** The one command that writes a decision: what was said, and what of it counts. */
const commandOf = (decided: Decided, actor: string): AppendCommand => {
  const { request, version, after, events } = decided;
  const now = actTime();
  const facts = factEvents(decided);
  const officer = after.subject?.officer ?? '';
  const commandId = newId();
  return {
    commandId,
    actor,
    request: commandId,
    writes: [
      {
        ...entryPlace(request.fact),
        expectedVersion: version,
        events: events.map((event) => withId(publishEntryEvent(event, now))),
      },
      ...(facts.length === 0
        ? []
        : [{ ...factPlace(officer), expectedVersion: 'any' as const, events: facts }]),
      ...vouchWrites(events, after, now),
    ],
  };
};

const decide = (deciding: Deciding, stored: readonly StoredEvent[]): Decided | Rejection => {
  const before = fold(entry, stored.map(entryEventOf));
  try {
    const events = entry.decide(deciding.request.command, before);
    const after = events.reduce(entry.evolve, before);
    return { ...deciding, before, version: stored.length, after, events };
  } catch (error) {
    if (isRejection(error)) return error;
    throw error;
  }
};

const busy = (): Rejection =>
  new Rejection('CONCURRENT_CHANGE', {
    zh: '他人同时修改了此事实，请重试。',
    en: 'Others changed this fact at the same time. Try again.',
  });

/** Lots of requests that never name one entry twice: the second sees what the first did. */
const lotsOf = (all: readonly Deciding[]): Deciding[][] => {
  const lots: Deciding[][] = [];
  let facts = new Set<string>();
  for (const one of all) {
    const lot = lots.at(-1);
    if (lot === undefined || lot.length === ENTRIES_PER_APPEND || facts.has(one.request.fact)) {
      lots.push([one]);
      facts = new Set([one.request.fact]);
      continue;
    }
    lot.push(one);
    facts.add(one.request.fact);
  }
  return lots;
};

/** Decides about entries and writes what follows, entry and facts in one append. */
export class EntryWriter {
  constructor(private readonly store: EventStore) {}

  /** Each request stands or falls alone; answers in the order given. */
  async write(requests: readonly EntryRequest[], actor: string): Promise<EntryAnswer[]> {
    const answers: EntryAnswer[] = requests.map(() => ({ refusal: busy() }));
    for (const lot of lotsOf(requests.map((request, at) => ({ at, request })))) {
      let open = lot;
      for (let attempt = 1; open.length > 0 && attempt <= TRIES; attempt += 1) {
        if (attempt > 1) await pause(FIRST_PAUSE_MS * attempt);
        open = await this.once(open, actor, answers);
      }
    }
    return answers;
  }

  /** What was said about one act, oldest first; empty when nothing was. */
  read(fact: string): Promise<StoredEvent[]> {
    return this.store.readStream(entryPlace(fact));
  }

  /** The entries that are known, by fact. */
  async states(facts: readonly string[]): Promise<Map<string, EntryState>> {
    const stored = await this.store.readStreams(LOGS.entry, facts.map(entryPlace));
    return new Map(
      facts.map((fact) => [
        fact,
        fold(entry, (stored.get(entryStream(fact)) ?? []).map(entryEventOf)),
      ]),
    );
  }

  /** Answers those that others were faster with. */
  private async once(
    lot: readonly Deciding[],
    actor: string,
    answers: EntryAnswer[],
  ): Promise<Deciding[]> {
    const places = lot.map(({ request }) => entryPlace(request.fact));
    const stored = await this.store.readStreams(LOGS.entry, places);
    const fresh: Decided[] = [];
    for (const one of lot) {
      const decided = decide(one, stored.get(entryStream(one.request.fact)) ?? []);
      if (isRejection(decided)) answers[one.at] = { refusal: decided };
      else if (decided.events.length === 0) {
        answers[one.at] = { state: decided.after, events: [] };
      } else fresh.push(decided);
    }
    const outcomes = await this.store.append(fresh.map((one) => commandOf(one, actor)));
    const late: Deciding[] = [];
    fresh.forEach((one, at) => {
      if (outcomes[at]?.outcome === 'conflict') late.push(one);
      else answers[one.at] = { state: one.after, events: one.events };
    });
    return late;
  }
}
