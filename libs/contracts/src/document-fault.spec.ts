import { describe, expect, test } from '@jest/globals';
import { schemaFaults } from './document-fault.ts';
import { compileSchema, SchemaMismatch, type JsonSchema } from './event-contract.ts';

const schema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: [],
  description: 'A document.',
  properties: {
    plain: { type: 'integer', description: 'A whole number.' },
    things: { type: 'array', items: { $ref: '#/$defs/thing' }, description: 'Things.' },
    'a/b': { $ref: '#/$defs/day', description: 'The first day.' },
  },
  $defs: {
    day: { type: 'string', format: 'date', description: 'A day.' },
    thing: {
      type: 'object',
      additionalProperties: { $ref: '#/$defs/day' },
      description: 'A thing by days.',
    },
  },
};

const faultsOf = (value: unknown) => {
  try {
    compileSchema('document', schema)(value);
  } catch (error) {
    if (error instanceof SchemaMismatch) return schemaFaults(schema, error);
  }
  return [];
};

describe('what a document does not keep of its schema', () => {
  test('is told at its place, with what belongs there', () => {
    const faults = faultsOf({ plain: 'x', things: [{ from: 1 }, 7], 'a/b': 'y', more: 1 });
    expect(faults).toEqual([
      expect.objectContaining({ path: '', right: 'A document.' }),
      { path: '/plain', wrong: 'must be integer', right: 'A whole number.' },
      { path: '/things/0/from', wrong: 'must be string', right: 'A day.' },
      { path: '/things/1', wrong: 'must be object', right: 'A thing by days.' },
      { path: '/a~1b', wrong: 'must match format "date"', right: 'The first day.' },
    ]);
    expect(faults[0]?.wrong).toMatch(/additional properties .*more/);
  });
});
