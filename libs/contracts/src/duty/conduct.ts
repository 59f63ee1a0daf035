import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import { LEAVE_KINDS, type LeaveKind } from './leave.ts';

const log = LOGS.conduct;

/** The stream of what was decided about the conduct of one officer, which is also its key. */
export const conductStream = (officer: string): string => `conduct-${officer}`;

interface ConductHead {
  /** The case, commendation or leave: a later word about the same one replaces the earlier. */
  readonly conduct: string;
  readonly officer: string;
}

/** A sanction, from the day of its decision (DOMAIN 2.17). */
export interface SanctionImposed extends ConductHead {
  readonly code: string;
  readonly on: string;
  /** Months for which it lasts by itself, and the most that several may last together. */
  readonly months: number;
  readonly mostMonths: number;
  readonly evidence: string;
}

/** The sanction never was: it was annulled, or changed into none. */
export interface SanctionLifted extends ConductHead {
  readonly evidence: string;
}

/** A commendation, and the money that goes with it (DOMAIN 2.18). */
export interface CommendationGranted extends ConductHead {
  readonly code: string;
  readonly on: string;
  /** Fen; 0 for an honour without money. */
  readonly amount: number;
  /** The case that it rewards; null for none. */
  readonly matter: string | null;
  readonly evidence: string;
}

/** It was annulled; repeats all that it was granted with. */
export type CommendationRevoked = CommendationGranted;

/** Approved leave; both days included. */
export interface LeaveGranted extends ConductHead {
  readonly kind: LeaveKind;
  readonly from: string;
  readonly to: string;
}

/** The leave does not count. */
export type LeaveCancelled = ConductHead;

const head = { conduct: shape.uuid, officer: shape.uuid };
const evidence = { type: 'string', minLength: 1, maxLength: 128 };
const months = { type: 'integer', minimum: 1, maximum: 120 };
const sampleHead: ConductHead = {
  conduct: '0190a1b2-c3d4-7e5f-8a6b-9c0d1e2f3d01',
  officer: '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01',
};
const key = (data: ConductHead): string => data.officer;
const promoted = (data: ConductHead) => ({ officer: data.officer, num: null });
const common = { log, v: 1, key, promote: promoted };

export const sanctionImposed = defineEvent<SanctionImposed>({
  ...{ ...common, type: 'SanctionImposed', title: 'A sanction was imposed' },
  schema: closed({
    ...head,
    code: shape.code,
    on: shape.day,
    months,
    mostMonths: months,
    evidence,
  }),
  sample: {
    ...sampleHead,
    code: 'WARNING',
    on: '2024-05-27',
    months: 6,
    mostMonths: 48,
    evidence: 'ZJG-DC-2024-17',
  },
});

export const sanctionLifted = defineEvent<SanctionLifted>({
  ...{ ...common, type: 'SanctionLifted', title: 'A sanction was annulled' },
  schema: closed({ ...head, evidence }),
  sample: { ...sampleHead, evidence: 'ZJG-DC-2024-17-R' },
});

const commendation = {
  ...head,
  code: shape.code,
  on: shape.day,
  amount: { type: 'integer', minimum: 0, maximum: 100_000_000_000 },
  matter: orNull(shape.code),
  evidence,
};
const sampleCommendation: CommendationGranted = {
  ...sampleHead,
  code: 'BRAVERY',
  on: '2024-05-27',
  amount: 1_000_000,
  matter: null,
  evidence: 'ZJG-CM-2024-3',
};

export const commendationGranted = defineEvent<CommendationGranted>({
  ...{ ...common, type: 'CommendationGranted', title: 'A commendation was granted' },
  schema: closed(commendation),
  sample: sampleCommendation,
});

export const commendationRevoked = defineEvent<CommendationRevoked>({
  ...{ ...common, type: 'CommendationRevoked', title: 'A commendation was annulled' },
  schema: closed(commendation),
  sample: sampleCommendation,
});

export const leaveGranted = defineEvent<LeaveGranted>({
  ...{ ...common, type: 'LeaveGranted', title: 'Leave was approved' },
  schema: closed({ ...head, kind: { enum: LEAVE_KINDS }, from: shape.day, to: shape.day }),
  sample: { ...sampleHead, kind: 'MATERNITY', from: '2024-02-01', to: '2024-08-31' },
});

export const leaveCancelled = defineEvent<LeaveCancelled>({
  ...{ ...common, type: 'LeaveCancelled', title: 'Approved leave does not count' },
  schema: closed(head),
  sample: sampleHead,
});

/** The stream of who vouched for one fact; its key is the officer whom the fact is about. */
export const vouchStream = (fact: string): string => `vouched-${fact}`;

/** A person verified a version of a fact that another entered: none of the two rules on it. */
export interface FactVouched {
  readonly fact: string;
  readonly officer: string;
  /** Accounts. */
  readonly author: string;
  readonly verifier: string;
}

export const factVouched = defineEvent<FactVouched>({
  ...{ log, type: 'FactVouched', v: 1, title: 'A person vouched for a fact of another' },
  key: ({ officer }) => officer,
  promote: ({ officer }) => ({ officer, num: null }),
  schema: closed({
    fact: shape.uuid,
    officer: shape.uuid,
    author: shape.text,
    verifier: shape.text,
  }),
  sample: {
    fact: '3f0c1a52-6d1e-4d7c-8f55-0a2b7c9d1e03',
    officer: sampleHead.officer,
    ...{ author: 'desk-1', verifier: 'leader-1' },
  },
});
