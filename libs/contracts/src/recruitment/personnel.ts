import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import { periodCutOffOf } from '../period-cut-off.ts';
import { POST_CODES, type PostCode } from '../posts.ts';
import { encrypted, sampleField, type EncryptedField } from './encrypted-field.ts';

const log = LOGS.personnel;

/** Recorded sex, as a code; null where none was given. */
export type Sex = 'F' | 'M';

/** The person as version 1 told of one: nothing of the sex. */
interface OfficerRegisteredV1 {
  readonly officer: string;
  readonly auxiliaryType: 'DUTY' | 'CIVILIAN';
  readonly name: EncryptedField;
  readonly identityNumber: EncryptedField;
  readonly phone: EncryptedField | null;
  readonly bankAccount: EncryptedField | null;
}

/** Who a person is, unreadable without the key but for the two codes. */
export interface OfficerRegistered extends OfficerRegisteredV1 {
  readonly sex: Sex | null;
}

const sampleOfficer = '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01';

const person = {
  officer: shape.uuid,
  auxiliaryType: { enum: ['DUTY', 'CIVILIAN'] },
  name: encrypted,
  identityNumber: encrypted,
  phone: orNull(encrypted),
  bankAccount: orNull(encrypted),
};
const samplePerson: OfficerRegisteredV1 = {
  officer: sampleOfficer,
  auxiliaryType: 'CIVILIAN',
  name: sampleField,
  identityNumber: sampleField,
  phone: sampleField,
  bankAccount: null,
};

export const officerRegisteredV1 = defineEvent<OfficerRegisteredV1>({
  log,
  type: 'OfficerRegistered',
  v: 1,
  title: 'A person was registered',
  key: ({ officer }) => officer,
  promote: ({ officer }) => ({ officer, num: null }),
  schema: closed(person),
  sample: samplePerson,
  upcast: (data): OfficerRegistered => ({ ...data, sex: null }),
});

export const officerRegistered = defineEvent<OfficerRegistered>({
  log,
  type: 'OfficerRegistered',
  v: 2,
  title: 'A person was registered',
  key: ({ officer }) => officer,
  promote: ({ officer }) => ({ officer, num: null }),
  schema: closed({ ...person, sex: orNull({ enum: ['F', 'M'] }) }),
  sample: { ...samplePerson, sex: 'F' },
});

/** Where an officer stands from a day on: the seat is the CAD's name of the work place. */
export interface Placement {
  readonly unit: string;
  readonly post: PostCode;
  readonly team: string | null;
  /** Number on the badge, unique among those in service. */
  readonly badge: string;
  readonly seat: string | null;
}

export interface OfficerHired extends Placement {
  readonly officer: string;
  readonly employment: string;
  /** First day, Asia/Shanghai. */
  readonly from: string;
  /** Career tier 7 (low) … 1 (high); null in the trainee time. */
  readonly tier: number | null;
}

const placement = {
  unit: shape.code,
  post: { enum: POST_CODES },
  team: orNull(shape.code),
  badge: shape.code,
  seat: orNull(shape.code),
};
const samplePlacement: Placement = {
  unit: 'ZJG-110',
  post: 'CALL110',
  team: 'ZJG-110-A',
  badge: 'F100001',
  seat: 'S01',
};

export const officerHired = defineEvent<OfficerHired>({
  log,
  type: 'OfficerHired',
  v: 1,
  title: 'An employment began',
  key: ({ officer }) => officer,
  promote: ({ officer }) => ({ officer, num: null }),
  schema: closed({
    officer: shape.uuid,
    employment: shape.uuid,
    from: shape.day,
    tier: orNull(shape.tier),
    ...placement,
  }),
  sample: {
    officer: sampleOfficer,
    employment: '5a0d2c1e-8a61-4b41-9d84-1f3c2b7a9e02',
    from: '2020-01-01',
    tier: 5,
    ...samplePlacement,
  },
});

/** A new placement inside the same employment; also a change of badge or seat alone. */
export interface OfficerTransferred extends Placement {
  readonly officer: string;
  /** First day of the new placement, Asia/Shanghai; may lie in the past. */
  readonly from: string;
}

export const officerTransferred = defineEvent<OfficerTransferred>({
  log,
  type: 'OfficerTransferred',
  v: 1,
  title: 'An officer got another placement',
  key: ({ officer }) => officer,
  promote: ({ officer }) => ({ officer, num: null }),
  schema: closed({ officer: shape.uuid, from: shape.day, ...placement }),
  sample: { officer: sampleOfficer, from: '2024-06-13', ...samplePlacement, seat: null },
});

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
    unit: placement.unit,
    post: placement.post,
    team: placement.team,
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

export interface OfficerLeft {
  readonly officer: string;
  readonly employment: string;
  /** Last day in service, Asia/Shanghai. */
  readonly on: string;
  /** Coded ground, e.g. RESIGNED. */
  readonly ground: string;
}

export const officerLeft = defineEvent<OfficerLeft>({
  log,
  type: 'OfficerLeft',
  v: 1,
  title: 'An employment ended',
  key: ({ officer }) => officer,
  promote: ({ officer }) => ({ officer, num: null }),
  schema: closed({
    officer: shape.uuid,
    employment: shape.uuid,
    on: shape.day,
    ground: shape.code,
  }),
  sample: {
    officer: sampleOfficer,
    employment: '5a0d2c1e-8a61-4b41-9d84-1f3c2b7a9e02',
    on: '2024-12-31',
    ground: 'RESIGNED',
  },
});

export interface SubjectErased {
  readonly officer: string;
  /** The key that no longer exists. */
  readonly kid: string;
}

export const subjectErased = defineEvent<SubjectErased>({
  log,
  type: 'SubjectErased',
  v: 1,
  title: "The person's key was destroyed",
  key: ({ officer }) => officer,
  promote: ({ officer }) => ({ officer, num: null }),
  schema: closed({ officer: shape.uuid, kid: shape.uuid }),
  sample: { officer: sampleOfficer, kid: sampleField.kid },
});

export interface SubjectRestricted {
  readonly officer: string;
  /** Legal duty to keep, coded. */
  readonly ground: string;
}

export const subjectRestricted = defineEvent<SubjectRestricted>({
  log,
  type: 'SubjectRestricted',
  v: 1,
  title: 'Personal data are kept but not shown',
  key: ({ officer }) => officer,
  promote: ({ officer }) => ({ officer, num: null }),
  schema: closed({ officer: shape.uuid, ground: shape.code }),
  sample: { officer: sampleOfficer, ground: 'WAGE_RECORDS_TWO_YEARS' },
});

export interface UnitDefined {
  readonly unit: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** Null for the root of a bureau. */
  readonly parent: string | null;
  /** How an overrun of the performance budget is met (DOMAIN 3.0b Unit budget). */
  readonly budgetMode: 'BLOCK' | 'SCALE';
}

export const unitDefined = defineEvent<UnitDefined>({
  log,
  type: 'UnitDefined',
  v: 1,
  title: 'A unit was set up or changed',
  key: ({ unit }) => unit,
  schema: closed({
    unit: shape.code,
    name: closed({ zh: shape.text, en: shape.text }),
    parent: orNull(shape.code),
    budgetMode: { enum: ['BLOCK', 'SCALE'] },
  }),
  sample: {
    unit: 'ZJG-110',
    name: { zh: '110指挥中心', en: '110 command centre' },
    parent: 'ZJG',
    budgetMode: 'SCALE',
  },
});

export const personnelCutOff = periodCutOffOf(log);
