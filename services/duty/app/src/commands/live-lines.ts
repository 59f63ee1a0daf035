import type { FeedLine, LineOutcome } from './feed-pass.ts';
import type { FeedQueue } from './feed-queue.ts';
import type { TakeInFeed } from './take-in-feed.ts';

/** One small delivery and who waits for it. */
interface Delivery {
  readonly lines: readonly FeedLine[];
  readonly resolve: (outcomes: LineOutcome[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Deliveries of one sender that will be taken in together. */
interface Group {
  readonly deliveries: Delivery[];
  lines: number;
}

/** Lines of one group: as many as one pass looks at. */
const MAX_LINES = 200;

/**
 * Takes small deliveries in together: what comes while those before are being taken in shares the
 * next turn, so that a system that sends each message by itself is not slowed down by it. Nobody
 * waits for company, and when a shared turn fails each delivery is taken in alone.
 */
export class LiveLines {
  /** Groups that have not begun, by sender. */
  private readonly forming = new Map<string, Group>();

  constructor(
    private readonly queue: FeedQueue,
    private readonly feed: Pick<TakeInFeed, 'take'>,
  ) {}

  /** Takes one delivery in. @param lines at most as many as one pass looks at */
  take(lines: readonly FeedLine[], actor: string): Promise<LineOutcome[]> {
    return new Promise((resolve, reject) => {
      const delivery = { lines, resolve, reject };
      const group = this.forming.get(actor);
      if (group !== undefined && group.lines + lines.length <= MAX_LINES) {
        group.deliveries.push(delivery);
        group.lines += lines.length;
        return;
      }
      const fresh: Group = { deliveries: [delivery], lines: lines.length };
      this.forming.set(actor, fresh);
      this.queue.run('live', lines.length, () => this.run(fresh, actor)).catch(reject);
    });
  }

  private async run(group: Group, actor: string): Promise<void> {
    if (this.forming.get(actor) === group) this.forming.delete(actor);
    const { deliveries } = group;
    try {
      const lines = deliveries.flatMap((delivery) => delivery.lines);
      const outcomes = await this.feed.take(lines, actor);
      const byLine = new Map(outcomes.map((outcome) => [outcome.line, outcome]));
      for (const { lines: own, resolve } of deliveries) {
        resolve(own.flatMap((line) => byLine.get(line) ?? []));
      }
    } catch (error) {
      if (deliveries.length === 1) deliveries[0]?.reject(error);
      else await this.takeEach(deliveries, actor);
    }
  }

  private async takeEach(deliveries: readonly Delivery[], actor: string): Promise<void> {
    for (const { lines, resolve, reject } of deliveries) {
      await this.feed.take(lines, actor).then(resolve, reject);
    }
  }
}
