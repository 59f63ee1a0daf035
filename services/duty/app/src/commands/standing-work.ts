/** Something that is done whenever there is something to do; answers how much it did. */
export interface Task {
  readonly name: string;
  run(): Promise<number>;
}

const EVERY_MS = 250;
const AFTER_ERROR_MS = 2_000;

/** Runs tasks one after the other, when woken and at short intervals, until it is stopped. */
export class StandingWork {
  private tasks: readonly Task[] = [];
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = true;

  constructor(private readonly onError: (task: string, error: unknown) => void) {}

  start(tasks: readonly Task[]): void {
    this.tasks = tasks;
    this.stopped = false;
    this.plan(0);
  }

  /** Looks at once; what woke it may be committed a moment later and is seen then. */
  wake(): void {
    if (this.running === undefined) this.plan(0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private plan(ms: number): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.round().finally(() => (this.running = undefined));
    }, ms);
  }

  private async round(): Promise<void> {
    let next = EVERY_MS;
    for (const task of this.tasks) {
      try {
        await task.run();
      } catch (error) {
        this.onError(task.name, error);
        next = AFTER_ERROR_MS;
      }
    }
    this.plan(next);
  }
}
