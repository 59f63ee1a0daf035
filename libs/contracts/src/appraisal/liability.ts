import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';

const log = LOGS.decision;

/** Roles that answer for the act of another (DOMAIN 2.16). */
export const LIABLE_ROLES = ['groupLeader', 'responsibleOfficer', 'deputy', 'chief'] as const;

/** Kinds of responsibility put on record. */
export const LIABILITY_RECORDS = ['DIRECT', 'IMPORTANT', 'MAIN'] as const;

/** What one person bears, as it was told before it said which ruling it follows. */
export interface LiabilityBorneV1 {
  /** One person's for one act and role, for ever the same. */
  readonly liability: string;
  /** Who bears it. */
  readonly person: string;
  readonly role: (typeof LIABLE_ROLES)[number];
  /** Hundredths of a point off the own total. */
  readonly points: number;
  /** Force levels down in the month of the act. */
  readonly levelSteps: number;
  readonly record: (typeof LIABILITY_RECORDS)[number] | null;
  /** Who acted. */
  readonly officer: string;
  /** The act: `actId` of its facts, or the id of its one fact. */
  readonly act: string;
  /** Moment of the act. */
  readonly occurredAt: string;
  /** The fact from which it follows, and the event that told of it in `duty.fact.v1`. */
  readonly cause: {
    readonly fact: string;
    readonly code: string;
    readonly eventId: string;
    readonly evidence: string | null;
  };
}

/**
 * What one person bears for a grave penalty of another, by the bindings on the day of the act. It
 * says all that it counts with, so that a later word takes back exactly this.
 */
export interface LiabilityBorne extends LiabilityBorneV1 {
  /** Id of the ruling from which it follows: it counts like the facts of that ruling; null for none. */
  readonly ruling: string | null;
}

const members = {
  liability: shape.uuid,
  person: shape.uuid,
  role: { enum: LIABLE_ROLES },
  points: { type: 'integer', minimum: 0, maximum: 1_000_000 },
  levelSteps: { type: 'integer', minimum: 0, maximum: 3 },
  record: orNull({ enum: LIABILITY_RECORDS }),
  officer: shape.uuid,
  act: shape.code,
  occurredAt: shape.instant,
  cause: closed({
    fact: shape.uuid,
    code: shape.code,
    eventId: shape.uuid,
    evidence: orNull({ type: 'string', maxLength: 200 }),
  }),
};
const schemaV1 = closed(members);
const schema = closed({ ...members, ruling: orNull(shape.uuid) });

const sampleV1: LiabilityBorneV1 = {
  liability: 'd3b1e5f7-9c24-5a68-8f0b-1c3d5e7f9a08',
  person: '2f7c9b1a-5d3e-4c86-a1f0-8e6d4b2a9c07',
  role: 'groupLeader',
  points: 600,
  levelSteps: 0,
  record: null,
  officer: '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01',
  act: 'CASE-2024-117',
  occurredAt: '2024-05-20T02:00:00.000Z',
  cause: {
    fact: '3f0c1a52-6d1e-4d7c-8f55-0a2b7c9d1e03',
    code: 'D07',
    eventId: '7a5c3e1f-2b4d-4f68-9a0c-6e8d0f2b4a09',
    evidence: 'CAUTION-2024-31',
  },
};

const sample: LiabilityBorne = { ...sampleV1, ruling: null };

const about = {
  log,
  key: ({ person }: LiabilityBorneV1) => person,
  promote: ({ person, points }: LiabilityBorneV1) => ({ officer: person, num: points }),
};
const aboutV1 = {
  ...{ ...about, v: 1, schema: schemaV1, sample: sampleV1 },
  upcast: (data: LiabilityBorneV1): LiabilityBorne => ({ ...data, ruling: null }),
};
const borne = { type: 'LiabilityBorne', title: 'Somebody answers for the act of another' };

export const liabilityBorneV1 = defineEvent<LiabilityBorneV1>({ ...aboutV1, ...borne });
export const liabilityBorne = defineEvent<LiabilityBorne>({
  ...about,
  ...borne,
  ...{ v: 2, schema, sample },
});

const ended = {
  type: 'LiabilityEnded',
  title: 'Somebody no longer answers for the act of another',
};

export const liabilityEndedV1 = defineEvent<LiabilityBorneV1>({ ...aboutV1, ...ended });
/** What was borne no longer is: the penalty changed, was annulled, or the binding was another. */
export const liabilityEnded = defineEvent<LiabilityBorne>({
  ...about,
  ...ended,
  ...{ v: 2, schema, sample: { ...sample, ruling: '5e1d3c7b-0a94-4f26-8b3d-7c9e1f2a4b06' } },
});

/** All that is borne for one act, as it was settled last: what the next settling goes out from. */
export interface LiabilitySettled {
  readonly officer: string;
  readonly act: string;
  readonly liabilities: readonly LiabilityBorneV1[];
}

export const liabilitySettled = defineEvent<LiabilitySettled>({
  log: LOGS.proposal,
  type: 'LiabilitySettled',
  v: 1,
  title: 'It was settled who answers for an act',
  key: ({ officer }) => officer,
  schema: closed({
    officer: shape.uuid,
    act: shape.code,
    liabilities: { type: 'array', maxItems: 16, items: schemaV1 },
  }),
  sample: { officer: sampleV1.officer, act: sampleV1.act, liabilities: [sampleV1] },
});
