/** Waits that end early when there is news. */
export class Alarm {
  private readonly sleepers = new Set<() => void>();

  /** Resolves after that many ms, or when it is rung, whichever comes first. */
  async after(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    let sleeper: (() => void) | undefined;
    await new Promise<void>((resolve) => {
      sleeper = resolve;
      this.sleepers.add(resolve);
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
    if (sleeper !== undefined) this.sleepers.delete(sleeper);
  }

  ring(): void {
    for (const wake of this.sleepers) wake();
  }
}
