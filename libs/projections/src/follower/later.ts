/** Work put off, unless it is called off before. */
export class Later {
  private readonly timers = new Set<NodeJS.Timeout>();
  private cleared = false;

  run(work: () => unknown, ms: number): void {
    if (this.cleared) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, ms);
    timer.unref();
    this.timers.add(timer);
  }

  /** Does it again and again, so long after the last time has ended; what it throws is told. */
  every(work: () => Promise<void>, ms: number, failed: (error: unknown) => void): void {
    this.run(async () => {
      await work().catch(failed);
      this.every(work, ms, failed);
    }, ms);
  }

  /** Calls everything off, also what would be put off from now on. */
  clear(): void {
    this.cleared = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }
}
