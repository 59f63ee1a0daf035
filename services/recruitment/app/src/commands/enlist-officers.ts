import type { AppendCommand, EventStore, StoredEvent } from '@ywk/event-store';
import { isRejection, Rejection } from '@ywk/kernel';
import type { PersonKey } from '@ywk/platform';
import {
  evolveOfficer,
  holdingsOf,
  officerDecider,
  type HireOfficer,
  type OfficerEvent,
} from '@ywk/recruitment-domain';
import type { Change, ChangeOutcome, GuardedAppend } from './guarded-append.ts';
import { derivedId, stamped, type Asking, type Publishing } from './publishing.ts';
import type { Person, Sealing } from './sealing.ts';
import { officerStream } from './streams.ts';

/** A person to be registered, and hired in the same step when a hire is given. */
export interface Enlistment {
  readonly person: Person;
  readonly hire: HireOfficer | null;
}

export type EnlistOutcome =
  | { readonly outcome: 'accepted' | 'duplicate' }
  | { readonly outcome: 'rejected'; readonly why: Rejection };

/** Events of so many persons fit well into one append, and hold its counters briefly. */
const CHUNK = 100;

/** A person is registered once, so the ids of the request name the command for good. */
const commandIdOf = ({ person, hire }: Enlistment): string =>
  derivedId('enlist', person.officer, hire?.employment ?? '');

const nameOf = ({ person }: Enlistment) => {
  const { stream, key } = officerStream(person.officer);
  return { stream, key };
};

/** One person stands in a chunk once: the second request must see the first one's outcome. */
const chunksOf = (enlistments: readonly Enlistment[]): Enlistment[][] => {
  const chunks: Enlistment[][] = [];
  let officers = new Set<string>();
  for (const one of enlistments) {
    const { officer } = one.person;
    if (chunks.length === 0 || officers.size === CHUNK || officers.has(officer)) {
      chunks.push([]);
      officers = new Set();
    }
    officers.add(officer);
    chunks.at(-1)?.push(one);
  }
  return chunks;
};

const exists = (): Rejection =>
  new Rejection('OFFICER_EXISTS', {
    zh: '此编号此前已分配给人员，且数据不同。',
    en: 'This id was given to a person before, with other data.',
  });

const conflicted = (): Rejection =>
  new Rejection('CONCURRENT_CHANGE', {
    zh: '他人同时登记了该人员。',
    en: 'Others registered this person at the same time.',
  });

const erased = (): Rejection =>
  new Rejection('SUBJECT_ERASED', {
    zh: '该人员的个人信息已删除。',
    en: 'This person was erased.',
  });

const answerOf = (outcome: ChangeOutcome): EnlistOutcome => {
  switch (outcome.outcome) {
    case 'accepted':
    case 'duplicate':
      return { outcome: outcome.outcome };
    case 'refused':
      return { outcome: 'rejected', why: outcome.why };
    case 'conflict':
      return { outcome: 'rejected', why: conflicted() };
    case 'reused':
      return { outcome: 'rejected', why: exists() };
  }
};

export interface EnlistParts {
  readonly store: EventStore;
  readonly append: GuardedAppend;
  readonly sealing: Sealing;
  readonly publishing: Publishing;
}

/** Registers persons, one or ten thousand: each wholly or not at all. */
export class EnlistOfficers {
  constructor(private readonly parts: EnlistParts) {}

  /** One outcome for each, in order. The same content again is a duplicate. */
  async take(enlistments: readonly Enlistment[], asking: Asking): Promise<EnlistOutcome[]> {
    const outcomes: EnlistOutcome[] = [];
    for (const chunk of chunksOf(enlistments)) outcomes.push(...(await this.chunk(chunk, asking)));
    return outcomes;
  }

  private async chunk(chunk: readonly Enlistment[], asking: Asking): Promise<EnlistOutcome[]> {
    const { log } = officerStream('');
    const histories = await this.parts.store.readStreams(log, chunk.map(nameOf));
    const known = chunk.filter((one) => histories.has(nameOf(one).stream));
    const fresh = chunk.filter((one) => !histories.has(nameOf(one).stream));
    const settled = new Map([
      ...(await this.again(known, histories)),
      ...(await this.first(fresh, asking)),
    ]);
    return chunk.map((one) => settled.get(one) ?? { outcome: 'rejected', why: exists() });
  }

  /** Persons who are in the log: the same request once more, or another one under a used id. */
  private async again(
    known: readonly Enlistment[],
    histories: ReadonlyMap<string, readonly StoredEvent[]>,
  ): Promise<(readonly [Enlistment, EnlistOutcome])[]> {
    const keys = await this.parts.sealing.knownKeys(known.map(({ person }) => person.officer));
    const repeated = known.filter((one) => {
      const history = histories.get(nameOf(one).stream) ?? [];
      return history.some(({ commandId }) => commandId === commandIdOf(one));
    });
    return Promise.all(repeated.map(async (one) => [one, await this.repeated(one, keys)] as const));
  }

  private async repeated(
    one: Enlistment,
    keys: ReadonlyMap<string, PersonKey>,
  ): Promise<EnlistOutcome> {
    const key = keys.get(one.person.officer);
    // Without a key nothing can be compared: the person was erased, and the id stays taken.
    if (key === undefined) return { outcome: 'rejected', why: exists() };
    const request = this.parts.sealing.requestText(one, key);
    const { log } = officerStream(one.person.officer);
    const found = await this.parts.store.findCommand(commandIdOf(one), log, request);
    return found?.outcome === 'duplicate'
      ? { outcome: 'duplicate' }
      : { outcome: 'rejected', why: exists() };
  }

  private async first(
    fresh: readonly Enlistment[],
    asking: Asking,
  ): Promise<(readonly [Enlistment, EnlistOutcome])[]> {
    if (fresh.length === 0) return [];
    const keys = await this.parts.sealing.keysFor(fresh.map(({ person }) => person.officer));
    const prepared = await Promise.all(
      fresh.map(async (one) => [one, await this.prepared(one, keys, asking)] as const),
    );
    const changes = prepared.flatMap(([, change]) => (isRejection(change) ? [] : [change]));
    const outcomes = await this.parts.append.write(changes);
    const answers = new Map(changes.map((change, at) => [change, outcomes[at]]));
    return prepared.map(([one, change]) => {
      if (isRejection(change)) return [one, { outcome: 'rejected', why: change }] as const;
      const outcome = answers.get(change);
      return [one, answerOf(outcome ?? { outcome: 'reused' })] as const;
    });
  }

  private async prepared(
    one: Enlistment,
    keys: ReadonlyMap<string, PersonKey>,
    asking: Asking,
  ): Promise<Change | Rejection> {
    const { officer } = one.person;
    const key = keys.get(officer);
    if (key === undefined) return erased();
    const events = this.decided(one, key);
    return {
      officer,
      command: this.commandOf(one, { key, events, asking }),
      before: [],
      after: holdingsOf(events.reduce(evolveOfficer, undefined)),
      digest: await this.parts.sealing.digestOf(one.person),
    };
  }

  private decided({ person, hire }: Enlistment, key: PersonKey): OfficerEvent[] {
    const sealed = this.parts.sealing.sealed(person, key);
    return hire === null
      ? officerDecider.decide({ type: 'RegisterOfficer', data: sealed }, undefined)
      : officerDecider.decide({ type: 'EnlistOfficer', data: { person: sealed, hire } }, undefined);
  }

  private commandOf(
    one: Enlistment,
    { key, events, asking }: { key: PersonKey; events: readonly OfficerEvent[]; asking: Asking },
  ): AppendCommand {
    const { publishing, sealing } = this.parts;
    return {
      commandId: commandIdOf(one),
      actor: asking.actor,
      request: sealing.requestText(one, key),
      writes: [
        {
          ...officerStream(one.person.officer),
          expectedVersion: 0,
          events: events.map((event) => stamped(publishing.officer(event), asking.at)),
        },
      ],
    };
  }
}
