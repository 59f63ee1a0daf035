import { describe, expect, test } from '@jest/globals';
import { FeedQueue, type Lane } from './feed-queue.ts';

/** Work that ends when it is told to. */
const held = () => {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((done) => (end = done));
  return { end, work: () => ended };
};

describe('the queue before the database', () => {
  test('lets a small delivery pass a large one that waits', async () => {
    const queue = new FeedQueue(1_000, 1);
    const order: string[] = [];
    const first = held();
    const running = queue.run('bulk', 1, first.work);
    const note = (lane: Lane, name: string) =>
      queue.run(lane, 1, async () => {
        order.push(name);
      });
    const waiting = [note('bulk', 'bulk'), note('live', 'live')];
    first.end();
    await Promise.all([running, ...waiting]);
    expect(order).toEqual(['live', 'bulk']);
  });

  test('turns away what does not fit, and takes anything when it is empty', async () => {
    const queue = new FeedQueue(100, 1);
    expect(() => queue.admit(500)).not.toThrow();
    const first = held();
    const running = queue.run('bulk', 90, first.work);
    expect(() => queue.admit(10)).not.toThrow();
    expect(() => queue.admit(11)).toThrow('QUEUE_FULL');
    first.end();
    await running;
    expect(() => queue.admit(100)).not.toThrow();
  });

  test('is drained when all that was in it is done, whatever comes after', async () => {
    const queue = new FeedQueue(1_000, 2);
    const [first, second, later] = [held(), held(), held()];
    const all = [queue.run('bulk', 1, first.work), queue.run('live', 1, second.work)];
    let drained = false;
    const waiting = queue.drained().then(() => (drained = true));
    first.end();
    await all[0];
    expect(drained).toBe(false);
    second.end();
    await waiting;
    const running = queue.run('bulk', 1, later.work);
    expect(queue.waiting).toBe(1);
    later.end();
    await running;
  });

  test('goes on after work that failed', async () => {
    const queue = new FeedQueue(1_000, 1);
    const failing = queue.run('bulk', 5, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    await expect(queue.run('bulk', 1, async () => 'yes')).resolves.toBe('yes');
    expect(queue.waiting).toBe(0);
  });
});
