import { Rejection } from '@ywk/kernel';

/** A small delivery is somebody's present; a large one can wait a little. */
export type Lane = 'live' | 'bulk';

interface Job {
  readonly lines: number;
  run(): Promise<void>;
}

/** The door is full: come again after so many seconds. */
export const queueFull = (waiting: number): Rejection =>
  new Rejection(
    'QUEUE_FULL',
    {
      zh: `已有${waiting}行在等待，请稍后重发相同内容。`,
      en: `${waiting} lines are waiting already. Send the same again later.`,
    },
    { retryAfterSeconds: 2 },
  );

/**
 * A bounded queue before the database: few jobs at once, live ones first. What does not fit is
 * refused before anything of it is taken in.
 */
export class FeedQueue {
  private readonly lanes: Record<Lane, Job[]> = { live: [], bulk: [] };
  private readonly running = new Set<Promise<void>>();
  private lines = 0;

  constructor(
    private readonly maxLines: number,
    private readonly maxRunning: number,
  ) {}

  /** Lines that wait or are being taken in. */
  get waiting(): number {
    return this.lines;
  }

  /** @throws Rejection QUEUE_FULL */
  admit(lines: number): void {
    if (this.lines > 0 && this.lines + lines > this.maxLines) throw queueFull(this.lines);
  }

  /** Runs a job when its turn comes. */
  async run<T>(lane: Lane, lines: number, work: () => Promise<T>): Promise<T> {
    this.lines += lines;
    return new Promise<T>((resolve, reject) => {
      const run = () => work().then(resolve, reject);
      this.lanes[lane].push({ lines, run });
      this.next();
    });
  }

  /** Resolves when everything that is in the queue now has been done. */
  async drained(): Promise<void> {
    const marks = (['live', 'bulk'] as const).map((lane) =>
      this.run(lane, 0, async () => undefined),
    );
    await Promise.all([...this.running, ...marks]);
    await Promise.all(this.running);
  }

  private next(): void {
    if (this.running.size >= this.maxRunning) return;
    const job = this.lanes.live.shift() ?? this.lanes.bulk.shift();
    if (job === undefined) return;
    const running = job.run().finally(() => {
      this.running.delete(running);
      this.lines -= job.lines;
      this.next();
    });
    this.running.add(running);
    this.next();
  }
}
