import { closed, defineEvent, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';

const log = LOGS.case;

/** The stream of one leave; its key is its id. */
export const leaveStream = (id: string): string => `leave-${id}`;

/** Kinds of leave (DOMAIN 2.7, 4.1 §24). */
export const LEAVE_KINDS = ['ANNUAL', 'SICK', 'MATERNITY', 'PERSONAL', 'OTHER'] as const;
export type LeaveKind = (typeof LEAVE_KINDS)[number];

/** Somebody asks for leave for an officer. */
export interface LeaveRequested {
  readonly leave: string;
  readonly officer: string;
  readonly kind: LeaveKind;
  /** First day, Asia/Shanghai. */
  readonly from: string;
  /** Last day, that one included. */
  readonly to: string;
  readonly author: string;
}

export interface LeaveApproved {
  readonly leave: string;
  readonly approver: string;
}

/** The leave does not take place, or did not. */
export interface LeaveWithdrawn {
  readonly leave: string;
  readonly author: string;
}

const leave = '0190a1b2-c3d4-7e5f-8a6b-9c0d1e2f3f01';
const key = (data: { readonly leave: string }): string => data.leave;

export const leaveRequested = defineEvent<LeaveRequested>({
  ...{ log, key, type: 'LeaveRequested', v: 1, title: 'Leave was asked for' },
  schema: closed({
    leave: shape.uuid,
    officer: shape.uuid,
    kind: { enum: LEAVE_KINDS },
    from: shape.day,
    to: shape.day,
    author: shape.text,
  }),
  sample: {
    leave,
    officer: '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01',
    kind: 'MATERNITY',
    from: '2024-02-01',
    to: '2024-08-31',
    author: 'leader-1',
  },
});

export const leaveApproved = defineEvent<LeaveApproved>({
  ...{ log, key, type: 'LeaveApproved', v: 1, title: 'Leave was approved' },
  schema: closed({ leave: shape.uuid, approver: shape.text }),
  sample: { leave, approver: 'hr-1' },
});

export const leaveWithdrawn = defineEvent<LeaveWithdrawn>({
  ...{ log, key, type: 'LeaveWithdrawn', v: 1, title: 'Leave was taken back' },
  schema: closed({ leave: shape.uuid, author: shape.text }),
  sample: { leave, author: 'hr-1' },
});
