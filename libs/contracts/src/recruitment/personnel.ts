import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import { periodCutOffOf, periodCutOffV1Of } from '../period-cut-off.ts';
import { POST_CODES, type PostCode } from '../posts.ts';
import { sampleField } from './encrypted-field.ts';

const log = LOGS.personnel;

const sampleOfficer = '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01';

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

/** A unit as it was told before a pool could carry its overrun. */
export interface UnitDefinedV1 {
  readonly unit: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** Null for the root of a bureau. */
  readonly parent: string | null;
  /** How an overrun of the performance budget is met (DOMAIN 3.0b Unit budget). */
  readonly budgetMode: 'BLOCK' | 'SCALE';
}

export interface UnitDefined extends Omit<UnitDefinedV1, 'budgetMode'> {
  readonly budgetMode: 'BLOCK' | 'SCALE' | 'CARRY_POOL';
}

const unitMembers = {
  unit: shape.code,
  name: closed({ zh: shape.text, en: shape.text }),
  parent: orNull(shape.code),
};

const sampleUnit: UnitDefinedV1 = {
  unit: 'ZJG-110',
  name: { zh: '110指挥中心', en: '110 command centre' },
  parent: 'ZJG',
  budgetMode: 'SCALE',
};

const unitTold = {
  log,
  type: 'UnitDefined',
  title: 'A unit was set up or changed',
  key: ({ unit }: { readonly unit: string }) => unit,
};

export const unitDefinedV1 = defineEvent<UnitDefinedV1>({
  ...unitTold,
  v: 1,
  schema: closed({ ...unitMembers, budgetMode: { enum: ['BLOCK', 'SCALE'] } }),
  sample: sampleUnit,
  upcast: (data): UnitDefined => data,
});

export const unitDefined = defineEvent<UnitDefined>({
  ...unitTold,
  v: 2,
  schema: closed({ ...unitMembers, budgetMode: { enum: ['BLOCK', 'SCALE', 'CARRY_POOL'] } }),
  sample: { ...sampleUnit, budgetMode: 'CARRY_POOL' },
});

export const personnelCutOffV1 = periodCutOffV1Of(log);
export const personnelCutOff = periodCutOffOf(log);
