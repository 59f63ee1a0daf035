import { describe, expect, test } from '@jest/globals';
import { eachTwoAtOnce, twoAtOnce } from './two-at-once.ts';

/** Lets others go on. */
const turn = () => new Promise<void>((done) => setImmediate(done));

async function* upTo(count: number): AsyncGenerator<number> {
  for (let at = 1; at <= count; at += 1) {
    await turn();
    yield at;
  }
}

describe('work on two items at once', () => {
  test('does each once, never three of them at a time', async () => {
    const done: number[] = [];
    let [now, most] = [0, 0];
    await twoAtOnce(upTo(9), async (item) => {
      now += 1;
      most = Math.max(most, now);
      await turn();
      done.push(item);
      now -= 1;
    });
    expect(done.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(most).toBe(2);
  });

  test('begins nothing after a failure, and ends when what was begun has ended', async () => {
    const ended: number[] = [];
    const work = async (item: number) => {
      await turn();
      if (item === 2) throw new Error('The second failed.');
      await turn();
      await turn();
      ended.push(item);
    };
    await expect(twoAtOnce(upTo(9), work)).rejects.toThrow('The second failed.');
    const before = [...ended];
    expect(before[0]).toBe(1);
    expect(before.length).toBeLessThan(3);
    await turn();
    expect(ended).toEqual(before);
  });

  test('gives what each was worth in their order, whichever is done first', async () => {
    const work = async (item: number) => {
      for (let turns = item; turns > 0; turns -= 1) await turn();
      return item * 10;
    };
    expect(await eachTwoAtOnce([5, 1, 3], work)).toEqual([50, 10, 30]);
    expect(await eachTwoAtOnce([], work)).toEqual([]);
  });
});
