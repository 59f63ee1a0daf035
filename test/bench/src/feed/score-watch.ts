import { createPool } from '@ywk/event-store';
import type { Pool } from 'pg';

const LOOK_MS = 5;

const VERSIONS = `
SELECT officer, xmin::text AS version FROM sheet
WHERE partition BETWEEN 0 AND 63 AND period = $1`;

/** Sees when the stored sheet of an officer is written anew: from then on everybody reads it. */
export class ScoreWatch {
  private readonly pool: Pool;
  private readonly versions = new Map<string, string>();
  private readonly waiting = new Map<string, (seenAt: number) => void>();
  private looking: Promise<void> | undefined;
  private stopped = false;

  constructor(
    url: string,
    private readonly period: string,
  ) {
    this.pool = createPool({ url, max: 1, applicationName: 'bench-watch' });
  }

  start(): void {
    this.looking ??= this.lookOn();
  }

  /** Sheets that stand now. */
  get sheets(): number {
    return this.versions.size;
  }

  /** Resolves with the time (of `performance`) when the officer's sheet is next written. */
  next(officer: string): Promise<number> {
    return new Promise((resolve) => this.waiting.set(officer, resolve));
  }

  isAwaited(officer: string): boolean {
    return this.waiting.has(officer);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.looking;
    await this.pool.end();
  }

  private async lookOn(): Promise<void> {
    while (!this.stopped) {
      const begun = performance.now();
      await this.look();
      const left = LOOK_MS - (performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, Math.max(1, left)));
    }
  }

  private async look(): Promise<void> {
    const { rows } = await this.pool.query<{ officer: string; version: string }>({
      name: 'versions',
      text: VERSIONS,
      values: [this.period],
    });
    const now = performance.now();
    for (const { officer, version } of rows) {
      if (this.versions.get(officer) === version) continue;
      this.versions.set(officer, version);
      this.waiting.get(officer)?.(now);
      this.waiting.delete(officer);
    }
  }
}
