import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import { periodCutOffOf, periodCutOffV1Of } from '../period-cut-off.ts';

const log = LOGS.fact;

/** Where a fact comes from, for the officer who asks why. */
interface FactOriginV1 {
  /** `feed` for the 110 feed, `manual` for what people enter. */
  readonly kind: 'feed' | 'manual';
  /** Source system of the feed, or the desk that entered it. */
  readonly source: string;
  /** Call (and order) at the source, or the document number. */
  readonly reference: string | null;
}

export interface FactOrigin extends Omit<FactOriginV1, 'kind'> {
  /** `liability` for what is borne for the act of another; its reference is the act. */
  readonly kind: FactOriginV1['kind'] | 'liability';
}

/** Something that happened to one officer. */
interface FactV1 {
  readonly fact: string;
  readonly officer: string;
  /** Code of the catalogue of facts or of a measured act. */
  readonly code: string;
  /** Moment of the judged act, equal to the envelope's. */
  readonly occurredAt: string;
  /** Integers by name; each name states its unit (answerMs, minutes, points, n). */
  readonly amounts: Readonly<Record<string, number>>;
  readonly origin: FactOriginV1;
  /** Reference to the evidence (log number, document), never free text about people. */
  readonly evidence: string | null;
}

export interface Fact extends Omit<FactV1, 'origin'> {
  readonly origin: FactOrigin;
  /** Facts that name one are one act, however many report it (DOMAIN 3.0b); null: each its own. */
  readonly actId: string | null;
}

const amounts = {
  type: 'object',
  maxProperties: 16,
  propertyNames: { pattern: '^[a-z][A-Za-z0-9]{0,31}$' },
  additionalProperties: shape.integer,
};

const factSchemaV1 = {
  fact: shape.uuid,
  officer: shape.uuid,
  code: shape.code,
  occurredAt: shape.instant,
  amounts,
  origin: closed({
    kind: { enum: ['feed', 'manual'] },
    source: shape.code,
    reference: orNull({ type: 'string', maxLength: 128 }),
  }),
  evidence: orNull({ type: 'string', maxLength: 200 }),
};

const factSchema = {
  ...factSchemaV1,
  origin: closed({
    kind: { enum: ['feed', 'manual', 'liability'] },
    source: shape.code,
    reference: orNull({ type: 'string', maxLength: 128 }),
  }),
  actId: orNull(shape.code),
};

const sampleV1: FactV1 = {
  fact: '3f0c1a52-6d1e-5d7c-8f55-0a2b7c9d1e03',
  officer: '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01',
  code: 'call.answered',
  occurredAt: '2024-05-31T15:50:00.000Z',
  amounts: { answerMs: 7000 },
  origin: { kind: 'feed', source: 'cad-zjg', reference: 'C-20240531-01234' },
  evidence: null,
};

const sample: Fact = { ...sampleV1, actId: null };

const hotNumber = (fact: FactV1 | Fact): number | null => Object.values(fact.amounts)[0] ?? null;

export const factRecordedV1 = defineEvent<FactV1>({
  log,
  type: 'FactRecorded',
  v: 1,
  title: 'A fact about an officer',
  key: ({ officer }) => officer,
  promote: (fact) => ({ officer: fact.officer, num: hotNumber(fact) }),
  schema: closed(factSchemaV1),
  sample: sampleV1,
  upcast: (data): Fact => ({ ...data, actId: null }),
});

export const factRecorded = defineEvent<Fact>({
  log,
  type: 'FactRecorded',
  v: 2,
  title: 'A fact about an officer',
  key: ({ officer }) => officer,
  promote: (fact) => ({ officer: fact.officer, num: hotNumber(fact) }),
  schema: closed(factSchema),
  sample,
});

/** Takes a fact back: repeats all that it counted with, so that it folds alone. */
export interface FactReversed extends Fact {
  /** CORRECTED, WITHDRAWN, REJECTED … */
  readonly reason: string;
}

interface FactReversedV1 extends FactV1 {
  readonly reason: string;
}

export const factReversedV1 = defineEvent<FactReversedV1>({
  log,
  type: 'FactReversed',
  v: 1,
  title: 'A fact no longer counts',
  key: ({ officer }) => officer,
  promote: (fact) => ({ officer: fact.officer, num: hotNumber(fact) }),
  schema: closed({ ...factSchemaV1, reason: shape.code }),
  sample: { ...sampleV1, reason: 'CORRECTED' },
  upcast: (data): FactReversed => ({ ...data, actId: null }),
});

export const factReversed = defineEvent<FactReversed>({
  log,
  type: 'FactReversed',
  v: 2,
  title: 'A fact no longer counts',
  key: ({ officer }) => officer,
  promote: (fact) => ({ officer: fact.officer, num: hotNumber(fact) }),
  schema: closed({ ...factSchema, reason: shape.code }),
  sample: { ...sample, reason: 'CORRECTED' },
});

/** What a ruling adds to a fact: it counts whatever its date (DOMAIN 3.0 Cut-off). */
interface Ruled {
  /** Id of the ruling that it follows. */
  readonly ruling: string;
}

/** A fact that a ruling on an objection brought about. */
export interface RuledFact extends Fact, Ruled {}

interface RuledFactV1 extends FactV1, Ruled {}

const ruledSchemaV1 = { ...factSchemaV1, ruling: shape.uuid };
const ruledSchema = { ...factSchema, ruling: shape.uuid };
const ruledV1: RuledFactV1 = { ...sampleV1, ruling: '5e1d3c7b-0a94-4f26-8b3d-7c9e1f2a4b06' };
const ruled: RuledFact = { ...ruledV1, ...sample };

export const factRecordedByRulingV1 = defineEvent<RuledFactV1>({
  log,
  type: 'FactRecordedByRuling',
  v: 1,
  title: 'A fact that follows a ruling',
  key: ({ officer }) => officer,
  promote: (fact) => ({ officer: fact.officer, num: hotNumber(fact) }),
  schema: closed(ruledSchemaV1),
  sample: ruledV1,
  upcast: (data): RuledFact => ({ ...data, actId: null }),
});

export const factRecordedByRuling = defineEvent<RuledFact>({
  log,
  type: 'FactRecordedByRuling',
  v: 2,
  title: 'A fact that follows a ruling',
  key: ({ officer }) => officer,
  promote: (fact) => ({ officer: fact.officer, num: hotNumber(fact) }),
  schema: closed(ruledSchema),
  sample: ruled,
});

/** Takes a fact back because a ruling said so. */
export interface RuledReversal extends FactReversed, Ruled {}

interface RuledReversalV1 extends FactReversedV1, Ruled {}

export const factReversedByRulingV1 = defineEvent<RuledReversalV1>({
  log,
  type: 'FactReversedByRuling',
  v: 1,
  title: 'A fact no longer counts by a ruling',
  key: ({ officer }) => officer,
  promote: (fact) => ({ officer: fact.officer, num: hotNumber(fact) }),
  schema: closed({ ...ruledSchemaV1, reason: shape.code }),
  sample: { ...ruledV1, reason: 'RULED' },
  upcast: (data): RuledReversal => ({ ...data, actId: null }),
});

export const factReversedByRuling = defineEvent<RuledReversal>({
  log,
  type: 'FactReversedByRuling',
  v: 2,
  title: 'A fact no longer counts by a ruling',
  key: ({ officer }) => officer,
  promote: (fact) => ({ officer: fact.officer, num: hotNumber(fact) }),
  schema: closed({ ...ruledSchema, reason: shape.code }),
  sample: { ...ruled, reason: 'RULED' },
});

export const factCutOffV1 = periodCutOffV1Of(log);
export const factCutOff = periodCutOffOf(log);
