import {
  operatorsOf,
  type CallEvent,
  type CallFact,
  type CallHistory,
  type Decision,
} from '@ywk/duty-domain';
import type { AppendCommand, NewEvent, StreamWrite } from '@ywk/event-store';
import { insertOperators, replaceWaiting } from '../persistence/call-operator.store.ts';
import { upsertCalls, type CallRef } from '../persistence/call.store.ts';
import type { Tx } from '../persistence/transaction.ts';
import { upsertCases } from '../persistence/wrong-dispatch.store.ts';
import {
  callPlace,
  publishCallEvent,
  type Draft,
  type PublishedCall,
} from '../publishers/call.publisher.ts';
import { factPlace, publishRecorded, publishReversed } from '../publishers/fact.publisher.ts';
import { factIdOf, newId } from './ids.ts';

/** A decision about one call, ready to be written. */
export interface DecidedCall {
  readonly ref: CallRef;
  readonly before: CallHistory;
  readonly decision: Decision;
  readonly commandId: string;
  readonly actor: string;
  /** Correlation ids of the messages taken, by their ids; those of the request at hand without it. */
  readonly traces?: ReadonlyMap<string, string | null>;
}

type Caused = Pick<NewEvent, 'causationId' | 'correlationId'>;

const withId = (draft: Draft, caused: Caused): NewEvent => ({
  ...draft,
  ...caused,
  eventId: newId(),
});

const publishedOf = ({ ref, decision: { after, call } }: DecidedCall): PublishedCall => {
  const [first] = after.events.values();
  const moment = call.steps.received?.at ?? first?.at ?? '';
  const ids = new Map<string, string>();
  return {
    ...ref,
    moment,
    // A fact stands in the assessment and in its officer's stream: its id is derived once.
    factIdOf: (fact) => {
      const name = `${fact.order ?? ''} ${fact.code}`;
      const id = ids.get(name) ?? factIdOf(ref, fact);
      ids.set(name, id);
      return id;
    },
  };
};

/** The ruling among these events that says what a fact comes to. */
const rulingOn = ({ code, order }: CallFact, events: readonly CallEvent[]): string | undefined => {
  for (const { type, data } of events) {
    if (type === 'CallFactRuled' && data.code === code && data.order === order) return data.ruling;
  }
  return undefined;
};

/** Facts by officer: what ceases goes before what begins. */
const factWrites = (
  call: PublishedCall,
  { reversed, recorded, events: said }: Decision,
  caused: Caused,
): StreamWrite[] => {
  const byOfficer = new Map<string, NewEvent[]>();
  const add = (fact: CallFact, draft: Draft): void => {
    const events = byOfficer.get(fact.officer) ?? [];
    byOfficer.set(fact.officer, events);
    events.push(withId(draft, caused));
  };
  for (const fact of reversed) add(fact, publishReversed(call, fact, rulingOn(fact, said)));
  for (const fact of recorded) add(fact, publishRecorded(call, fact, rulingOn(fact, said)));
  return [...byOfficer].map(([officer, events]) => ({
    ...factPlace(officer),
    expectedVersion: 'any',
    events,
  }));
};

/** Whose each event of the call is; what the call comes to is the last message's. */
const tracesOf = ({ traces, decision }: DecidedCall): Caused[] => {
  if (traces === undefined) return decision.events.map(() => ({}));
  let correlationId: string | null = null;
  return decision.events.map(({ type, data }) => {
    if (type === 'DispatchEventTaken') correlationId = traces.get(data.eventId) ?? null;
    return { correlationId };
  });
};

/** The one command that writes a decision: events of the call and facts of officers together. */
export const commandOf = (decided: DecidedCall): AppendCommand => {
  const { ref, before, decision, commandId, actor } = decided;
  const call = publishedOf(decided);
  const traces = tracesOf(decided);
  const said = decision.events.map((event, at) =>
    withId(publishCallEvent(call, event), traces[at] ?? {}),
  );
  // The last message is what made the facts what they are.
  const last = decision.events.findLastIndex(({ type }) => type !== 'CallAssessed');
  const cause = said[last]?.eventId;
  const caused = { ...traces.at(-1), ...(cause === undefined ? {} : { causationId: cause }) };
  return {
    commandId,
    actor,
    request: commandId,
    writes: [
      {
        ...callPlace(ref),
        expectedVersion: before.version,
        events: said,
      },
      ...factWrites(call, decision, caused),
    ],
  };
};

/** How many events the command will carry. */
export const sizeOf = ({ events, reversed, recorded }: Decision): number =>
  events.length + reversed.length + recorded.length;

/** Writes what is kept beside the streams; the append must follow in the same transaction. */
export const keepBeside = async (tx: Tx, calls: readonly DecidedCall[]): Promise<void> => {
  await upsertCalls(
    tx,
    calls.map(({ ref, decision: { after, call } }) => ({
      ...ref,
      version: after.version,
      call,
    })),
  );
  await insertOperators(
    tx,
    calls.flatMap(({ ref, decision }) =>
      [
        ...new Set(
          decision.events.flatMap((event) =>
            event.type === 'DispatchEventTaken' ? operatorsOf(event.data) : [],
          ),
        ),
      ].map((operator) => ({ ...ref, operator })),
    ),
  );
  const rowsOf = (read: (call: DecidedCall) => CallHistory) =>
    calls
      .filter(({ decision }) => decision.events.some(({ type }) => type === 'CallAssessed'))
      .flatMap((call) => read(call).assessed.waiting.map((fact) => ({ ...call.ref, ...fact })));
  await replaceWaiting(tx, {
    before: rowsOf(({ before }) => before),
    after: rowsOf(({ decision }) => decision.after),
  });
  await upsertCases(
    tx,
    calls.flatMap(({ ref, decision: { events, after } }) =>
      events.some(({ type }) => type.startsWith('WrongDispatch'))
        ? [...after.cases.values()].map((found) => ({ ...ref, ...found }))
        : [],
    ),
  );
};
