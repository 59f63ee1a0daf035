import { expect, test } from '@jest/globals';
import { eventually, NeverHappened } from './eventually.ts';

test('the first sample that passes is the answer', async () => {
  let count = 0;
  const value = await eventually(
    () => (count += 1),
    (sample) => sample === 3,
    { everyMs: 1 },
  );
  expect(value).toBe(3);
});

test('a check that answers nothing passes by not throwing', async () =>
  expect(
    await eventually(
      () => 'here',
      () => expect(1).toBe(1),
    ),
  ).toBe('here'));

test('what never comes fails with the last reason', async () => {
  let count = 0;
  const never = eventually(
    () => {
      count += 1;
      if (count > 1) throw new Error('the door is still shut');
    },
    () => false,
    { withinMs: 20, everyMs: 1 },
  );
  await expect(never).rejects.toThrow(NeverHappened);
  await expect(never).rejects.toThrow('Not within 20 ms. the door is still shut');
});

test('a refused sample is named', () =>
  expect(
    eventually(
      () => ({ lag: 7 }),
      () => false,
      { withinMs: 1 },
    ),
  ).rejects.toThrow('{"lag":7}'));
