import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import { takenDispatchEventSchema, type DispatchEvent } from './dispatch-feed.ts';

const log = LOGS.call;
const source = 'cad-zjg';
const callId = 'C-20240531-01234';
const officer = '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01';

/** The stream of a call, which is also its key. */
export const callStream = (call: { readonly source: string; readonly callId: string }): string =>
  `call-${call.source}/${call.callId}`;

/** A message of the 110 feed was taken in, as it came, instants in UTC. */
export const dispatchEventTaken = defineEvent<DispatchEvent>({
  log,
  type: 'DispatchEventTaken',
  v: 1,
  title: 'A message of the 110 feed was taken in',
  key: callStream,
  schema: takenDispatchEventSchema,
  sample: {
    source,
    eventId: 'E-1',
    callId,
    kind: 'answered',
    at: '2024-05-31T15:50:07.000Z',
    badge: 'F100001',
  },
});

/** A fact as the call now yields it. */
export interface AssessedFact {
  readonly fact: string;
  readonly code: string;
  /** Order it belongs to; null for a fact of the call. */
  readonly order: string | null;
  readonly officer: string;
  readonly occurredAt: string;
  readonly amounts: Readonly<Record<string, number>>;
}

/** A fact that waits until the badge or seat is known. */
export interface WaitingFact {
  readonly code: string;
  readonly order: string | null;
  /** `badge:F100001` or `seat:S01`. */
  readonly operator: string;
  /** Day of the act, Asia/Shanghai. */
  readonly day: string;
}

/** What the call's events now come to: replaces what the one before said. */
export interface CallAssessed {
  readonly source: string;
  readonly callId: string;
  readonly facts: readonly AssessedFact[];
  readonly waiting: readonly WaitingFact[];
}

const amounts = {
  type: 'object',
  maxProperties: 16,
  propertyNames: { pattern: '^[a-z][A-Za-z0-9]{0,31}$' },
  additionalProperties: shape.integer,
};

export const callAssessed = defineEvent<CallAssessed>({
  log,
  type: 'CallAssessed',
  v: 1,
  title: 'The facts that a call yields',
  key: callStream,
  schema: closed({
    source: shape.code,
    callId: shape.code,
    facts: {
      type: 'array',
      items: closed({
        fact: shape.uuid,
        code: shape.code,
        order: orNull(shape.code),
        officer: shape.uuid,
        occurredAt: shape.instant,
        amounts,
      }),
    },
    waiting: {
      type: 'array',
      items: closed({
        code: shape.code,
        order: orNull(shape.code),
        operator: { ...shape.code, maxLength: 80 },
        day: shape.day,
      }),
    },
  }),
  sample: {
    source,
    callId,
    facts: [
      {
        fact: '3f0c1a52-6d1e-5d7c-8f55-0a2b7c9d1e03',
        code: 'call.answered',
        order: null,
        officer,
        occurredAt: '2024-05-31T15:50:00.000Z',
        amounts: { answerMs: 7000 },
      },
    ],
    waiting: [
      { code: 'order.dispatched', order: 'O-1', operator: 'badge:F999999', day: '2024-05-31' },
    ],
  },
});

/** Somebody says that an order went to the wrong unit: the shift leader has to rule. */
export interface WrongDispatchClaimed {
  readonly case: string;
  readonly source: string;
  readonly callId: string;
  readonly orderId: string;
  /** Coded ground. */
  readonly reason: string;
  /** Reference to the evidence, never free text about people. */
  readonly evidence: string | null;
}

/** The shift leader's ruling. */
export type WrongDispatchRuled = Omit<WrongDispatchClaimed, 'reason'>;

const ruling = {
  case: shape.uuid,
  source: shape.code,
  callId: shape.code,
  orderId: shape.code,
  evidence: orNull({ type: 'string', maxLength: 200 }),
};
const sampleRuling: WrongDispatchRuled = {
  case: '1c9a4d7e-5b2f-4e8d-9a36-7f1e3d5b8c06',
  source,
  callId,
  orderId: 'O-1',
  evidence: 'REC-20240601-7',
};

export const wrongDispatchClaimed = defineEvent<WrongDispatchClaimed>({
  log,
  type: 'WrongDispatchClaimed',
  v: 1,
  title: 'A wrong dispatch was claimed',
  key: callStream,
  schema: closed({ ...ruling, reason: shape.code }),
  sample: { ...sampleRuling, reason: 'WRONG_UNIT' },
});

export const wrongDispatchConfirmed = defineEvent<WrongDispatchRuled>({
  log,
  type: 'WrongDispatchConfirmed',
  v: 1,
  title: 'The shift leader confirmed a wrong dispatch',
  key: callStream,
  schema: closed(ruling),
  sample: sampleRuling,
});

export const wrongDispatchRejected = defineEvent<WrongDispatchRuled>({
  log,
  type: 'WrongDispatchRejected',
  v: 1,
  title: 'The shift leader rejected the claim of a wrong dispatch',
  key: callStream,
  schema: closed(ruling),
  sample: sampleRuling,
});
