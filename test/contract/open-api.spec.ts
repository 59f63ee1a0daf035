import { beforeAll, describe, expect, test } from '@jest/globals';
import { createConfig, lintFromString, type Config } from '@redocly/openapi-core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { describedServices, SERVICES } from '../support/described-services.ts';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

let documents: ReadonlyMap<string, OpenAPIObject>;
let config: Config;

beforeAll(async () => {
  documents = await describedServices();
  // The product has no licence to state.
  const rules = { 'info-license': 'off', 'info-license-strict': 'off' } as const;
  config = await createConfig({ extends: ['recommended-strict'], rules });
});

const documentOf = (name: string): OpenAPIObject => {
  const document = documents.get(name);
  if (document === undefined) throw new Error(`${name} was not described.`);
  return document;
};

const faultsOf = async (document: OpenAPIObject): Promise<string[]> => {
  const found = await lintFromString({ source: JSON.stringify(document), config });
  return found.map(
    ({ ruleId, message, location: [at] }) => `${ruleId} ${at?.pointer ?? ''} ${message}`,
  );
};

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

const operationsOf = ({ paths }: OpenAPIObject): [string, Operation][] =>
  Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method): [string, Operation][] => {
      const operation = item[method];
      return operation === undefined ? [] : [[`${method.toUpperCase()} ${path}`, operation]];
    }),
  );

const operationOf = (service: string, route: string): Operation => {
  const [found] = operationsOf(documentOf(service)).filter(([name]) => name === route);
  if (found === undefined) throw new Error(`${service} does not describe ${route}.`);
  return found[1];
};

const statusesOf = (service: string, route: string): string[] =>
  Object.keys(operationOf(service, route).responses);

const headersOf = ({ parameters = [] }: Operation): string[] =>
  parameters.flatMap((one) => ('in' in one && one.in === 'header' ? [one.name] : []));

/** Routes beside the interface: health, metrics and the document itself. */
const BESIDE = /^GET [/](health[/].*|metrics|docs|openapi[.](json|yaml))$/;

describe.each(SERVICES)('the interface document of $name', ({ name, access }) => {
  test('passes the linter', async () => expect(await faultsOf(documentOf(name))).toEqual([]));

  test('describes every route of the table of access, and no other', () => {
    const described = operationsOf(documentOf(name)).map(([route]) => route);
    const stated = Object.keys(access).filter((route) => !BESIDE.test(route));
    expect(described.sort()).toEqual(stated.sort());
  });

  test('asks for a token wherever the table of access does', () => {
    const open = operationsOf(documentOf(name)).filter(
      ([, { security }]) => security?.length === 0,
    );
    expect(open.map(([route]) => access[route])).toEqual(open.map(() => 'public'));
  });

  test('states a type for whatever has a default', () => {
    const untyped = operationsOf(documentOf(name)).flatMap(([route, { parameters = [] }]) =>
      parameters.flatMap((one) =>
        'schema' in one && JSON.stringify(one.schema) !== undefined && !statesType(one.schema)
          ? [`${route} ${one.name}`]
          : [],
      ),
    );
    expect(untyped).toEqual([]);
  });
});

const statesType = (schema: object | undefined): boolean =>
  schema !== undefined && ['type', '$ref', 'anyOf', 'oneOf', 'enum'].some((word) => word in schema);

describe('what stands in no controller', () => {
  test('a change may be sent again under a key; lines have ids of their own', () => {
    expect(headersOf(operationOf('recruitment', 'POST /v1/officers'))).toContain('Idempotency-Key');
    expect(headersOf(operationOf('duty', 'POST /v1/dispatch-events'))).toEqual([]);
    expect(headersOf(operationOf('recruitment', 'GET /v1/officers'))).toEqual([]);
  });

  test('each refusal is stated by what the route is', () => {
    expect(statusesOf('recruitment', 'POST /v1/officers')).toEqual([
      '200',
      '201',
      '400',
      '401',
      '403',
      '404',
      '408',
      '409',
      '413',
      '415',
      '422',
      '429',
      '503',
    ]);
    expect(statusesOf('duty', 'POST /v1/dispatch-events')).toEqual(
      expect.arrayContaining(['200', '207', '429']),
    );
    expect(statusesOf('duty', 'GET /v1/dispatch-events/schema')).toEqual(['200', '400', '503']);
  });

  test('a change of what others may change names its version, and what is read tells it', () => {
    const change = operationOf('appraisal', 'POST /v1/grade-proposals/{id}/calibrate');
    expect(headersOf(change)).toEqual(expect.arrayContaining(['If-Match', 'Idempotency-Key']));
    expect(Object.keys(change.responses)).toEqual(expect.arrayContaining(['412', '428']));
    expect(statusesOf('appraisal', 'POST /v1/grade-proposals')).not.toContain('428');
    for (const route of ['GET /v1/units/{unit}', 'GET /v1/officers/{officer}']) {
      expect(operationOf('recruitment', route).responses['200']).toHaveProperty('headers.ETag');
    }
  });

  test('ids in a path are stated as such', () => {
    const { parameters } = operationOf('appraisal', 'GET /v1/tier-changes/{id}');
    expect(parameters).toEqual([
      { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
    ]);
  });

  test('a route without an answer, and one that refers to nothing, are noticed', async () => {
    const document = structuredClone(documentOf('payroll'));
    const [[, first], [, second]] = operationsOf(document) as [
      [string, Operation],
      [string, Operation],
    ];
    first.responses = {};
    second.responses['409'] = { $ref: '#/components/responses/Nothing' };
    const found = (await faultsOf(document)).join('\n');
    expect(found).toContain('operation-2xx-response');
    expect(found).toContain('no-unresolved-refs');
  });
});
