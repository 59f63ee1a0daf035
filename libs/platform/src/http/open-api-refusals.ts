import type { OpenAPIObject } from '@nestjs/swagger';
import { STATUS_CODES } from 'node:http';
import { takesLines, type Operation, type Route } from './open-api-route.ts';

type Components = NonNullable<OpenAPIObject['components']>;
type Schemas = NonNullable<Components['schemas']>;
type Answers = NonNullable<Components['responses']>;

const text = { type: 'string' };
const label = { $ref: '#/components/schemas/Label' };

/** Members of a problem document, RFC 9457 and ours. */
export const PROBLEM_SCHEMAS: Schemas = {
  Label: {
    type: 'object',
    required: ['zh', 'en'],
    properties: { zh: text, en: text },
  },
  ProblemError: {
    type: 'object',
    description: 'One fault of the request and where it stands',
    required: ['pointer', 'code', 'detail'],
    properties: {
      pointer: { type: 'string', description: 'RFC 6901 pointer into the body, or ?name' },
      code: text,
      detail: text,
    },
  },
  Problem: {
    type: 'object',
    description: 'Why a request was refused (RFC 9457); codes are listed in docs/problems.md',
    required: ['type', 'title', 'titles', 'status', 'code', 'advice', 'instance', 'traceId'],
    properties: {
      type: { type: 'string', description: 'urn:yiwangkao:problem: and the code' },
      title: { type: 'string', description: 'In the language of Accept-Language, Chinese if none' },
      titles: label,
      status: { type: 'integer', minimum: 400, maximum: 599 },
      code: { type: 'string', pattern: '^[A-Z][A-Z0-9_]*$' },
      detail: { type: 'string', description: 'What is wrong with this one request' },
      details: label,
      advice: { type: 'string', description: 'What to do' },
      advices: label,
      instance: { type: 'string', description: 'Path of the request' },
      traceId: { type: 'string', description: 'The correlation id of the request' },
      errors: { type: 'array', items: { $ref: '#/components/schemas/ProblemError' } },
      facts: { type: 'object', description: 'What it is about: amounts, codes, ids' },
    },
  },
};

const problem = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
};

const RETRY = {
  'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer', minimum: 0 } },
};

const COUNTED = {
  ...RETRY,
  RateLimit: { description: 'What is left, and for how long', schema: { type: 'string' } },
  'RateLimit-Policy': { description: 'How many within how long', schema: { type: 'string' } },
};

const HEADERS: Readonly<Record<number, typeof RETRY>> = { 429: COUNTED, 503: RETRY };

const STATUSES = [400, 401, 403, 404, 408, 409, 412, 413, 415, 422, 428, 429, 503] as const;

const nameOf = (status: number): string => (STATUS_CODES[status] ?? '').replaceAll(/\W/g, '');

const REFUSALS: Answers = Object.fromEntries(
  STATUSES.map((status) => {
    const headers = HEADERS[status];
    const description = STATUS_CODES[status] ?? '';
    return [
      nameOf(status),
      { description, content: problem, ...(headers === undefined ? {} : { headers }) },
    ];
  }),
);

/** By what is sent: a body may be too slow, too large or of another kind. */
const ofContent = (operation: Operation): readonly number[] => [
  ...(operation.requestBody === undefined ? [] : [408, 413, 415]),
  ...(takesLines(operation) ? [429] : []),
];

/** A change of what others may have changed since it was read. */
const ofVersion = ({ parameters = [] }: Operation): readonly number[] =>
  parameters.some((one) => 'name' in one && one.name === 'If-Match') ? [412, 428] : [];

/** By who may call it. What is read or done is judged by rules; an open page shows what stands. */
const ofCaller = ({ operation, open }: Route): readonly number[] => {
  const { parameters = [], requestBody } = operation;
  const asked = parameters.length > 0 || requestBody !== undefined;
  return open ? (asked ? [404, 409, 422] : []) : [401, 403, 404, 409, 422, 429];
};

/** Statuses that a route may refuse with, by what it is. */
const statusesOf = (route: Route): readonly number[] => [
  400,
  ...ofCaller(route),
  ...ofContent(route.operation),
  ...ofVersion(route.operation),
  503,
];

/** The refusals of a route, each by reference. */
export const refusalsOf = (route: Route): Operation['responses'] =>
  Object.fromEntries(
    statusesOf(route).map((status) => [
      status,
      { $ref: `#/components/responses/${nameOf(status)}` },
    ]),
  );

const referred = (operation: Operation): string[] =>
  Object.values(operation.responses).flatMap((response) =>
    response !== undefined && '$ref' in response ? [response.$ref] : [],
  );

/** Those refusals, by their names, that these operations refer to. */
export const refusalsIn = (operations: readonly Operation[]): Answers => {
  const used = new Set(operations.flatMap(referred));
  return Object.fromEntries(
    Object.entries(REFUSALS).filter(([name]) => used.has(`#/components/responses/${name}`)),
  );
};
