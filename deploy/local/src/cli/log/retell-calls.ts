import { randomUUID } from 'node:crypto';
import {
  callAssessed,
  callStream,
  canonicalText,
  LOGS,
  type AssessedFact,
  type CallAssessed,
  type EventEnvelope,
  type Fact,
} from '@ywk/contracts';
import type { EventStore } from '@ywk/event-store';

interface CallRef {
  readonly source: string;
  readonly callId: string;
}

/** A fact of the feed that began or ceased to hold. */
interface Change extends CallRef {
  readonly event: EventEnvelope;
  readonly ceases: boolean;
  readonly fact: AssessedFact;
}

/** A call of which a tail has facts. */
export interface RetoldCall extends CallRef {
  readonly facts: number;
}

const FACT_TYPES: readonly string[] = ['FactRecorded', 'FactReversed'];

/** Both ids may hold a slash; facts of orders name the order behind the last one. */
const placeIn = (reference: string, code: string) => {
  const slash = code.startsWith('order.') ? reference.lastIndexOf('/') : -1;
  if (slash < 0) return { callId: reference, order: null };
  return { callId: reference.slice(0, slash), order: reference.slice(slash + 1) };
};

const changeOf = (event: EventEnvelope): Change | undefined => {
  if (event.log !== LOGS.fact || !FACT_TYPES.includes(event.type)) return undefined;
  const { origin, fact, officer, code, occurredAt, amounts } = JSON.parse(event.dataText) as Fact;
  if (origin.kind !== 'feed' || origin.reference === null) return undefined;
  const { callId, order } = placeIn(origin.reference, code);
  return {
    ...{ source: origin.source, callId, event, ceases: event.type === 'FactReversed' },
    fact: { fact, code, order, officer, occurredAt, amounts },
  };
};

/** In the order of their appends; of one append, what ceases goes first, as it was written. */
const inOrder = (a: Change, b: Change): number =>
  a.event.recordedAt.localeCompare(b.event.recordedAt) ||
  a.event.commandId.localeCompare(b.event.commandId) ||
  Number(b.ceases) - Number(a.ceases) ||
  a.event.pos - b.event.pos;

const byCall = (tail: readonly EventEnvelope[]): Map<string, Change[]> => {
  const calls = new Map<string, Change[]>();
  const changes = tail.map(changeOf).filter((change) => change !== undefined);
  for (const change of changes.sort(inOrder)) {
    calls.set(callStream(change), [...(calls.get(callStream(change)) ?? []), change]);
  }
  return calls;
};

const assessedAfter = (known: CallAssessed, changes: readonly Change[]): CallAssessed => {
  const facts = new Map(known.facts.map((fact) => [fact.fact, fact]));
  for (const { ceases, fact } of changes) {
    if (ceases) facts.delete(fact.fact);
    else facts.set(fact.fact, fact);
  }
  return { ...known, facts: [...facts.values()] };
};

/**
 * The log of calls has no topic, so its lost tail is gone; but the facts that followed from it come
 * back. Here each of their calls is told which facts hold. Without that, the first message that the
 * 110 system sends again would record them a second time. To be done before the facts are put back:
 * broken off in between, it can be done again.
 * @returns calls of which messages are lost
 */
export const retellCalls = async (
  store: EventStore,
  tail: readonly EventEnvelope[],
): Promise<RetoldCall[]> => {
  const retold: RetoldCall[] = [];
  for (const [stream, changes] of byCall(tail)) {
    const [first] = changes;
    if (first === undefined) continue;
    const { source, callId } = first;
    const stored = await store.readStream({ log: LOGS.call, stream, key: stream });
    const last = stored.findLast(({ type }) => type === callAssessed.type);
    const known = (last?.data ?? { source, callId, facts: [], waiting: [] }) as CallAssessed;
    const data = assessedAfter(known, changes);
    retold.push({ source, callId, facts: data.facts.length });
    if (canonicalText(data.facts) === canonicalText(known.facts)) continue;
    await append(store, { stream, version: stored.length, data, cause: first.event });
  }
  return retold;
};

interface Retelling {
  readonly stream: string;
  readonly version: number;
  readonly data: CallAssessed;
  readonly cause: EventEnvelope;
}

const append = async (
  store: EventStore,
  { stream, version, data, cause }: Retelling,
): Promise<void> => {
  const { type, v } = callAssessed;
  const event = { eventId: randomUUID(), type, v, data, occurredAt: cause.occurredAt };
  const write = { log: LOGS.call, stream, key: stream, expectedVersion: version, events: [event] };
  const commandId = randomUUID();
  const [outcome] = await store.append([
    { commandId, actor: 'ywk log promote', request: commandId, writes: [write] },
  ]);
  if (outcome?.outcome !== 'accepted') throw new Error(`The call ${stream} changed meanwhile.`);
};
