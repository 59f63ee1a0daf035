import { expect, test } from '@jest/globals';
import { POST_CODES } from '@ywk/contracts';
import { BLOCK_UNIT, CALL_UNITS, DEMO_UNITS } from './city.ts';
import { callTakersPerUnit, demoBureau } from './people.ts';

const whole = demoBureau({ officers: 4_500, calls: 65_000, seed: 1 });

test('a tree of units under one root, parents before children, one of them a BLOCK unit', () => {
  const seen = new Set<string | null>([null]);
  for (const { unit, parent } of DEMO_UNITS) {
    expect(seen.has(parent)).toBe(true);
    seen.add(unit);
  }
  expect(seen.size - 1).toBe(DEMO_UNITS.length);
  expect(DEMO_UNITS.filter(({ budgetMode }) => budgetMode === 'BLOCK')).toMatchObject([
    { unit: BLOCK_UNIT },
  ]);
});

test('4,500 officers on all 19 posts, badges and seats their own', () => {
  expect(whole.officers).toHaveLength(4_500);
  expect(new Set(whole.officers.map(({ post }) => post)).size).toBe(POST_CODES.length);
  expect(new Set(whole.officers.map(({ badge }) => badge)).size).toBe(4_500);
  expect(new Set(whole.callTakers.map(({ seat }) => seat)).size).toBe(whole.callTakers.length);
});

test('call-takers stand in six units and in teams, dispatchers beside them', () => {
  expect(CALL_UNITS).toHaveLength(6);
  expect(whole.callTakers).toHaveLength(60);
  expect(new Set(whole.callTakers.map(({ team }) => team)).size).toBe(12);
  expect(whole.dispatchers.length).toBeGreaterThan(20);
});

test('a small bureau keeps its shape', () => {
  expect(callTakersPerUnit(200, 2_000)).toBe(2);
  const small = demoBureau({ officers: 200, calls: 2_000, seed: 1 });
  expect(small.callTakers).toHaveLength(12);
  expect(new Set(small.officers.map(({ post }) => post)).size).toBe(POST_CODES.length);
});

test('the same seed makes the same people', () => {
  expect(demoBureau({ officers: 300, calls: 2_000, seed: 4 })).toEqual(
    demoBureau({ officers: 300, calls: 2_000, seed: 4 }),
  );
});
