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
  readonly officer: string;
  readonly occurredAt: string;
  readonly amounts: Readonly<Record<string, number>>;
  readonly evidence: string | null;
  /** Desk or system that enters it. */
  readonly source: string;
  /** Number of the document. */
  readonly reference: string | null;
}

/** What `POST /v1/facts` accepts. */
export const factEntrySchema: JsonSchema = closed(
  {
    fact: shape.uuid,
    code: shape.code,
    officer: shape.uuid,
    occurredAt: { type: 'string', format: 'date-time', maxLength: 40 },
    amounts: {
      type: 'object',
      maxProperties: 16,
      propertyNames: { pattern: '^[a-z][A-Za-z0-9]{0,31}$' },
      additionalProperties: shape.integer,
    },
    evidence: orNull({ type: 'string', maxLength: 200 }),
    source: shape.code,
    reference: orNull({ type: 'string', maxLength: 128 }),
  },
  ['amounts', 'evidence', 'source', 'reference'],
);

type Sent = Pick<FactEntry, 'fact' | 'code' | 'officer' | 'occurredAt'> & Partial<FactEntry>;

const validate = compileSchema<Sent>('fact', factEntrySchema);

/** Where nobody says who enters facts. */
const DESK = 'desk';

/** Reads a fact that was sent. */
export const readFactEntry = (value: unknown): FactEntry | LineProblem => {
  try {
    const sent = validate(value);
    const ms = Date.parse(sent.occurredAt);
    if (Number.isNaN(ms)) {
      const detail = '/occurredAt is no moment that exists.';
      return { code: 'SCHEMA_MISMATCH', detail, pointer: '/occurredAt' };
    }
    return {
      amounts: {},
      evidence: null,
      source: DESK,
      reference: null,
      ...sent,
      fact: sent.fact.toLowerCase(),
      officer: sent.officer.toLowerCase(),
      occurredAt: new Date(ms).toISOString(),
    };
  } catch (error) {
    if (!(error instanceof SchemaMismatch)) throw error;
    const detail = error.errors.map((one) => `${one.pointer || '/'} ${one.detail}`).join('; ');
    return { code: 'SCHEMA_MISMATCH', detail, pointer: error.errors[0]?.pointer ?? '' };
  }
};
