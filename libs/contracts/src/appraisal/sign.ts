import { closed, defineEvent, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';

/** Kinds of early signs. */
export const SIGN_KINDS = ['REPEATED', 'ABSENCE_RUN', 'ABSENCE_YEAR', 'EFFECT', 'GRADE'] as const;

/** The stream of what became of an officer's early signs; its key is the officer. */
export const signStream = (officer: string): string => `signs-${officer}`;

/** An officer has seen an early sign; what it said is kept, whatever becomes of its facts. */
export interface SignSeen {
  readonly officer: string;
  readonly sign: string;
  readonly kind: (typeof SIGN_KINDS)[number];
  /** Day since which it stood, Asia/Shanghai. */
  readonly since: string;
  readonly says: { readonly zh: string; readonly en: string };
  /** Facts that led to it. */
  readonly facts: readonly string[];
}

/** An officer says that a sign was taken to heart. */
export interface SignAcknowledged {
  readonly officer: string;
  readonly sign: string;
}

const log = LOGS.review;
const key = (data: { readonly officer: string }): string => data.officer;
const promote = (data: { readonly officer: string }) => ({ officer: data.officer, num: null });
const sign = { type: 'string', minLength: 1, maxLength: 200 };
const officer = '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01';
const sampleSign = 'REPEATED/0/3f0c1a52-6d1e-5d7c-8f55-0a2b7c9d1e03';

export const signSeen = defineEvent<SignSeen>({
  ...{ log, key, promote, type: 'SignSeen', v: 1, title: 'An officer saw an early sign' },
  schema: closed({
    officer: shape.uuid,
    sign,
    kind: { enum: SIGN_KINDS },
    since: shape.day,
    says: closed({ zh: shape.text, en: shape.text }),
    facts: { type: 'array', maxItems: 500, items: shape.uuid },
  }),
  sample: {
    ...{ officer, sign: sampleSign, kind: 'REPEATED', since: '2024-05-20' },
    says: { zh: '30日内3次小问题', en: '3 small findings within 30 days' },
    facts: ['3f0c1a52-6d1e-5d7c-8f55-0a2b7c9d1e03'],
  },
});

export const signAcknowledged = defineEvent<SignAcknowledged>({
  ...{ log, key, promote, type: 'SignAcknowledged', v: 1, title: 'A sign was acknowledged' },
  schema: closed({ officer: shape.uuid, sign }),
  sample: { officer, sign: sampleSign },
});
