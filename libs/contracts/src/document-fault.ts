import type { JsonSchema, SchemaMismatch } from './event-contract.ts';

/** One reason why a document is refused: where, what is wrong, what would be right. */
export interface DocumentFault {
  /** JSON Pointer into the document. */
  readonly path: string;
  readonly wrong: string;
  readonly right: string;
}

const DEFINITIONS = '#/$defs/';

/** A schema with what it refers to; what stands beside the reference goes first. */
const resolved = (root: JsonSchema, schema: JsonSchema): JsonSchema => {
  const { $ref: reference, ...beside } = schema;
  if (typeof reference !== 'string' || !reference.startsWith(DEFINITIONS)) return schema;
  const definitions = root['$defs'] as Readonly<Record<string, JsonSchema>> | undefined;
  const target = definitions?.[reference.slice(DEFINITIONS.length)];
  return target === undefined ? beside : { ...resolved(root, target), ...beside };
};

const childOf = (schema: JsonSchema, part: string): JsonSchema | undefined => {
  const members = schema['properties'] as Readonly<Record<string, JsonSchema>> | undefined;
  return members?.[part] ?? ((schema['items'] ?? schema['additionalProperties']) as JsonSchema);
};

/** What the schema says belongs at a place: the nearest description. */
const rightAt = (schema: JsonSchema, pointer: string): string => {
  let at = schema;
  let right = schema['description'];
  for (const part of pointer.split('/').slice(1)) {
    const child = childOf(at, part.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (typeof child !== 'object') break;
    at = resolved(schema, child);
    right = at['description'] ?? right;
  }
  return String(right);
};

/** What a document does not keep of its schema, which describes each of its places. */
export const schemaFaults = (schema: JsonSchema, { errors }: SchemaMismatch): DocumentFault[] =>
  errors.map(({ pointer, detail }) => ({
    path: pointer,
    wrong: detail,
    right: rightAt(schema, pointer),
  }));
