import { expect, test } from '@jest/globals';
import { parseOptions } from './options.ts';

test('nothing said means: keep the data, run until stopped, the usual demo', () =>
  expect(parseOptions([])).toEqual({ fresh: false, once: false, withDemo: true, demo: {} }));

test('every flag is understood', () =>
  expect(
    parseOptions('--fresh --once --officers 40 --calls 200 --seed 7 --json out.json'.split(' ')),
  ).toEqual({
    fresh: true,
    once: true,
    withDemo: true,
    demo: { officers: 40, calls: 200, seed: 7 },
    json: 'out.json',
  }));

test('a system without a demo can be asked for', () =>
  expect(parseOptions(['--no-demo']).withDemo).toBe(false));

test.each([['--officers', '0'], ['--calls', 'many'], ['--seed', '1.5'], ['--unknown'], ['word']])(
  'what makes no sense is refused: %s',
  (...words) => expect(() => parseOptions(words)).toThrow(),
);
