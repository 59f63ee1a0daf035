import type { Message } from '@ywk/kernel';
import { nameOf, type Assessment, type RuledCallFact } from './call-facts.ts';
import type { DispatchEvent } from './dispatch-event.ts';

/** A claim that an order went wrong, as it was made. */
export interface Claim {
  readonly case: string;
  readonly orderId: string;
  readonly reason: string;
  readonly evidence: string | null;
}

export type Ruling = 'confirmed' | 'rejected';

/** A wrong dispatch is a case with states, never a bare counter (DOMAIN 2.9). */
export interface WrongDispatchCase extends Claim {
  readonly state: 'claimed' | Ruling;
}

type Ruled = Omit<Claim, 'reason'>;

/** What stands in the stream of a call. */
export type CallEvent =
  | Message<'DispatchEventTaken', DispatchEvent>
  | Message<'CallAssessed', Assessment>
  | Message<'WrongDispatchClaimed', Claim>
  | Message<'WrongDispatchConfirmed', Ruled>
  | Message<'WrongDispatchRejected', Ruled>
  | Message<'CallFactRuled', RuledCallFact>;

/** All that is known of a call. */
export interface CallHistory {
  readonly events: ReadonlyMap<string, DispatchEvent>;
  readonly cases: ReadonlyMap<string, WrongDispatchCase>;
  /** Facts of which a ruling says what they come to, by name. */
  readonly ruled: ReadonlyMap<string, RuledCallFact>;
  /** What was said to be in force last. */
  readonly assessed: Assessment;
  /** Events in the stream so far. */
  readonly version: number;
}

export const UNKNOWN_CALL: CallHistory = {
  events: new Map(),
  cases: new Map(),
  ruled: new Map(),
  assessed: { facts: [], waiting: [] },
  version: 0,
};

const ruled = (found: WrongDispatchCase | undefined, data: Ruled, state: Ruling) => ({
  reason: '',
  ...found,
  ...data,
  state,
});

/** The history after more events of its stream. */
export const withEvents = (history: CallHistory, more: readonly CallEvent[]): CallHistory => {
  const events = new Map(history.events);
  const cases = new Map(history.cases);
  const facts = new Map(history.ruled);
  let { assessed } = history;
  for (const { type, data } of more) {
    switch (type) {
      case 'DispatchEventTaken':
        events.set(data.eventId, data);
        break;
      case 'CallAssessed':
        assessed = data;
        break;
      case 'WrongDispatchClaimed':
        cases.set(data.case, { ...data, state: 'claimed' });
        break;
      case 'WrongDispatchConfirmed':
        cases.set(data.case, ruled(cases.get(data.case), data, 'confirmed'));
        break;
      case 'WrongDispatchRejected':
        cases.set(data.case, ruled(cases.get(data.case), data, 'rejected'));
        break;
      case 'CallFactRuled':
        facts.set(nameOf(data), data);
        break;
    }
  }
  return { events, cases, ruled: facts, assessed, version: history.version + more.length };
};

/** Orders with a confirmed case. */
export const wrongOrders = (history: CallHistory): Set<string> =>
  new Set(
    [...history.cases.values()]
      .filter(({ state }) => state === 'confirmed')
      .map(({ orderId }) => orderId),
  );
