import {
  callAssessed,
  callFactRuled,
  callStream,
  dispatchEventTaken,
  LOGS,
  wrongDispatchClaimed,
  wrongDispatchConfirmed,
  wrongDispatchRejected,
  type AssessedFact,
} from '@ywk/contracts';
import type { CallEvent, CallFact } from '@ywk/duty-domain';

/** The call that events belong to, and how its facts are named. */
export interface PublishedCall {
  readonly source: string;
  readonly callId: string;
  /** Moment that stands for the call as a whole. */
  readonly moment: string;
  factIdOf(fact: Pick<CallFact, 'code' | 'order'>): string;
}

/** An event without an id yet. */
export interface Draft {
  readonly type: string;
  readonly v: number;
  readonly data: unknown;
  readonly occurredAt: string;
}

const CONTRACTS = {
  CallFactRuled: callFactRuled,
  WrongDispatchClaimed: wrongDispatchClaimed,
  WrongDispatchConfirmed: wrongDispatchConfirmed,
  WrongDispatchRejected: wrongDispatchRejected,
} as const;

const assessedFact = (call: PublishedCall, fact: CallFact): AssessedFact => ({
  fact: call.factIdOf(fact),
  code: fact.code,
  order: fact.order,
  officer: fact.officer,
  occurredAt: fact.occurredAt,
  amounts: fact.amounts,
});

/** An event of a call in the words of the log `duty.call`. */
export const publishCallEvent = (call: PublishedCall, event: CallEvent): Draft => {
  const { source, callId, moment } = call;
  switch (event.type) {
    case 'DispatchEventTaken': {
      const { type, v } = dispatchEventTaken;
      return { type, v, data: event.data, occurredAt: event.data.at };
    }
    case 'CallAssessed': {
      const { type, v } = callAssessed;
      const facts = event.data.facts.map((fact) => assessedFact(call, fact));
      const data = { source, callId, facts, waiting: event.data.waiting };
      return { type, v, data, occurredAt: moment };
    }
    case 'CallFactRuled':
    case 'WrongDispatchClaimed':
    case 'WrongDispatchConfirmed':
    case 'WrongDispatchRejected': {
      const { type, v } = CONTRACTS[event.type];
      return { type, v, data: { ...event.data, source, callId }, occurredAt: moment };
    }
  }
};

/** Where events of a call are kept. */
export const callPlace = (call: Pick<PublishedCall, 'source' | 'callId'>) => ({
  log: LOGS.call,
  stream: callStream(call),
  key: callStream(call),
});
