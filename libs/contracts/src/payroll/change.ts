import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';

interface PayChangeIssuedV1 {
  readonly line: string;
  readonly officer: string;
  readonly kind: 'PERFORMANCE' | 'TIER_PAY' | 'EMPLOYMENT_ENDED';
  readonly originPeriod: string | null;
  readonly effectiveDate: string;
  readonly amount: number;
  readonly previousAmount: number | null;
  readonly cause: { readonly log: string; readonly eventId: string };
}

interface PayChangeIssuedV2 extends Omit<PayChangeIssuedV1, 'kind'> {
  readonly kind: PayChangeIssuedV1['kind'] | 'BACK_PAY' | 'CLAWBACK';
  readonly component: 'PERFORMANCE' | 'TIER_PAY' | null;
  readonly run: string | null;
}

/** Before there were awards. */
const COMPONENTS_V3 = ['PERFORMANCE', 'TIER_PAY', 'PROTECTION'] as const;
const KINDS_V3 = [...COMPONENTS_V3, 'EMPLOYMENT_ENDED', 'BACK_PAY', 'CLAWBACK'] as const;

interface PayChangeIssuedV3 extends Omit<PayChangeIssuedV1, 'kind'> {
  readonly kind: (typeof KINDS_V3)[number];
  readonly component: (typeof COMPONENTS_V3)[number] | null;
  readonly run: string | null;
}

/** What a payment is for. */
export const PAY_COMPONENTS = [...COMPONENTS_V3, 'AWARD'] as const;
export type PayComponent = (typeof PAY_COMPONENTS)[number];

export const PAY_CHANGE_KINDS = [...KINDS_V3, 'AWARD'] as const;

/** What the bureau's payroll system must do for one officer: one line per effect, once. */
export interface PayChangeIssued {
  readonly line: string;
  readonly officer: string;
  readonly kind: (typeof PAY_CHANGE_KINDS)[number];
  /** Month the amount belongs to; null for a change that holds until the next. */
  readonly originPeriod: string | null;
  /** First day it applies, Asia/Shanghai. */
  readonly effectiveDate: string;
  /**
   * Fen: the amount of a one-off, the new monthly amount of a standing change, 0 at the end. What
   * is added to a month that was paid, negative for what is taken back.
   */
  readonly amount: number;
  /** Fen: what stood before, which this line replaces; null where nothing did. */
  readonly previousAmount: number | null;
  /** What the amount is for; null at the end of an employment. */
  readonly component: PayComponent | null;
  /**
   * Month of the pay run that adds it to a month told before, or takes it back; null for every
   * other line.
   */
  readonly run: string | null;
  /** Event that led to it, in `log` at (partition, pos). */
  readonly cause: { readonly log: string; readonly eventId: string };
}

const members = {
  line: shape.uuid,
  officer: shape.uuid,
  originPeriod: orNull(shape.month),
  effectiveDate: shape.day,
  amount: shape.integer,
  previousAmount: orNull(shape.integer),
  cause: closed({ log: shape.code, eventId: shape.uuid }),
};

const sample: PayChangeIssuedV1 = {
  line: '6e8d1f73-0c4a-5b2d-8f91-7a9c1e3b5d06',
  officer: '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01',
  kind: 'PERFORMANCE',
  originPeriod: '2024-05',
  effectiveDate: '2024-05-01',
  amount: 50000,
  previousAmount: null,
  cause: { log: 'appraisal.decision.v1', eventId: '0190a1b2-c3d4-7e5f-8a6b-9c0d1e2f3a07' },
};

export const payChangeIssuedV1 = defineEvent<PayChangeIssuedV1>({
  log: LOGS.change,
  type: 'PayChangeIssued',
  v: 1,
  title: 'A pay change line',
  key: ({ officer }) => officer,
  promote: ({ officer, amount }) => ({ officer, num: amount }),
  schema: closed({
    ...members,
    kind: { enum: ['PERFORMANCE', 'TIER_PAY', 'EMPLOYMENT_ENDED'] },
  }),
  sample,
  upcast: (data): PayChangeIssuedV2 => ({
    ...data,
    component: data.kind === 'EMPLOYMENT_ENDED' ? null : data.kind,
    run: null,
  }),
});

const takenBack: PayChangeIssuedV2 = {
  ...{ ...sample, kind: 'CLAWBACK', amount: -5000, component: 'PERFORMANCE', run: '2024-07' },
};

export const payChangeIssuedV2 = defineEvent<PayChangeIssuedV2>({
  log: LOGS.change,
  type: 'PayChangeIssued',
  v: 2,
  title: 'A pay change line',
  key: ({ officer }) => officer,
  promote: ({ officer, amount }) => ({ officer, num: amount }),
  schema: closed({
    ...members,
    kind: { enum: ['PERFORMANCE', 'TIER_PAY', 'EMPLOYMENT_ENDED', 'BACK_PAY', 'CLAWBACK'] },
    component: orNull({ enum: ['PERFORMANCE', 'TIER_PAY'] }),
    run: orNull(shape.month),
  }),
  sample: takenBack,
  upcast: (data): PayChangeIssuedV3 => data,
});

export const payChangeIssuedV3 = defineEvent<PayChangeIssuedV3>({
  log: LOGS.change,
  type: 'PayChangeIssued',
  v: 3,
  title: 'A pay change line',
  key: ({ officer }) => officer,
  promote: ({ officer, amount }) => ({ officer, num: amount }),
  schema: closed({
    ...members,
    kind: { enum: KINDS_V3 },
    component: orNull({ enum: COMPONENTS_V3 }),
    run: orNull(shape.month),
  }),
  sample: {
    ...sample,
    ...{
      kind: 'PROTECTION',
      originPeriod: null,
      amount: 20000,
      component: 'PROTECTION',
      run: null,
    },
  },
  upcast: (data): PayChangeIssued => data,
});

export const payChangeIssued = defineEvent<PayChangeIssued>({
  log: LOGS.change,
  type: 'PayChangeIssued',
  v: 4,
  title: 'A pay change line',
  key: ({ officer }) => officer,
  promote: ({ officer, amount }) => ({ officer, num: amount }),
  schema: closed({
    ...members,
    kind: { enum: PAY_CHANGE_KINDS },
    component: orNull({ enum: PAY_COMPONENTS }),
    run: orNull(shape.month),
  }),
  sample: {
    ...sample,
    ...{ kind: 'AWARD', amount: 1_000_000, component: 'AWARD', run: null },
  },
});

/** The pay of a run can no longer change: what is decided later is paid or taken back in the next. */
export interface PayRunLocked {
  /** Month of the run; it pays the performance of the month before (DOMAIN 3.0c.18). */
  readonly run: string;
  readonly author: string;
}

export const payRunLocked = defineEvent<PayRunLocked>({
  log: LOGS.run,
  type: 'PayRunLocked',
  v: 1,
  title: 'A pay run was locked',
  key: ({ run }) => run,
  schema: closed({ run: shape.month, author: shape.text }),
  sample: { run: '2024-06', author: 'payroll-1' },
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
