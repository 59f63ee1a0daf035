import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import { callStream } from './call.ts';

/** What a ruling made of an entered fact; it holds whatever is said after it. */
export interface FactRuled {
  readonly fact: string;
  readonly officer: string;
  readonly code: string;
  readonly ruling: string;
  /** Null: it does not count. */
  readonly content: {
    readonly occurredAt: string;
    readonly amounts: Readonly<Record<string, number>>;
    readonly evidence: string | null;
    readonly source: string;
    readonly reference: string | null;
    readonly actId: string | null;
  } | null;
}

const amounts = {
  type: 'object',
  maxProperties: 16,
  propertyNames: { pattern: '^[a-z][A-Za-z0-9]{0,31}$' },
  additionalProperties: shape.integer,
};
const ruling = '5e1d3c7b-0a94-4f26-8b3d-7c9e1f2a4b06';

export const factRuled = defineEvent<FactRuled>({
  log: LOGS.entry,
  type: 'FactRuled',
  v: 1,
  title: 'A ruling said what an entered fact comes to',
  key: ({ fact }) => fact,
  schema: closed({
    ...{ fact: shape.uuid, officer: shape.uuid, code: shape.code, ruling: shape.uuid },
    content: orNull(
      closed({
        occurredAt: shape.instant,
        amounts,
        evidence: orNull({ type: 'string', maxLength: 200 }),
        source: shape.code,
        reference: orNull({ type: 'string', maxLength: 128 }),
        actId: orNull(shape.code),
      }),
    ),
  }),
  sample: {
    fact: '3f0c1a52-6d1e-4d7c-8f55-0a2b7c9d1e03',
    officer: '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01',
    ...{ code: 'D01', ruling, content: null },
  },
});

/** What a ruling made of a fact of a call; it holds whatever the call comes to. */
export interface CallFactRuled {
  readonly source: string;
  readonly callId: string;
  /** Null for a fact of the call itself. */
  readonly order: string | null;
  readonly code: string;
  /** Whose fact it is. */
  readonly officer: string;
  readonly ruling: string;
  /** Null: it does not count. */
  readonly amounts: Readonly<Record<string, number>> | null;
}

export const callFactRuled = defineEvent<CallFactRuled>({
  log: LOGS.call,
  type: 'CallFactRuled',
  v: 1,
  title: 'A ruling said what a fact of a call comes to',
  key: callStream,
  schema: closed({
    ...{ source: shape.code, callId: shape.code, order: orNull(shape.code), code: shape.code },
    ...{ officer: shape.uuid, ruling: shape.uuid, amounts: orNull(amounts) },
  }),
  sample: {
    ...{ source: 'cad-zjg', callId: 'C-20240531-01234', order: 'O-1' },
    officer: '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01',
    ...{ code: 'order.wrongConfirmed', ruling, amounts: null },
  },
});
