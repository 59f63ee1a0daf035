import {
  closed,
  compileSchema,
  orNull,
  SchemaMismatch,
  shape,
  type JsonSchema,
} from '@ywk/contracts';
import type { LineProblem } from './read-line.ts';

/** A fact as somebody enters it; its id is made by the sender. */
export interface FactEntry {
  readonly fact: string;
  readonly code: string;
  /** The officer, or else the badge held on the day. */
  readonly officer: string | null;
  readonly badge: string | null;
  readonly occurredAt: string;
  readonly amounts: Readonly<Record<string, number>>;
  readonly evidence: string | null;
  /** Desk or system that enters it. */
  readonly source: string;
  /** Number of the document. */
  readonly reference: string | null;
  /** Facts that name one report one act; null for an act of its own. */
  readonly actId: string | null;
  /** Counted by the sender from 1; the highest one holds, whichever comes last. */
  readonly version: number;
  /** Coded ground where this version takes the fact back; null otherwise. */
  readonly withdrawn: string | null;
}

const amounts = {
  type: 'object',
  maxProperties: 16,
  propertyNames: { pattern: '^[a-z][A-Za-z0-9]{0,31}$' },
  additionalProperties: shape.integer,
};
const content = {
  occurredAt: { type: 'string', format: 'date-time', maxLength: 40 },
  amounts,
  evidence: orNull({ type: 'string', maxLength: 200 }),
  source: shape.code,
  reference: orNull({ type: 'string', maxLength: 128 }),
  actId: orNull(shape.code),
};
const version = { type: 'integer', minimum: 1, maximum: 1_000_000 };

/** What `POST /v1/facts` accepts. */
export const factEntrySchema: JsonSchema = {
  ...closed(
    {
      fact: shape.uuid,
      code: shape.code,
      officer: shape.uuid,
      badge: shape.code,
      ...content,
      version,
      withdrawn: shape.code,
    },
    [
      ...['officer', 'badge', 'amounts', 'evidence', 'source', 'reference', 'actId'],
      ...['version', 'withdrawn'],
    ],
  ),
};

/** What `POST /v1/facts/{id}:correct` accepts: what is left out stays as it was. */
export const correctionSchema: JsonSchema = {
  ...closed({ ...content, version }, [...Object.keys(content), 'version']),
  minProperties: 1,
};

type Sent = Pick<FactEntry, 'fact' | 'code' | 'occurredAt'> & Partial<FactEntry>;

/** A correction as it came, times in UTC. */
export type Correction = Partial<
  Pick<
    FactEntry,
    'occurredAt' | 'amounts' | 'evidence' | 'source' | 'reference' | 'actId' | 'version'
  >
>;

const validate = compileSchema<Sent>('fact', factEntrySchema);
const validateCorrection = compileSchema<Correction>('correction', correctionSchema);

/** Where nobody says who enters facts. */
const DESK = 'desk';

const mismatch = (pointer: string, detail: string): LineProblem => ({
  code: 'SCHEMA_MISMATCH',
  detail,
  pointer,
});

const problemOf = (error: unknown): LineProblem => {
  if (!(error instanceof SchemaMismatch)) throw error;
  const detail = error.errors.map((one) => `${one.pointer || '/'} ${one.detail}`).join('; ');
  return mismatch(error.errors[0]?.pointer ?? '', detail);
};

const entryOf = (sent: Sent): FactEntry | LineProblem => {
  const ms = Date.parse(sent.occurredAt);
  if (Number.isNaN(ms)) return mismatch('/occurredAt', '/occurredAt is no moment that exists.');
  if ((sent.officer === undefined) === (sent.badge === undefined)) {
    return mismatch('/officer', 'State either "officer" or "badge".');
  }
  return {
    amounts: {},
    badge: null,
    evidence: null,
    source: DESK,
    reference: null,
    actId: null,
    version: 1,
    withdrawn: null,
    ...sent,
    fact: sent.fact.toLowerCase(),
    officer: sent.officer?.toLowerCase() ?? null,
    occurredAt: new Date(ms).toISOString(),
  };
};

/** Reads a fact that was sent. */
export const readFactEntry = (value: unknown): FactEntry | LineProblem => {
  try {
    return entryOf(validate(value));
  } catch (error) {
    return problemOf(error);
  }
};

/** Reads a correction that was sent. */
export const readCorrection = (value: unknown): Correction | LineProblem => {
  try {
    const sent = validateCorrection(value);
    if (sent.occurredAt === undefined) return sent;
    const ms = Date.parse(sent.occurredAt);
    if (Number.isNaN(ms)) return mismatch('/occurredAt', '/occurredAt is no moment that exists.');
    return { ...sent, occurredAt: new Date(ms).toISOString() };
  } catch (error) {
    return problemOf(error);
  }
};
