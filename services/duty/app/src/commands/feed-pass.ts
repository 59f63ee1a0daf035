import { callStream, canonicalText } from '@ywk/contracts';
import {
  operatorsOf,
  takeIn,
  type CallHistory,
  type DispatchEvent,
  type ResolveOperator,
} from '@ywk/duty-domain';
import { localDay } from '@ywk/kernel';
import type { CallRef } from '../persistence/call.store.ts';
import { sizeOf, type DecidedCall } from './decided-call.ts';
import { caseIdOf, newId } from './ids.ts';
import type { FeedEvent, LineProblem } from './read-line.ts';

/** A message and where in its delivery it stood: the number of a line, or an offset. */
export interface FeedLine extends FeedEvent {
  readonly line: number;
  /** Correlation id of what brought it; null when that is not known. */
  readonly trace: string | null;
}

export type LineOutcome =
  | { readonly line: FeedLine; readonly outcome: 'accepted'; readonly waiting: boolean }
  | { readonly line: FeedLine; readonly outcome: 'duplicate' }
  | {
      readonly line: FeedLine;
      readonly outcome: 'refused';
      readonly problem: LineProblem;
      /** Call under which the id is kept with other content; absent for another ground. */
      readonly keptCallId?: string;
    };

/** One append carries at most 500 events. */
const MAX_EVENTS = 500;
/** So many messages of one call go into one append, so that their facts fit beside them. */
const MAX_LINES_OF_CALL = 40;
/** A call with more facts, or messages, than this is no call: its assessment would not fit. */
const MAX_FACTS = 200;
const MAX_MESSAGES = 2_000;

export const duplicate = (line: FeedLine): LineOutcome => ({ line, outcome: 'duplicate' });

/** The id was used for another content, kept with the call named. */
export const reused = (line: FeedLine, keptCallId: string): LineOutcome => ({
  line,
  outcome: 'refused',
  keptCallId,
  problem: {
    code: 'EVENT_REUSED',
    detail: `"${line.event.eventId}" was sent before with other content (call ${keptCallId}). Send a correction with an id of its own.`,
    pointer: '/eventId',
  },
});

const tooLarge = (line: FeedLine): LineOutcome => ({
  line,
  outcome: 'refused',
  problem: {
    code: 'CALL_TOO_LARGE',
    detail: `A call may have ${MAX_MESSAGES} messages and yield ${MAX_FACTS} facts.`,
    pointer: '/callId',
  },
});

/** Lines of one call, at most as many as one append carries. */
interface CallLines {
  readonly ref: CallRef;
  readonly lines: readonly FeedLine[];
}

/** What one pass comes to: decisions that fit one append, what became of lines, and what is left. */
export interface Pass {
  readonly decided: readonly DecidedCall[];
  readonly fresh: readonly FeedLine[];
  readonly outcomes: readonly LineOutcome[];
  readonly rest: readonly FeedLine[];
}

/** Lines grouped by call, in the order in which calls first appear. */
export const byCall = (lines: readonly FeedLine[]): CallLines[] => {
  const groups = new Map<string, FeedLine[]>();
  for (const line of lines) {
    const group = groups.get(callStream(line.event));
    if (group === undefined) groups.set(callStream(line.event), [line]);
    else group.push(line);
  }
  return [...groups.values()].map((group) => {
    const { source = '', callId = '' } = group[0]?.event ?? {};
    return { ref: { source, callId }, lines: group };
  });
};

/**
 * Sorts lines of a call into new ones, repetitions of these, and those that its stream knows. What is
 * kept decides first: of two contents of one id in a delivery, the earlier line may be the wrong one.
 */
const sifted = (history: CallHistory, lines: readonly FeedLine[]) => {
  const fresh = new Map<string, FeedLine>();
  const repeated: FeedLine[] = [];
  const known: LineOutcome[] = [];
  for (const line of lines) {
    const { eventId, callId } = line.event;
    const kept = history.events.get(eventId);
    const first = fresh.get(eventId);
    if (kept !== undefined) {
      const same = canonicalText(kept) === canonicalText(line.event);
      known.push(same ? duplicate(line) : reused(line, callId));
    } else if (first === undefined) fresh.set(eventId, line);
    else if (first.hash === line.hash) repeated.push(line);
    else known.push(reused(line, callId));
  }
  return { fresh: [...fresh.values()], repeated, known };
};

const waits = (event: DispatchEvent, resolve: ResolveOperator): boolean =>
  operatorsOf(event).some((operator) => resolve(operator, localDay(event.at)) === undefined);

/** Decides call after call until the next would not fit into the append. */
export class PassBuilder {
  private readonly decided: DecidedCall[] = [];
  private readonly fresh: FeedLine[] = [];
  private readonly outcomes: LineOutcome[] = [];
  private readonly rest: FeedLine[] = [];
  private size = 0;

  constructor(
    private readonly resolve: ResolveOperator,
    private readonly actor: string,
  ) {}

  add({ ref, lines }: CallLines, before: CallHistory): void {
    const { fresh, repeated, known } = sifted(before, lines.slice(0, MAX_LINES_OF_CALL));
    const events = fresh.map(({ event }) => event);
    const decision = takeIn(before, { events, resolve: this.resolve, caseIdOf });
    const { facts, waiting } = decision.after.assessed;
    if (this.size > 0 && this.size + sizeOf(decision) > MAX_EVENTS) {
      this.rest.push(...lines);
      return;
    }
    this.rest.push(...lines.slice(MAX_LINES_OF_CALL));
    this.outcomes.push(...known);
    if (facts.length + waiting.length > MAX_FACTS || decision.after.events.size > MAX_MESSAGES) {
      this.outcomes.push(...[...fresh, ...repeated].map(tooLarge));
      return;
    }
    this.outcomes.push(...repeated.map(duplicate));
    this.size += sizeOf(decision);
    const traces = new Map(fresh.map(({ event, trace }) => [event.eventId, trace]));
    this.decided.push({ ref, before, decision, commandId: newId(), actor: this.actor, traces });
    this.fresh.push(...fresh);
    for (const line of fresh) {
      const waiting = waits(line.event, this.resolve);
      this.outcomes.push({ line, outcome: 'accepted', waiting });
    }
  }

  done(): Pass {
    const { decided, fresh, outcomes, rest } = this;
    return { decided, fresh, outcomes, rest };
  }
}
