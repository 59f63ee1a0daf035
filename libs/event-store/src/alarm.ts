import { systemClock, type Clock } from '@ywk/platform';

/** Waits that end early when there is news. */
export class Alarm {
  private readonly sleepers = new Set<() => void>();

  constructor(private readonly clock: Clock = systemClock) {}

  /** Resolves after that many ms, or when it is rung, whichever comes first. */
  async after(ms: number): Promise<void> {
    let callOff: (() => void) | undefined;
    let sleeper: (() => void) | undefined;
    await new Promise<void>((resolve) => {
      sleeper = resolve;
      this.sleepers.add(resolve);
      callOff = this.clock.after(ms, resolve);
    });
    callOff?.();
    if (sleeper !== undefined) this.sleepers.delete(sleeper);
  }

  ring(): void {
    for (const wake of this.sleepers) wake();
  }
}
