import type { JsonSchema, SchemaMismatch } from './event-contract.ts';

/** One reason why a document is refused: where, what is wrong, what would be right. */
export interface DocumentFault {
  /** JSON Pointer into the document. */
  readonly path: string;
  readonly wrong: string;
  readonly right: string;
}

const childOf = (schema: JsonSchema, part: string): JsonSchema | undefined => {
  const members = schema['properties'] as Readonly<Record<string, JsonSchema>> | undefined;
  return members?.[part] ?? ((schema['items'] ?? schema['additionalProperties']) as JsonSchema);
};

/** What the schema says belongs at a place: the description that stands there. */
const rightAt = (schema: JsonSchema, pointer: string): string => {
  let at = schema;
  for (const part of pointer.split('/').slice(1)) {
    const child = childOf(at, part);
    if (typeof child !== 'object') break;
    at = child;
  }
  return String(at['description'] ?? schema['description']);
};

/** What a document does not keep of its schema, which describes each of its places. */
export const schemaFaults = (schema: JsonSchema, { errors }: SchemaMismatch): DocumentFault[] =>
  errors.map(({ pointer, detail }) => ({
    path: pointer,
    wrong: detail,
    right: rightAt(schema, pointer),
  }));
