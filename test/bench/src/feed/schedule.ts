import { setTimeout as pause } from 'node:timers/promises';

/**
 * Open loop: calls `send` with the numbers whose planned time has come, whether or not what was sent
 * before has been answered. The plan is `perSecond` numbers a second, evenly.
 * @returns when all are planned away; the planned time of a number is `plannedAt`
 */
export class Schedule {
  readonly since = performance.now();

  constructor(
    private readonly perSecond: number,
    private readonly total: number,
  ) {}

  /** ms, by the clock of `performance`. */
  plannedAt(at: number): number {
    return this.since + (at * 1000) / this.perSecond;
  }

  async run(send: (from: number, to: number) => void): Promise<void> {
    for (let at = 0; at < this.total;) {
      const due = Math.floor(((performance.now() - this.since) * this.perSecond) / 1000) + 1;
      const to = Math.min(this.total, due);
      if (to > at) send(at, to);
      at = Math.max(at, to);
      await pause(Math.max(1, this.plannedAt(at) - performance.now()));
    }
  }
}
