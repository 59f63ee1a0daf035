import { closed, defineEvent, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';

const log = LOGS.proposal;
const proposal = '4d0f2b86-7c1e-5a3d-9b42-6e8f0a1c2d05';
const officer = '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01';

/** A tier change that waits for a second person. */
export interface TierChangeProposed {
  readonly proposal: string;
  readonly officer: string;
  /** 7 (low) … 1 (high). */
  readonly from: number;
  readonly to: number;
  /** First day of the new tier, Asia/Shanghai. */
  readonly effectiveDate: string;
  readonly ground: string;
  readonly author: string;
}

export const tierChangeProposed = defineEvent<TierChangeProposed>({
  log,
  type: 'TierChangeProposed',
  v: 1,
  title: 'A tier change was proposed',
  key: (data) => data.proposal,
  promote: (data) => ({ officer: data.officer, num: data.to }),
  schema: closed({
    proposal: shape.uuid,
    officer: shape.uuid,
    from: shape.tier,
    to: shape.tier,
    effectiveDate: shape.day,
    ground: shape.code,
    author: shape.text,
  }),
  sample: {
    proposal,
    officer,
    from: 5,
    to: 4,
    effectiveDate: '2024-01-01',
    ground: 'SENIORITY',
    author: 'appraiser-1',
  },
});

export interface TierChangeApproved {
  readonly proposal: string;
  /** Id of the decision that it became. */
  readonly decision: string;
  readonly approver: string;
}

export const tierChangeApproved = defineEvent<TierChangeApproved>({
  log,
  type: 'TierChangeApproved',
  v: 1,
  title: 'A tier change was approved',
  key: (data) => data.proposal,
  schema: closed({ proposal: shape.uuid, decision: shape.uuid, approver: shape.text }),
  sample: {
    proposal,
    decision: 'c2a7f9d0-4b6e-5c8a-9e13-5f7b9d1c3e05',
    approver: 'approver-1',
  },
});
