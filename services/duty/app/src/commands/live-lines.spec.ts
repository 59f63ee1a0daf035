import { describe, expect, test } from '@jest/globals';
import type { FeedLine, LineOutcome } from './feed-pass.ts';
import { FeedQueue } from './feed-queue.ts';
import { LiveLines } from './live-lines.ts';

const lineOf = (callId: string, line = 1): FeedLine =>
  ({ line, event: { callId }, hash: Buffer.alloc(0) }) as unknown as FeedLine;

const accepted = (line: FeedLine): LineOutcome => ({ line, outcome: 'accepted', waiting: false });

/** Takes lines in when it is let; `bad` cannot be taken in. */
class Feed {
  readonly turns: string[][] = [];
  private readonly waiting: (() => void)[] = [];
  open = false;

  async take(lines: readonly FeedLine[]): Promise<LineOutcome[]> {
    this.turns.push(lines.map(({ event }) => event.callId));
    if (!this.open) await new Promise<void>((resolve) => this.waiting.push(resolve));
    if (lines.some(({ event }) => event.callId === 'bad')) throw new Error('bad');
    return lines.map(accepted);
  }

  go(): void {
    this.open = true;
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

const setUp = () => {
  const feed = new Feed();
  return { feed, live: new LiveLines(new FeedQueue(1_000, 1), feed) };
};

describe('small deliveries', () => {
  test('share a turn when they come during another, and get their own outcomes', async () => {
    const { feed, live } = setUp();
    const [a, b, c] = ['a', 'b', 'c'].map((callId) => lineOf(callId)) as [
      FeedLine,
      FeedLine,
      FeedLine,
    ];
    const taken = [live.take([a], 'cad'), live.take([b], 'cad'), live.take([c], 'cad')];
    feed.go();
    expect(await Promise.all(taken)).toEqual([[accepted(a)], [accepted(b)], [accepted(c)]]);
    expect(feed.turns).toEqual([['a'], ['b', 'c']]);
  });

  test('of different senders do not share one', async () => {
    const { feed, live } = setUp();
    const taken = ['x', 'y', 'z'].map((actor) => live.take([lineOf(actor)], actor));
    feed.go();
    await Promise.all(taken);
    expect(feed.turns).toEqual([['x'], ['y'], ['z']]);
  });

  test('fill a turn up to 200 lines', async () => {
    const { feed, live } = setUp();
    const lines = Array.from({ length: 90 }, (_, at) => lineOf('c', at));
    const taken = [1, 2, 3, 4].map(() => live.take(lines, 'cad'));
    feed.go();
    await Promise.all(taken);
    expect(feed.turns.map(({ length }) => length)).toEqual([90, 180, 90]);
  });

  test('are taken in alone when their shared turn fails', async () => {
    const { feed, live } = setUp();
    const first = live.take([lineOf('first')], 'cad');
    const taken = ['a', 'bad', 'c'].map((callId) => live.take([lineOf(callId)], 'cad'));
    feed.go();
    await first;
    const settled = await Promise.allSettled(taken);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});
