import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Row {
  readonly demand: string;
  readonly files: readonly string[];
}

/** The rows of the table: a demand, and the specs that are said to show it. */
const rowsOf = (document: string): Row[] =>
  [...document.matchAll(/^[|] (T\d+) +[|]([^|]*)[|]/gm)].map(([, demand = '', files = '']) => ({
    demand,
    files: [...files.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
  }));

const TITLE = /\b(?:describe|test|it)(?:[.]each\([^]*?\))?\(\s*(?:'([^']*)'|`([^`]*)`)/g;

const titlesOf = (code: string): string[] =>
  [...code.matchAll(TITLE)].map(([, plain, template]) => plain ?? template ?? '');

const read = (file: string): string =>
  existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '';

/** Specs that a row names and whose titles do not carry its number. */
const unfounded = ({ demand, files }: Row): string[] =>
  files.filter(
    (file) => !titlesOf(read(file)).some((title) => new RegExp(`\\b${demand}\\b`).test(title)),
  );

describe('the table of what is shown about the log', () => {
  const rows = rowsOf(read('docs/reliability.md'));

  test('has a row for each demand, T1 to T28', () =>
    expect(rows.map(({ demand }) => demand)).toEqual(
      Array.from({ length: 28 }, (_, at) => `T${at + 1}`),
    ));

  test.each(rows)('$demand is in the titles of the specs that it names', (row) => {
    expect(row.files.length).toBeGreaterThan(0);
    expect(unfounded(row)).toEqual([]);
  });

  test('a spec that is gone, or speaks of something else, is noticed', () => {
    const text = '| T9 | `test/nowhere.spec.ts` `test/architecture/proofs.spec.ts` | x |';
    expect(rowsOf(text).map(unfounded)).toEqual([
      ['test/nowhere.spec.ts', 'test/architecture/proofs.spec.ts'],
    ]);
    expect(titlesOf(`test.each([1, 2])(\n  'T9 goes with %i', () => 0)`)).toEqual([
      'T9 goes with %i',
    ]);
  });
});
