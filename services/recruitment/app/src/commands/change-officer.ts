import { canonicalText } from '@ywk/contracts';
import type { EventStore, StoredEvent } from '@ywk/event-store';
import { isRejection, Rejection } from '@ywk/kernel';
import { refuseStale, type SeenVersion, type Versioned } from '@ywk/platform';
import {
  evolveOfficer,
  holdingsOf,
  officerDecider,
  type OfficerCommand,
  type OfficerEvent,
  type OfficerState,
} from '@ywk/recruitment-domain';
import type { GuardedAppend } from './guarded-append.ts';
import { refuseOwnMatter } from './own-matter.ts';
import { stamped, type Asking, type Publishing } from './publishing.ts';
import { officerOf, officerStream } from './streams.ts';

/** Commands that need nothing sealed. */
export type PlainCommand = Exclude<
  OfficerCommand,
  { type: 'RegisterOfficer' } | { type: 'EnlistOfficer' }
>;

export interface OfficerChange {
  readonly command: PlainCommand;
  /** UUID made by the client; the same again yields the first result. */
  readonly commandId: string;
  /** The version of the officer that it rests on; null or not given for any. */
  readonly seen?: SeenVersion;
}

export interface Changed {
  /** `unchanged`: everything was already so. */
  readonly outcome: 'accepted' | 'duplicate' | 'unchanged';
  /** After the command. */
  readonly state: OfficerState;
}

const TRIES = 3;

const concurrent = (): Rejection =>
  new Rejection('CONCURRENT_CHANGE', {
    zh: '他人同时修改了该人员。',
    en: 'Others changed this officer at the same time.',
  });

const reused = (commandId: string): Rejection =>
  new Rejection('COMMAND_ID_REUSED', {
    zh: `命令编号${commandId}此前已用于其他请求。`,
    en: `The id ${commandId} was used for another request before.`,
  });

/** What the client asked for; the day on which it is asked is not part of it. */
const requestOf = ({ type, data }: PlainCommand): string =>
  canonicalText(type === 'EraseSubject' ? [type, data.officer] : [type, data]);

export interface ChangeParts {
  readonly store: EventStore;
  readonly append: GuardedAppend;
  readonly publishing: Publishing;
}

/** Hires, transfers, lets go, restricts and erases: load, decide, append with what is held. */
export class ChangeOfficer {
  constructor(private readonly parts: ChangeParts) {}

  /**
   * @throws Rejection SAME_PERSON, VERSION_MISMATCH, those of the domain, of a name that is taken, or
   *   of the command id
   */
  async apply(change: OfficerChange, asking: Asking): Promise<Changed> {
    refuseOwnMatter(asking, change.command.data.officer);
    const place = officerStream(change.command.data.officer);
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const history = await this.parts.store.readStream(place);
      const done = await this.try(change, history, asking);
      if (done !== undefined) return done;
    }
    throw concurrent();
  }

  private async try(
    change: OfficerChange,
    history: readonly StoredEvent[],
    asking: Asking,
  ): Promise<Changed | undefined> {
    const { officer } = change.command.data;
    const state = officerOf(history);
    const events = await this.decided(change, { state, version: history.length });
    if (events === 'duplicate') return { outcome: 'duplicate', state };
    if (events.length === 0) return { outcome: 'unchanged', state };
    const after = events.reduce(evolveOfficer, state);
    const write = {
      ...officerStream(officer),
      expectedVersion: history.length,
      events: events.map((event) => stamped(this.parts.publishing.officer(event), asking.at)),
    };
    const command = { ...this.head(change, asking), writes: [write] };
    const [outcome] = await this.parts.append.write([
      { officer, command, before: holdingsOf(state), after: holdingsOf(after) },
    ]);
    switch (outcome?.outcome) {
      case 'accepted':
      case 'duplicate':
        return { outcome: outcome.outcome, state: after };
      case 'refused':
        throw outcome.why;
      case 'reused':
        throw reused(change.commandId);
      default:
        return undefined;
    }
  }

  private head({ command, commandId }: OfficerChange, { actor }: Asking) {
    return { commandId, actor, request: requestOf(command) };
  }

  /** @throws Rejection COMMAND_ID_REUSED */
  private async wasDone({ command, commandId }: OfficerChange): Promise<boolean> {
    const { log } = officerStream(command.data.officer);
    const known = await this.parts.store.findCommand(commandId, log, requestOf(command));
    if (known?.outcome === 'reused') throw reused(commandId);
    return known !== undefined;
  }

  /** What the command leads to, or that it was carried out before. */
  private async decided(
    change: OfficerChange,
    { state, version }: Versioned & { readonly state: OfficerState },
  ): Promise<OfficerEvent[] | 'duplicate'> {
    let refusal: Rejection | undefined;
    try {
      const events = officerDecider.decide(change.command, state);
      if (events.length > 0) {
        refuseStale(change.seen ?? null, version);
        return events;
      }
    } catch (error) {
      if (!isRejection(error)) throw error;
      refusal = error;
    }
    if (await this.wasDone(change)) return 'duplicate';
    if (refusal !== undefined) throw refusal;
    return [];
  }
}
