import { beforeAll, describe, expect, test } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { describedServices } from '../support/described-services.ts';

let documents: ReadonlyMap<string, OpenAPIObject>;

beforeAll(async () => {
  documents = await describedServices();
});

const SCHEMA = 'one JSON Schema, that of the running program';
const MONTH = 'one sheet: as long as the rules of its month';
const REPORT = 'one report whose figures belong together';

/** What is read whole, and why it does not grow without end. */
const WHOLE: Readonly<Record<string, string>> = {
  '/v1/posts': 'the 19 posts',
  '/v1/fact-codes': 'the codes of one version of a catalogue, which fits one event',
  '/v1/fact-catalogues/schema': SCHEMA,
  '/v1/dispatch-events/schema': SCHEMA,
  '/v1/rules/{kind}/schema': SCHEMA,
  '/v1/rules/{kind}/copy': 'one document',
  '/v1/rules/{kind}/{name}/{version}/differences': 'places of one document, which fits one event',
  '/v1/refused-lines/{id}/raw': 'one line, at most 64 KiB of it',
  '/v1/figures/calls': REPORT,
  '/v1/tier-projection': REPORT,
  '/v1/officers/{officer}/exit': 'the steps of one way to an exit',
  '/v1/officers/{officer}/signs': 'the signs of one officer on one day: as many as the rules know',
  '/v1/officers/{officer}/tier': 'one career: a step a year',
  '/v1/officers/{officer}/tier/explanation': 'one career: a step a year',
  '/v1/officers/{officer}/scores/{period}/explanation': MONTH,
  '/v1/officers/{officer}/scores/{period}/explanation.html': MONTH,
  '/v1/officers/{officer}/scores/{period}/differences': MONTH,
  '/v1/periods/{calendar}/{period}/notices': 'one publication of one unit: its own people',
  '/v1/results-proposals': 'the proposal of one unit: its own people',
  '/v1/reviews/{review}/result': 'one review: those on its roll',
  '/v1/pay-runs': 'where the runs stand, in one line',
  '/v1/parked': 'at most 500 of each follower, mended from the front',
};

/** The name of one thing at the end of a path; a kind of things would be a list. */
const ONE =
  /\{(id|unit|officer|kid|review|objection|version|period|callId|figure|log|partition)\}$/;

/** Routes that answer a list as a whole, or that nobody can tell from one. */
const unpagedIn = ({ paths }: Pick<OpenAPIObject, 'paths'>): string[] =>
  Object.entries(paths).flatMap(([path, { get }]) => {
    if (get === undefined || ONE.test(path)) return [];
    const names = (get.parameters ?? []).map((one) => ('name' in one ? one.name : ''));
    return names.includes('limit') && names.includes('cursor') ? [] : [path];
  });

describe('a list', () => {
  test('is answered page by page, or stands here with the reason why not', () => {
    const unpaged = [...documents.values()].flatMap(unpagedIn);
    expect(unpaged.filter((path) => !(path in WHOLE))).toEqual([]);
  });

  test('that is paged by now, or gone, stands here no longer', () => {
    const paged = new Set([...documents.values()].flatMap(unpagedIn));
    expect(Object.keys(WHOLE).filter((path) => !paged.has(path))).toEqual([]);
  });

  test('has an upper limit', () => {
    const open = [...documents.values()].flatMap(({ paths }) =>
      Object.entries(paths).flatMap(([path, { get }]) =>
        (get?.parameters ?? []).flatMap((one) => {
          if (!('name' in one) || one.name !== 'limit') return [];
          const { schema } = one;
          return schema !== undefined && 'maximum' in schema && Number(schema.maximum) <= 10_000
            ? []
            : [path];
        }),
      ),
    );
    expect(open).toEqual([]);
  });

  test('that comes along without a page is noticed', () => {
    const responses = { 200: { description: 'All of them' } };
    const named = (...names: string[]) => names.map((name) => ({ name, in: 'query' as const }));
    const paths = {
      '/v1/whole': { get: { responses } },
      '/v1/cut': { get: { responses, parameters: named('limit') } },
      '/v1/paged': { get: { responses, parameters: named('limit', 'cursor') } },
      '/v1/whole/{id}': { get: { responses } },
      '/v1/rules/{kind}': { get: { responses } },
    };
    expect(unpagedIn({ paths })).toEqual(['/v1/whole', '/v1/cut', '/v1/rules/{kind}']);
  });
});
