import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LineCutter, type CutLine } from './line-cutter.ts';

const cut = (chunks: readonly Buffer[], limit = 16): CutLine[] => {
  const cutter = new LineCutter(limit);
  return [...chunks.flatMap((chunk) => [...cutter.push(chunk)]), ...cutter.end()];
};

const shown = (lines: readonly CutLine[]) =>
  lines.map(({ line, text }) => `${line}:${typeof text === 'string' ? text : text.value}`);

test('lines are numbered as an editor numbers them, empty ones too', () =>
  expect(shown(cut([Buffer.from('a\r\n\n \nb')]))).toEqual(['1:a', '4:b']));

test('a line of the limit fits, one byte more does not, and the next one lives', () => {
  const fits = 'x'.repeat(16);
  expect(shown(cut([Buffer.from(`${fits}\r\n${fits}x\n${fits}xx\nb\n`)]))).toEqual([
    `1:${fits}`,
    '2:too-long',
    '3:too-long',
    '4:b',
  ]);
});

test('bytes that are no UTF-8 make a bad line, not a wrong one', () =>
  expect(shown(cut([Buffer.from([0xff, 0x0a, 0x61])]))).toEqual(['1:not-utf8', '2:a']));

test('where a stream is cut into chunks changes nothing', () =>
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '\n', '\r', '警'), maxLength: 80 }),
      fc.nat({ max: 200 }),
      fc.nat({ max: 200 }),
      (text, one, other) => {
        const whole = Buffer.from(text);
        const [from, until] = [Math.min(one, other), Math.max(one, other)];
        const parts = [whole.subarray(0, from), whole.subarray(from, until), whole.subarray(until)];
        expect(shown(cut(parts))).toEqual(shown(cut([whole])));
      },
    ),
  ));
