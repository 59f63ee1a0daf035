import { describe, expect, test } from '@jest/globals';
import { rolesOf, routeName, scopesOf } from './route-access.ts';

describe('names of routes', () => {
  test.each([
    ['GET', '/v1/officers/:officer', 'GET /v1/officers/{officer}'],
    ['POST', String.raw`/v1/facts/:id\:verify`, 'POST /v1/facts/{id}:verify'],
    ['POST', String.raw`/v1/officers\:import`, 'POST /v1/officers:import'],
    ['GET', '/v1/calls/:source/*callId', 'GET /v1/calls/{source}/{callId}'],
    ['HEAD', '/v1/posts', 'GET /v1/posts'],
    ['delete', '/v1/x', 'DELETE /v1/x'],
  ])('%s %s is %s', (method, path, name) => expect(routeName(method, path)).toBe(name));
});

describe('scopes', () => {
  const access = { units: ['hr', 'leader'], self: ['officer'] } as const;

  test('of somebody with two roles, the wider comes first', () =>
    expect(scopesOf(access, ['officer', 'hr'])).toEqual(['units', 'self']));

  test('of a role that stands not there, none', () =>
    expect(scopesOf(access, ['auditor', 'root'])).toEqual([]));

  test('roles of a route', () => expect(rolesOf(access)).toEqual(['hr', 'leader', 'officer']));
});
