import { expect, test } from '@jest/globals';
import { playYear } from '@ywk/local';

test('the end of a year: objections, a caution, a conversion, and pay lines that match', async () => {
  const said: string[] = [];
  const summary = await playYear({
    ...{ officers: 60, seed: 1, year: 2024, firstMonth: 12, kill: false },
    say: (text) => said.push(text),
  });
  expect(summary.checks.filter(({ holds }) => !holds)).toEqual([]);
  expect(summary.checks.length).toBeGreaterThanOrEqual(9);
  expect(said.some((text) => text.startsWith('2024-12: '))).toBe(true);
}, 600_000);
