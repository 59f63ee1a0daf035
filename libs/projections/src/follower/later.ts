import type { Clock } from '@ywk/platform';

/** Work put off, unless it is called off before. */
export class Later {
  private readonly callOffs = new Set<() => void>();
  private cleared = false;

  constructor(readonly clock: Clock) {}

  run(work: () => unknown, ms: number): void {
    if (this.cleared) return;
    const callOff = this.clock.after(ms, () => {
      this.callOffs.delete(callOff);
      work();
    });
    this.callOffs.add(callOff);
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
    for (const callOff of this.callOffs) callOff();
    this.callOffs.clear();
  }
}
