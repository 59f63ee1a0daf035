import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';

/** What the bureau's payroll system must do for one officer: one line per effect, once. */
export interface PayChangeIssued {
  readonly line: string;
  readonly officer: string;
  readonly kind: 'PERFORMANCE' | 'TIER_PAY' | 'EMPLOYMENT_ENDED';
  /** Month the amount belongs to; null for a change that holds until the next. */
  readonly originPeriod: string | null;
  /** First day it applies, Asia/Shanghai. */
  readonly effectiveDate: string;
  /** Fen: the amount of a one-off, the new monthly amount of a standing change, 0 at the end. */
  readonly amount: number;
  /** Fen: what stood before a standing change; null for a one-off. */
  readonly previousAmount: number | null;
  /** Event that led to it, in `log` at (partition, pos). */
  readonly cause: { readonly log: string; readonly eventId: string };
}

export const payChangeIssued = defineEvent<PayChangeIssued>({
  log: LOGS.change,
  type: 'PayChangeIssued',
  v: 1,
  title: 'A pay change line',
  key: ({ officer }) => officer,
  promote: ({ officer, amount }) => ({ officer, num: amount }),
  schema: closed({
    line: shape.uuid,
    officer: shape.uuid,
    kind: { enum: ['PERFORMANCE', 'TIER_PAY', 'EMPLOYMENT_ENDED'] },
    originPeriod: orNull(shape.month),
    effectiveDate: shape.day,
    amount: shape.integer,
    previousAmount: orNull(shape.integer),
    cause: closed({ log: shape.code, eventId: shape.uuid }),
  }),
  sample: {
    line: '6e8d1f73-0c4a-5b2d-8f91-7a9c1e3b5d06',
    officer: '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01',
    kind: 'PERFORMANCE',
    originPeriod: '2024-05',
    effectiveDate: '2024-05-01',
    amount: 50000,
    previousAmount: null,
    cause: { log: 'appraisal.decision.v1', eventId: '0190a1b2-c3d4-7e5f-8a6b-9c0d1e2f3a07' },
  },
});

/** The bureau's payroll system answered a line. */
export interface PayChangeAcknowledged {
  readonly line: string;
  readonly outcome: 'ACCEPTED' | 'REFUSED';
  /** Code of the payroll system; null when accepted. */
  readonly reason: string | null;
  readonly source: string;
  readonly sourceEventId: string;
}

export const payChangeAcknowledged = defineEvent<PayChangeAcknowledged>({
  log: LOGS.line,
  type: 'PayChangeAcknowledged',
  v: 1,
  title: 'A line was answered',
  key: ({ line }) => line,
  schema: closed({
    line: shape.uuid,
    outcome: { enum: ['ACCEPTED', 'REFUSED'] },
    reason: orNull(shape.code),
    source: shape.code,
    sourceEventId: shape.code,
  }),
  sample: {
    line: '6e8d1f73-0c4a-5b2d-8f91-7a9c1e3b5d06',
    outcome: 'ACCEPTED',
    reason: null,
    source: 'payroll-zjg',
    sourceEventId: 'ACK-1',
  },
});
