import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { routeAccess as appraisal } from '@ywk/appraisal-app';
import { routeAccess as duty } from '@ywk/duty-app';
import { routeAccess as payroll } from '@ywk/payroll-app';
import { accessDocument, rolesOf, type AccessTable } from '@ywk/platform';
import { routeAccess as recruitment } from '@ywk/recruitment-app';

const tables = { recruitment, duty, appraisal, payroll };
const sections = Object.entries(tables).map(([service, table]) => ({ service, table }));
const page = readFileSync(new URL('../../docs/access.md', import.meta.url), 'utf8');

/** Routes where a role has two scopes: the wider one would make the other void. */
const ambiguous = (table: AccessTable): string[] =>
  Object.entries(table).flatMap(([route, access]) => {
    const roles = access === 'public' ? [] : rolesOf(access);
    return new Set(roles).size === roles.length ? [] : [route];
  });

describe('who may call what', () => {
  test('docs/access.md says what the tables say; `npm run access` writes it', () =>
    expect(page).toBe(accessDocument(sections)));

  test('a table that changed is noticed on the page', () => {
    const opened = { ...payroll, 'GET /v1/changes': 'public' } as const;
    expect(page).not.toBe(
      accessDocument([...sections.slice(0, 3), { service: 'payroll', table: opened }]),
    );
  });

  test.each(sections)('$service gives no role two scopes of a route', ({ table }) =>
    expect(ambiguous(table)).toEqual([]),
  );

  test('a role with two scopes is noticed', () =>
    expect(ambiguous({ 'GET /x': { any: ['hr'], self: ['hr'] } })).toEqual(['GET /x']));
});
