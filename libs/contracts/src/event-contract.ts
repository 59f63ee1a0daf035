import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';

/** A JSON Schema (2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Numbers and ids that stand in columns beside the text, for the hot path. */
export interface Promoted {
  /** Officer concerned. */
  readonly officer: string | null;
  /** The event's main number, in the unit its contract states. */
  readonly num: number | null;
}

/**
 * One released event: its name, version, shape, and where it travels. Its functions are methods, so
 * that contracts of many kinds of data fit one list.
 */
export interface EventContract<Data = unknown> {
  readonly log: string;
  readonly type: string;
  readonly v: number;
  readonly title: string;
  /** The key whose order readers rely on; markers stand in every partition and have none. */
  key(data: Data): string;
  readonly everyPartition: boolean;
  promote(data: Data): Promoted;
  readonly schema: JsonSchema;
  readonly sample: Data;
  /** Pure step to the next version's data; absent on the newest. */
  upcast?(data: Data): unknown;
}

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
// The package is CommonJS: Node hands its function over directly, compilers as a default member.
const addFormats = addFormatsModule as unknown as ((target: Ajv2020) => void) & {
  default?: (target: Ajv2020) => void;
};
(addFormats.default ?? addFormats)(ajv);

/** A text that is not what its schema asks for; `errors` names each place. */
export class SchemaMismatch extends Error {
  override readonly name = 'SchemaMismatch';

  constructor(
    what: string,
    readonly errors: readonly { readonly pointer: string; readonly detail: string }[],
  ) {
    super(
      `${what}: ${errors.map(({ pointer, detail }) => `${pointer || '/'} ${detail}`).join('; ')}`,
    );
  }
}

/** Parameters of an error that say which member or which values are meant. */
const SAID = ['additionalProperty', 'allowedValues'] as const;

const faultOf = ({ instancePath, message, params }: ErrorObject) => {
  const said = SAID.map((name) => (params as Record<string, unknown>)[name]).find(Boolean);
  const more = said === undefined ? '' : ` (${[said].flat().join(', ')})`;
  return { pointer: instancePath, detail: `${message ?? 'is wrong'}${more}` };
};

/** Compiles a schema once. The answer throws {@link SchemaMismatch} with all errors at once. */
export const compileSchema = <Data>(
  what: string,
  schema: JsonSchema,
): ((value: unknown) => Data) => {
  const validate: ValidateFunction = ajv.compile(schema);
  return (value) => {
    if (validate(value)) return value as Data;
    // What an `if` chose is told by the errors inside it; that it was chosen helps nobody.
    const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if');
    throw new SchemaMismatch(what, errors.map(faultOf));
  };
};

/** What a contract's author states; the rest has defaults. */
export type EventStatement<Data> = Pick<
  EventContract<Data>,
  'log' | 'type' | 'v' | 'title' | 'key' | 'schema' | 'sample'
> &
  Partial<Pick<EventContract<Data>, 'everyPartition' | 'promote' | 'upcast'>>;

/** States a contract. Released ones never change: add a version beside. */
export const defineEvent = <Data>(statement: EventStatement<Data>): EventContract<Data> => ({
  everyPartition: false,
  promote: () => ({ officer: null, num: null }),
  ...statement,
});

/** A closed object: every member stated, no other accepted; optional ones named apart. */
export const closed = (
  properties: Readonly<Record<string, unknown>>,
  optional: readonly string[] = [],
): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});

/** Schemas of the words that many events share. */
export const shape = {
  uuid: { type: 'string', format: 'uuid' },
  code: { type: 'string', minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9][A-Za-z0-9._/:@-]*$' },
  text: { type: 'string', minLength: 1, maxLength: 400 },
  instant: {
    type: 'string',
    pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
    format: 'date-time',
  },
  day: { type: 'string', format: 'date' },
  month: { type: 'string', pattern: '^\\d{4}-(0[1-9]|1[0-2])$' },
  integer: { type: 'integer', minimum: -9007199254740991, maximum: 9007199254740991 },
  tier: { type: 'integer', minimum: 1, maximum: 7 },
} as const;

/** The same, or null. */
export const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
