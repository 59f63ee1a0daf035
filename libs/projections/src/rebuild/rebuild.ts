import type { ContractRegistry } from '@ywk/contracts';
import type { Pool, PoolClient } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { onlyRolledBack } from '../follower/failure.ts';
import { committed } from '../follower/flush.ts';
import type { LogReader } from '../types.ts';
import { RebuildStep } from './rebuild-step.ts';
import { Shadow } from './shadow.ts';
import { behind, builtVector, liveVector, tableDigest } from './vector.ts';
import type { LiveState } from './vector.ts';
import type { ViewModule } from './view-module.ts';

export interface RebuildOptions {
  /** Of the role that owns the view's tables: it creates and renames them. */
  readonly pool: Pool;
  readonly view: ViewModule;
  /** The follower whose handlers feed the live tables. */
  readonly group: string;
  readonly reader: LogReader;
  readonly registry: ContractRegistry;
  /** Events of one transaction; 2,000 when not given. */
  readonly page?: number;
  /** Told after each page: events applied so far, and how many there are. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Whether the tables beside are equal to the live ones at one position vector. */
export interface Comparison {
  readonly equal: boolean;
  /** Tables that differ. */
  readonly different: readonly string[];
}

export interface Swapped {
  /** How long readers could have to wait, ms. */
  readonly ms: number;
}

const LOCK_LIVE = `
SELECT 1 FROM follower_progress WHERE follower_group = $1 AND log = ANY($2::text[])
ORDER BY partition, log FOR UPDATE`;

const SWAP_TRIES = 50;
const SWAP_PAUSE_MS = 100;
/** More than so many events behind, and the swap would hold the live view up: it waits for less. */
const SWAP_EVENTS = 2_000;

/**
 * Builds a view anew from its logs beside the live tables, while these serve and are written. It may
 * be ended at any point; the next run goes on from there. Run one at a time for a view.
 */
export class Rebuild {
  private readonly shadow: Shadow;
  private readonly page: number;

  constructor(private readonly options: RebuildOptions) {
    this.shadow = new Shadow(options.view);
    this.page = options.page ?? 2_000;
  }

  /** Begins, or goes on with what an earlier run left, until the live tables are caught up with. */
  async build(): Promise<void> {
    const { pool } = this.options;
    await committed(pool, (tx) => this.shadow.open(tx));
    if (await committed(pool, (tx) => this.shadow.isBare(tx))) {
      await this.fill();
      await committed(pool, (tx) => this.shadow.addKeys(tx));
    }
    while ((await this.round(await this.live(this.options.pool))) > 0);
  }

  /** Compares all rows at one position vector, without holding up readers or the follower. */
  async compare(): Promise<Comparison> {
    const { pool, view } = this.options;
    const snapshot = await pool.connect();
    try {
      await snapshot.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await snapshot.query('SET LOCAL idle_in_transaction_session_timeout = 0');
      const target = await this.live(snapshot);
      while ((await this.round(target)) > 0);
      const different: string[] = [];
      for (const table of Object.keys(view.tables)) {
        const live = await tableDigest(snapshot, table);
        const built = await tableDigest(pool, this.shadow.nameOf(table));
        if (live !== built) different.push(table);
      }
      return { equal: different.length === 0, different };
    } finally {
      await snapshot.query('ROLLBACK');
      snapshot.release();
    }
  }

  /** Puts the tables beside in the place of the live ones; readers see the one or the other. */
  async swap(): Promise<Swapped> {
    for (let attempt = 1; ; attempt += 1) {
      while ((await this.round(await this.live(this.options.pool))) > 0);
      try {
        const swapped = await committed(this.options.pool, (tx) => this.swapIn(tx));
        if (swapped !== undefined) {
          await this.dropOld();
          return swapped;
        }
      } catch (error) {
        if (!onlyRolledBack(error) || attempt === SWAP_TRIES) throw error;
      }
      await pause(SWAP_PAUSE_MS);
    }
  }

  /** Builds, compares, and swaps when the tables are equal or a difference is wanted. */
  async run({ acceptDifferences = false } = {}): Promise<Comparison & { swapped?: Swapped }> {
    await this.build();
    const comparison = await this.compare();
    if (!comparison.equal && !acceptDifferences) return comparison;
    return { ...comparison, swapped: await this.swap() };
  }

  /** Removes what an unfinished rebuild left. */
  async discard(): Promise<void> {
    await committed(this.options.pool, (tx) => this.shadow.discard(tx));
  }

  /** Fills places that nothing was built of yet, until one cannot be filled. */
  private async fill(): Promise<void> {
    const { pool, view, onProgress } = this.options;
    const target = await this.live(pool);
    const total = target.reduce((sum, { pos }) => sum + pos, 0);
    const built = await builtVector(pool, view.name);
    let done = [...built.values()].reduce((sum, { pos }) => sum + pos, 0);
    for (const place of behind(target, built)) {
      if (place.from > 0) continue;
      if (!(await committed(pool, (tx) => this.step(tx).fill(place)))) return;
      done += place.pos;
      onProgress?.(done, total);
    }
  }

  private live(client: Pool | PoolClient): Promise<LiveState[]> {
    return liveVector(client, this.options.group, this.options.view.logs);
  }

  private step(tx: PoolClient): RebuildStep {
    const table = (name: string): string => this.shadow.nameOf(name);
    return new RebuildStep({ ...this.options, table }, tx);
  }

  /** Brings every place up to the target. @returns how many events that were */
  private async round(target: readonly LiveState[]): Promise<number> {
    const { pool, view, onProgress } = this.options;
    const built = await builtVector(pool, view.name);
    const total = target.reduce((sum, { pos }) => sum + pos, 0);
    let done = [...built.values()].reduce((sum, { pos }) => sum + pos, 0);
    const before = done;
    for (const state of behind(target, built)) {
      let reached = state.from;
      do {
        const from = reached;
        reached = await committed(pool, (tx) => this.step(tx).run(state, this.page));
        done += reached - from;
        if (reached > from) onProgress?.(done, total);
      } while (reached < state.pos);
    }
    return done - before;
  }

  /** @returns undefined when the live view has gone too far ahead meanwhile */
  private async swapIn(tx: PoolClient): Promise<Swapped | undefined> {
    const { group, view } = this.options;
    await tx.query(`SET LOCAL lock_timeout = '1s'`);
    await tx.query(LOCK_LIVE, [group, view.logs]);
    const begun = performance.now();
    const places = behind(await this.live(tx), await builtVector(tx, view.name));
    const events = places.reduce((sum, { pos, from }) => sum + Math.max(0, pos - from), 0);
    if (events > SWAP_EVENTS) return undefined;
    for (const place of places) await this.step(tx).run(place, SWAP_EVENTS);
    // Shorter than PostgreSQL's look for deadlocks: where a reader holds a later table of the view
    // and asks for an earlier one, it is the swap that gives way and tries again.
    await tx.query(`SET LOCAL lock_timeout = '200ms'`);
    await this.shadow.rename(tx);
    return { ms: performance.now() - begun };
  }

  private async dropOld(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await committed(this.options.pool, (tx) => this.shadow.dropOld(tx));
      } catch (error) {
        if (!onlyRolledBack(error) || attempt === SWAP_TRIES) throw error;
        await pause(SWAP_PAUSE_MS);
      }
    }
  }
}
