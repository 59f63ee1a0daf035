import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { Metrics, metricsDocument, metricsIn } from '@ywk/platform';
import { Counter } from 'prom-client';

const file = fileURLToPath(new URL('../../docs/metrics.md', import.meta.url));
const { registry } = new Metrics('any');

/** What is said, whatever room the formatter gives it. */
const plain = (text: string): string => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---');
const generated = (text: string): string =>
  plain(text.slice(text.indexOf('## Of the product'), text.indexOf('<!-- metrics:end -->')));

/** Metrics of which nothing is said, or something else than they are. */
const untold = (of = registry): string[] =>
  metricsIn(of)
    .filter(({ kind, labels, means }) => {
      if (means === undefined) return true;
      const stated = { kind, labels, ...means };
      return stated.kind !== kind || stated.labels.join() !== labels.join();
    })
    .map(({ name }) => name);

describe('every metric says what it means', () => {
  test('in both languages, with its unit, and when to look', () => {
    expect(untold()).toEqual([]);
    expect(metricsIn(registry).length).toBeGreaterThan(40);
  });

  test('docs/metrics.md says it too, as the code states it', () =>
    expect(generated(readFileSync(file, 'utf8'))).toBe(plain(`${metricsDocument(registry)}\n`)));

  test('one without a meaning is found, and changes the document', () => {
    const other = new Metrics('any').registry;
    new Counter({ name: 'ywk_untold_total', help: 'What?', registers: [other] });
    expect(untold(other)).toEqual(['ywk_untold_total']);
    expect(metricsDocument(other)).not.toBe(metricsDocument(registry));
  });
});
