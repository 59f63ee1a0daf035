import { describe, expect, test } from '@jest/globals';
import { readText } from './case-text.ts';
import { caseSchema, readCase } from './case-documents.ts';

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Schemas of values: members, items and definitions, each with its place. */
const placesOf = (schema: Node, place = ''): [string, Node][] => [
  [place, schema],
  ...['properties', '$defs'].flatMap((group) =>
    Object.entries((schema[group] ?? {}) as Node).flatMap(([name, child]) =>
      isNode(child) ? placesOf(child, `${place}/${name}`) : [],
    ),
  ),
  ...['items', 'additionalProperties'].flatMap((name) => {
    const child = schema[name];
    return isNode(child) ? placesOf(child, `${place}/${name}`) : [];
  }),
];

describe('the format of cases', () => {
  const places = placesOf(caseSchema);

  test('says of each place, in Chinese and English, what belongs there', () => {
    const silent = places.filter(
      ([, { description, $ref: reference }]) =>
        (reference === undefined || description !== undefined) &&
        !/^[^a-z]*\p{Script=Han}.*。.*[A-Za-z].*\.$/su.test(String(description)),
    );
    expect(places.length).toBeGreaterThan(100);
    expect(silent.map(([place]) => place)).toEqual([]);
  });

  test('accepts no member that it does not name', () => {
    const open = places.filter(
      ([, { type, properties, additionalProperties }]) =>
        [type].flat().includes('object') &&
        properties !== undefined &&
        additionalProperties !== false,
    );
    expect(open.map(([place]) => place)).toEqual([]);
  });
});

describe('numbers of a case', () => {
  test('keep the text they are written in', () => {
    const { value } = readText('a: 88.85\nb: 7.50\nc: 100.0\nd: 1e3\ne: 0x10\nf: -0.74\ng: .5');
    expect(value).toEqual({
      ...{ a: '88.85', b: '7.50', c: '100.0', d: '1e3', e: '0x10', f: '-0.74', g: '.5' },
    });
  });

  test('are numbers where they are whole', () =>
    expect(readText('[0, 12, -3, 123456789012345678]').value).toEqual([
      ...[0, 12, -3, '123456789012345678'],
    ]));

  test('that are no plain decimals are refused', () => {
    const text = `
case: c
title: { zh: 试, en: t }
source: s
scheme: rc-1
people: { A: { stays: [] } }
steps:
  - at: 2024-05-31T18:00:00+08:00
    expect: [{ officer: A, period: 2024-05, total: 1e3, items: { C1: .5, C2: 90.0 } }]`;
    const { faults } = readCase(readText(text).value);
    expect(faults.map(({ path }) => path).sort()).toEqual([
      '/steps/0/expect/0/items/C1',
      '/steps/0/expect/0/total',
    ]);
  });

  test('references are followed, and one that leads nowhere is a fault', () => {
    const many = Array.from({ length: 300 }, () => '  - *x').join('\n');
    expect(readText(`a: &x { b: 1.50 }\nc: { <<: *x, d: 2 }\nmany:\n${many}`).value).toMatchObject({
      c: { b: '1.50', d: 2 },
    });
    const { value, faults } = readText('a: *x');
    expect(value).toBeUndefined();
    expect(faults).toEqual([{ line: 1, wrong: expect.stringMatching(/^Unresolved alias .*x$/) }]);
  });

  test('lines are those of the text, also behind what a text refers to', () => {
    const { lineOf } = readText('a:\n  - &x { b: 1 }\n  - *x\nc: { d: 2 }\n');
    expect(['/a/0/b', '/a/1/b', '/c/d', '/z', ''].map(lineOf)).toEqual([2, 3, 4, 1, 1]);
  });
});
