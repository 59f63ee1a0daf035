import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import { POST_CODES, type PostCode } from '../posts.ts';

const log = LOGS.personnel;
const sampleOfficer = '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01';

/**
 * A second post, held beside the main one (DOMAIN 3.0c.12). Its first day names it among the
 * officer's: a later word from the same day, with an end or another share, replaces the earlier.
 */
export interface SecondPostHeld {
  readonly officer: string;
  /** First day, Asia/Shanghai; may lie in the past. */
  readonly from: string;
  /** Last day; null while it lasts. */
  readonly to: string | null;
  readonly unit: string;
  readonly post: PostCode;
  readonly team: string | null;
  /** Part of the officer's work, 1 to 99 percent; the rest is the main post's. */
  readonly share: number;
}

export const secondPostHeld = defineEvent<SecondPostHeld>({
  log,
  type: 'SecondPostHeld',
  v: 1,
  title: 'A second post is held for a time',
  key: ({ officer }) => officer,
  promote: ({ officer, share }) => ({ officer, num: share }),
  schema: closed({
    officer: shape.uuid,
    from: shape.day,
    to: orNull(shape.day),
    unit: shape.code,
    post: { enum: POST_CODES },
    team: orNull(shape.code),
    share: { type: 'integer', minimum: 1, maximum: 99 },
  }),
  sample: {
    officer: sampleOfficer,
    from: '2024-05-01',
    to: '2024-06-30',
    unit: 'ZJG-110',
    post: 'DISPATCH_SUPPORT',
    team: null,
    share: 50,
  },
});

/**
 * A role beside the post, such as master of an apprentice (DOMAIN 2.6). Role and first day name it:
 * a later word about them replaces the earlier.
 */
export interface RoleHeld {
  readonly officer: string;
  /** By the name under which schemes of appraisal know it. */
  readonly role: string;
  /** First day, Asia/Shanghai; may lie in the past. */
  readonly from: string;
  /** Last day; null while it lasts. */
  readonly to: string | null;
}

export const roleHeld = defineEvent<RoleHeld>({
  log,
  type: 'RoleHeld',
  v: 1,
  title: 'A role is held for a time',
  key: ({ officer }) => officer,
  promote: ({ officer }) => ({ officer, num: null }),
  schema: closed({
    officer: shape.uuid,
    role: shape.code,
    from: shape.day,
    to: orNull(shape.day),
  }),
  sample: { officer: sampleOfficer, role: 'master', from: '2024-05-01', to: '2024-08-31' },
});
