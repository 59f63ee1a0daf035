/** What a process that folds is told, and what it answers. */
export interface FoldTask {
  readonly databaseUrl: string;
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly group: string;
  /** Facts that the topic holds. */
  readonly count: number;
}

export interface FoldReport {
  /** From the first records to the last commit. */
  readonly ms: number;
  /** The most memory that the process held, MiB. */
  readonly rssMiB: number;
  /** Processor time of the process since the first records, ms. */
  readonly cpuMs: number;
}

/** Takes the time from the first records on. */
export class FoldClock {
  private since: number | undefined;
  private cpu = process.cpuUsage();

  begin(): void {
    if (this.since !== undefined) return;
    this.since = performance.now();
    this.cpu = process.cpuUsage();
  }

  report(): FoldReport {
    const { user, system } = process.cpuUsage(this.cpu);
    return {
      ms: performance.now() - (this.since ?? NaN),
      rssMiB: process.resourceUsage().maxRSS / 1024,
      cpuMs: (user + system) / 1000,
    };
  }
}

/** Runs work for the task that the parent process sends, and answers it. */
export const answerTask = (work: (task: FoldTask) => Promise<FoldReport>): void => {
  process.once('message', (task: FoldTask) => {
    work(task).then(
      (report) => process.send?.(report, () => process.exit(0)),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        process.exit(1);
      },
    );
  });
};
