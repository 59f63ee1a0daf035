import { expect, test } from '@jest/globals';
import { Caller } from '@ywk/platform';
import { themselves } from './person.ts';

const claims = { sub: 'somebody', roles: ['officer'], units: [] };

test('an officer is whom the token names; a token that names nobody objects to nothing', () => {
  const id = '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01';
  expect(themselves(new Caller({ ...claims, officer: id }))).toBe(id);
  expect(() => themselves(new Caller(claims))).toThrow('NOT_THE_OFFICER');
});
