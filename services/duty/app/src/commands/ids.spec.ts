import { describe, expect, test } from '@jest/globals';
import { caseIdOf, factIdOf, newId } from './ids.ts';

describe('ids', () => {
  test('new ones are UUIDs of version 7 that never repeat', () => {
    const ids = Array.from({ length: 2_000 }, newId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  test('new ones begin with the millisecond in which they were made, so that they sort by time', () => {
    const before = Date.now();
    const ms = Number.parseInt(newId().replace('-', '').slice(0, 12), 16);
    expect(ms).toBeGreaterThanOrEqual(before);
    expect(ms).toBeLessThanOrEqual(Date.now());
  });

  test('of a fact and of a case follow from their names, for ever', () => {
    const call = { source: 'cad-zjg', callId: 'C-1' };
    expect(factIdOf(call, { order: null, code: 'call.answered' })).toBe(
      '7373a3af-e7a2-5695-bb9e-4f9c3a39f405',
    );
    expect(caseIdOf({ source: 'cad-zjg', eventId: 'E-1' })).toBe(
      'bc6ef98e-a167-5b62-b68a-d2115f2aca2c',
    );
  });
});
