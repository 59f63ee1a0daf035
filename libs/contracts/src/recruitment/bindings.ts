import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';

const log = LOGS.personnel;

/**
 * A police officer is responsible for an auxiliary (民警带辅, DOMAIN 2.6). The first day names it among
 * the auxiliary's: a later word from the same day, with an end or another person, replaces the earlier.
 */
export interface MentorBound {
  readonly officer: string;
  /** Id of the police officer as a person. */
  readonly mentor: string;
  /** First day, Asia/Shanghai; may lie in the past. */
  readonly from: string;
  /** Last day; null while it lasts. */
  readonly to: string | null;
}

export const mentorBound = defineEvent<MentorBound>({
  log,
  type: 'MentorBound',
  v: 1,
  title: 'A police officer is responsible for an auxiliary for a time',
  key: ({ officer }) => officer,
  promote: ({ officer }) => ({ officer, num: null }),
  schema: closed({
    officer: shape.uuid,
    mentor: shape.uuid,
    from: shape.day,
    to: orNull(shape.day),
  }),
  sample: {
    officer: '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01',
    mentor: '2f7c9b1a-5d3e-4c86-a1f0-8e6d4b2a9c07',
    from: '2024-05-01',
    to: null,
  },
});

/** Who leads: the chief and the deputy in charge a unit, a group leader one team of it. */
export const OFFICES = ['CHIEF', 'DEPUTY', 'GROUP_LEADER'] as const;
export type Office = (typeof OFFICES)[number];

/**
 * Somebody leads a unit or a team for a time. Office, team and first day name it among the unit's: a
 * later word about them replaces the earlier.
 */
export interface LeaderNamed {
  readonly unit: string;
  readonly office: Office;
  /** Of a group leader; null for the others. */
  readonly team: string | null;
  /** Id of the person, police officer or auxiliary. */
  readonly person: string;
  readonly from: string;
  readonly to: string | null;
}

export const leaderNamed = defineEvent<LeaderNamed>({
  log,
  type: 'LeaderNamed',
  v: 1,
  title: 'Somebody leads a unit or a team for a time',
  key: ({ unit }) => unit,
  promote: ({ person }) => ({ officer: person, num: null }),
  schema: closed({
    unit: shape.code,
    office: { enum: OFFICES },
    team: orNull(shape.code),
    person: shape.uuid,
    from: shape.day,
    to: orNull(shape.day),
  }),
  sample: {
    unit: 'ZJG-110',
    office: 'GROUP_LEADER',
    team: 'ZJG-110-A',
    person: '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01',
    from: '2024-01-01',
    to: '2024-12-31',
  },
});
