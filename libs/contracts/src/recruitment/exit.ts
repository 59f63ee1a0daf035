import { closed, defineEvent, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';

const log = LOGS.personnel;
const officer = '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01';

/** Steps on the way to an end of employment for want of competence (DOMAIN 2.23). */
export const EXIT_STEPS = ['FAILED', 'TRAINED', 'POST_CHANGED', 'UNION_TOLD'] as const;

/** A step is on record with its document. */
export interface ExitStepRecorded {
  readonly officer: string;
  readonly step: (typeof EXIT_STEPS)[number];
  /** On which it happened, Asia/Shanghai. */
  readonly on: string;
  readonly evidence: string;
  readonly author: string;
}

export const exitStepRecorded = defineEvent<ExitStepRecorded>({
  log,
  type: 'ExitStepRecorded',
  v: 1,
  title: 'A step on the way to an end of employment was recorded',
  key: (data) => data.officer,
  promote: (data) => ({ officer: data.officer, num: null }),
  schema: closed({
    officer: shape.uuid,
    step: { enum: EXIT_STEPS },
    on: shape.day,
    evidence: shape.text,
    author: shape.text,
  }),
  sample: { officer, step: 'FAILED', on: '2023-12-31', evidence: 'ZJG-2023-117', author: 'hr-1' },
});

/** An end of employment is proposed; a person decides. */
export interface ExitProposed {
  readonly officer: string;
  /** Coded. */
  readonly reason: string;
  readonly author: string;
}

export const exitProposed = defineEvent<ExitProposed>({
  log,
  type: 'ExitProposed',
  v: 1,
  title: 'An end of employment was proposed',
  key: (data) => data.officer,
  promote: (data) => ({ officer: data.officer, num: null }),
  schema: closed({ officer: shape.uuid, reason: shape.code, author: shape.text }),
  sample: { officer, reason: 'NOT_COMPETENT', author: 'hr-2' },
});
