import type { CallAssessed, DispatchEvent, WrongDispatchClaimed } from '@ywk/contracts';
import {
  UNKNOWN_CALL,
  withEvents,
  type CallEvent,
  type CallHistory,
  type RuledCallFact,
} from '@ywk/duty-domain';
import type { StoredEvent } from '@ywk/event-store';

type Read = (data: unknown) => CallEvent;

const claim = (data: unknown): WrongDispatchClaimed => data as WrongDispatchClaimed;

/** The contract guarantees the shape of each type; here only the words change. */
const READERS: Readonly<Record<string, Read>> = {
  DispatchEventTaken: (data) => ({ type: 'DispatchEventTaken', data: data as DispatchEvent }),
  CallAssessed: (data) => ({ type: 'CallAssessed', data: data as CallAssessed }),
  WrongDispatchClaimed: (data) => ({ type: 'WrongDispatchClaimed', data: claim(data) }),
  WrongDispatchConfirmed: (data) => ({ type: 'WrongDispatchConfirmed', data: claim(data) }),
  CallFactRuled: (data) => ({ type: 'CallFactRuled', data: data as RuledCallFact }),
  WrongDispatchRejected: (data) => ({ type: 'WrongDispatchRejected', data: claim(data) }),
};

/** The history of a call from its stream. @throws TypeError for a type that this code forgot */
export const historyOf = (stored: readonly StoredEvent[] | undefined): CallHistory => {
  if (stored === undefined) return UNKNOWN_CALL;
  const events = stored.map(({ type, data }) => {
    const read = READERS[type];
    if (read === undefined) throw new TypeError(`A call has no event "${type}".`);
    return read(data);
  });
  return withEvents(UNKNOWN_CALL, events);
};
