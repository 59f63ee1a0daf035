import type { OpenAPIObject } from '@nestjs/swagger';
import type { AccessTable } from '../auth/route-access.ts';
import { pageSchema } from './api-answers.ts';
import { takesLines, type Operation, type Route } from './open-api-route.ts';
import { PROBLEM_SCHEMAS, refusalsIn, refusalsOf } from './open-api-refusals.ts';

type Paths = OpenAPIObject['paths'];
type PathItem = Paths[string];
type Parameter = NonNullable<Operation['parameters']>[number];
type Responses = Operation['responses'];

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** Parameters of a path that are ids; the others are codes. */
const IDS = /^(id|officer|review|objection|kid)$/;

const namesIn = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** What a controller reads as one object: its members stand in the path all the same. */
const pathParameter = (name: string): Parameter => ({
  name,
  in: 'path',
  required: true,
  schema: IDS.test(name) ? { type: 'string', format: 'uuid' } : { type: 'string', minLength: 1 },
});

const IDEMPOTENCY_KEY: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Sent again with the same key and body, the first answer is given again; kept for 24 hours',
  schema: { type: 'string', pattern: '^[!-~]{1,255}$' },
};

const isNamed = (parameters: readonly Parameter[], name: string): boolean =>
  parameters.some((parameter) => 'name' in parameter && parameter.name === name);

const parametersOf = ({ method, path, operation }: Route): Parameter[] => {
  const stated = operation.parameters ?? [];
  const unstated = namesIn(path).filter((name) => !isNamed(stated, name));
  const key = method === 'post' && !takesLines(operation) ? [IDEMPOTENCY_KEY] : [];
  return [...unstated.map(pathParameter), ...stated, ...key];
};

const DONE: Readonly<Record<string, string>> = {
  200: 'Done',
  201: 'Done: it is new',
  202: 'Taken; it goes on behind',
  204: 'Done; there is nothing to tell',
  207: 'Some were refused: the answer names them, the others stand',
};

const ofPage = { 'application/json': { schema: pageSchema() as object } };
const ofAnything = { 'application/json': {} };

/** What a controller says of its good answers, with words and a type where it says none. */
const answersOf = (operation: Operation): Responses => {
  const { responses, parameters = [] } = operation;
  const plain = ['limit', 'cursor'].every((name) => isNamed(parameters, name))
    ? ofPage
    : ofAnything;
  return Object.fromEntries(
    Object.entries(responses).map(([status, response]) => {
      if (response === undefined || '$ref' in response) return [status, response];
      const { description, content } = response;
      const body = status === '204' ? {} : { content: content ?? plain };
      return [status, { ...response, ...body, description: description || DONE[status] || 'Done' }];
    }),
  );
};

const completedOperation = (route: Route): Operation => ({
  ...route.operation,
  parameters: parametersOf(route),
  security: route.open ? [] : [{ bearer: [] }],
  responses: { ...answersOf(route.operation), ...refusalsOf(route) },
});

const completedItem = (path: string, item: PathItem, access: AccessTable): PathItem => {
  const operations = METHODS.flatMap((method) => {
    const operation = item[method];
    if (operation === undefined) return [];
    const open = access[`${method.toUpperCase()} ${path}`] === 'public';
    return [[method, completedOperation({ method, path, operation, open })]];
  });
  return { ...item, ...Object.fromEntries(operations) };
};

const operationsIn = (paths: Paths): Operation[] =>
  Object.values(paths).flatMap((item) => METHODS.flatMap((method) => item[method] ?? []));

/**
 * The document with what is the same for every route and stands in no controller: parameters of
 * paths, `Idempotency-Key`, who needs a token, and each status that a route may refuse with.
 */
export const completed = (document: OpenAPIObject, access: AccessTable): OpenAPIObject => {
  const paths: Paths = Object.fromEntries(
    Object.entries(document.paths).map(([path, item]) => [path, completedItem(path, item, access)]),
  );
  const schemas = { ...document.components?.schemas, ...PROBLEM_SCHEMAS };
  const responses = refusalsIn(operationsIn(paths));
  return { ...document, paths, components: { ...document.components, schemas, responses } };
};
