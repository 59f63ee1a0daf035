import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { shippedBook } from '@ywk/appraisal-app';
import type { MetricDocument } from '@ywk/appraisal-domain';
import { shippedCatalogue } from '@ywk/duty-app';
import { FactCatalogue } from '@ywk/duty-domain';
import { parse } from 'yaml';

const SERVICES = new URL('../../services/', import.meta.url);
const MAPS = new URL('duty/catalogue/maps/', SERVICES);

const documentAt = <Document>(path: string, folder: URL): Document =>
  parse(readFileSync(new URL(path, folder), 'utf8')) as Document;

/** What the 110 feed makes of calls and orders, with the amounts it states. */
const FROM_THE_FEED: readonly (readonly [string, Readonly<Record<string, number>>])[] = [
  ['call.answered', { answerMs: 7000 }],
  ['call.abandoned', { ringMs: 4000 }],
  ['order.dispatched', { callToDispatchMs: 30_000 }],
  ['order.acknowledged', { ackMs: 5000 }],
  ['order.wrongConfirmed', {}],
];

const shipped = shippedCatalogue();
const catalogue = new FactCatalogue(shipped);

// The greatest amounts: a zero that is added adds nothing.
const entered = catalogue.all().map(({ code, amounts }) => {
  const stated = Object.entries(amounts).map(([name, { max }]) => [name, max] as const);
  return [code, Object.fromEntries(stated)] as const;
});

describe('appraisal counts every fact that duty records', () => {
  const { metrics } = shippedBook();

  test.each([...FROM_THE_FEED, ...entered])('%s', (code, amounts) => {
    const fact = { officer: 'o', code, occurredAt: '2024-05-01T00:00:00.000Z', amounts };
    expect(metrics.deltasOf(fact).length).toBeGreaterThan(0);
  });
});

const recorded = new Set([...FROM_THE_FEED, ...entered].map(([code]) => code));

type Counted = Pick<MetricDocument, 'measured' | 'events'>;

/** Codes that the metrics wait for and no fact ever has; a metric without acts waits for its total. */
const neverRecorded = ({ measured, events }: Counted): string[] => {
  const awaited = measured.flatMap(({ metric, from }) =>
    from.length === 0 ? [metric] : from.map(({ code }) => code),
  );
  return [...awaited, ...events.flatMap(({ codes }) => codes)].filter(
    (code) => !recorded.has(code),
  );
};

describe('duty records every fact that appraisal counts', () => {
  test('so that each metric can come in', () =>
    expect(
      neverRecorded(documentAt<Counted>('appraisal/schemes/metrics-1.yaml', SERVICES)),
    ).toEqual([]));

  test('and a code that nobody may enter is found', () => {
    const label = { zh: '甲', en: 'A' };
    const measured = [
      { metric: 'tasks.due', label, from: [] },
      { metric: 'cats.seen', label, from: [] },
      { metric: 'dogs.seen', label, from: [{ code: 'dog.seen' }, { code: 'task.closed' }] },
    ];
    expect(neverRecorded({ measured, events: [{ codes: ['A01', 'Z99'] }] })).toEqual([
      'cats.seen',
      'dog.seen',
      'Z99',
    ]);
  });
});

/** What is read here of a map that ships: the codes of its facts and the names of their amounts. */
interface MapLines {
  readonly facts: readonly {
    readonly code: { readonly is?: string; readonly values?: Readonly<Record<string, string>> };
    readonly amounts?: Readonly<Record<string, unknown>>;
  }[];
}

/** Codes of a map that the catalogue does not know, or whose amounts the map does not bring. */
const refusedCodes = ({ facts }: MapLines): string[] =>
  facts.flatMap(({ code: { is, values = {} }, amounts = {} }) =>
    [...(is === undefined ? [] : [is]), ...Object.values(values)].filter((code) => {
      const rules = Object.entries(catalogue.find(code)?.amounts ?? {});
      const brought = rules.every(([name, { optional }]) => optional ?? name in amounts);
      return catalogue.find(code) === undefined || !brought;
    }),
  );

describe('a map that ships', () => {
  test.each(readdirSync(MAPS))('%s makes facts that the catalogue takes', (name) =>
    expect(refusedCodes(documentAt<MapLines>(name, MAPS))).toEqual([]),
  );

  test('with a code or an amount that is not there is found', () =>
    expect(
      refusedCodes({ facts: [{ code: { values: { a: 'Z99', b: 'A03', c: 'A01' } } }] }),
    ).toEqual(['Z99', 'A03']));

  test('names every total as the catalogue does', () => {
    const [line] = documentAt<MapLines>('monthly-totals.yaml', MAPS).facts;
    const totals = shipped.totals.map(({ code, label }) => [label.zh, code] as const);
    expect(line?.code.values).toEqual(Object.fromEntries(totals));
  });
});
