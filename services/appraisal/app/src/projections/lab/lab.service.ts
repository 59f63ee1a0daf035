import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { isRejection } from '@ywk/kernel';
import { isOutage } from '@ywk/platform';
import type { Logger } from 'pino';
import { failRun, nextRun } from '../../persistence/lab-run.store.ts';
import { Lease } from '../../persistence/lease.store.ts';
import { LeasedWork } from '../leased-work.ts';
import { LabWork, type LabParts } from './lab-work.ts';

/** Failures in a row, other than an outage, after which a run is given up. */
const MOST_FAILURES = 3;

/** Does the runs of the lab one after the other, the oldest first; one process at a time does it. */
export class LabRunner {
  private readonly lease = new Lease('lab_lease');
  private current: { readonly work: LabWork; readonly token: string } | undefined;
  private failures = 0;

  constructor(private readonly parts: LabParts) {}

  /** As {@link LeasedWork} does it. */
  get leased() {
    const { pool } = this.parts;
    return { pool, lease: this.lease, piece: (token: string) => this.piece(token) };
  }

  /** @returns 1 for a piece that was done; 0 when there is no run */
  async piece(token: string): Promise<number> {
    const run = this.current?.work.run ?? (await nextRun(this.parts.pool))?.run;
    if (run === undefined) return 0;
    try {
      return await this.step(token);
    } catch (error) {
      this.current = undefined;
      await this.judge(run, error);
      throw error;
    }
  }

  private async step(token: string): Promise<number> {
    const work = await this.workUnder(token);
    if (work === undefined) return 0;
    const last = work.finished;
    const held = await work.step({ lease: this.lease, token });
    if (last || !held) this.current = undefined;
    this.failures = 0;
    return Number(held);
  }

  /** What this process has in hand; read again when others may have worked on it meanwhile. */
  private async workUnder(token: string): Promise<LabWork | undefined> {
    if (this.current?.token === token) return this.current.work;
    const run = await nextRun(this.parts.pool);
    if (run === undefined) return undefined;
    this.current = { work: await LabWork.open(this.parts, run), token };
    return this.current.work;
  }

  private async judge(run: string, error: unknown): Promise<void> {
    if (isOutage(error)) return;
    this.failures += 1;
    if (!isRejection(error) && this.failures < MOST_FAILURES) return;
    this.failures = 0;
    const why = error instanceof Error ? error.message : String(error);
    await failRun(this.parts.pool, run, isRejection(error) ? `${error.code}: ${why}` : why);
  }
}

/** Runs the lab as long as the service runs; it stops before the connections close. */
export class LabService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly work: LeasedWork;

  constructor(parts: LabParts, logger: Logger) {
    this.work = new LeasedWork(new LabRunner(parts).leased, {
      failed: (error) => logger.warn({ err: error }, 'a run of the lab was interrupted'),
    });
  }

  onApplicationBootstrap(): void {
    this.work.start();
  }

  /** A run was asked for. */
  wake(): void {
    this.work.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }
}
