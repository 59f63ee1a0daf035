import type { Dispatch } from '@ywk/messaging';
import type { Pool, PoolClient } from 'pg';
import { insertParked, insertStrays } from '../parking/parked-rows.ts';
import type { ParkedRow } from '../parking/parked-rows.ts';
import type { Place } from '../source.ts';
import { Application, NotInOnePiece } from './apply.ts';
import { advanceProgress } from './progress.ts';
import type { Step } from './progress.ts';
import type { Pending, Stray, Track } from './track.ts';

/** Somebody else has claimed partitions of this flush, or moved them. */
export class Fenced extends Error {
  override readonly name = 'Fenced';

  constructor(readonly places: readonly Place[]) {
    super(
      `${places.map(({ log, partition }) => `${log}/${partition}`).join(', ')} moved elsewhere.`,
    );
  }
}

/** COMMIT was answered by ROLLBACK: an error inside the transaction was swallowed. */
export class NotCommitted extends Error {
  override readonly name = 'NotCommitted';
}

/** What one flush takes of one track. */
export interface Portion {
  readonly track: Track;
  readonly items: readonly Pending[];
  readonly strays: readonly Stray[];
  readonly step: Step;
}

export interface Flushing {
  readonly pool: Pool;
  readonly group: string;
  readonly dispatch: Dispatch;
}

const rollBack = async (tx: PoolClient): Promise<Error | undefined> => {
  try {
    await tx.query('ROLLBACK');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};

/** Runs work in one transaction; only a COMMIT that was one counts. */
export const committed = async <T>(
  pool: Pool,
  work: (tx: PoolClient) => Promise<T>,
): Promise<T> => {
  const tx = await pool.connect();
  let broken: Error | undefined;
  try {
    await tx.query('BEGIN');
    const result = await work(tx);
    const { command } = await tx.query('COMMIT');
    if (command !== 'COMMIT') throw new NotCommitted(`COMMIT was answered by ${command}.`);
    return result;
  } catch (error) {
    broken = await rollBack(tx);
    throw error;
  } finally {
    tx.release(broken);
  }
};

const blockedKeys = (portions: readonly Portion[]): Set<string> => {
  const names = new Set<string>();
  for (const { track } of portions) {
    for (const key of track.parkedKeys) names.add(Application.keyName(track.log, key));
  }
  return names;
};

const flushOnce = async (
  { pool, group, dispatch }: Flushing,
  portions: readonly Portion[],
  isolated: boolean,
): Promise<readonly ParkedRow[]> =>
  committed(pool, async (tx) => {
    // Progress first: an append in a handler must be the last thing before COMMIT.
    const steps = portions.map(({ step }) => step);
    const lost = await advanceProgress(tx, group, steps);
    if (lost.length > 0) throw new Fenced(lost);
    await insertStrays(
      tx,
      group,
      portions.flatMap(({ track: { log, partition }, strays }) =>
        strays.map((stray) => ({ log, partition, ...stray })),
      ),
    );
    const application = new Application(tx, dispatch, blockedKeys(portions));
    const items = portions.flatMap((portion) => portion.items);
    await (isolated ? application.isolated(items) : application.together(items));
    await insertParked(tx, group, application.parked);
    return application.parked;
  });

/**
 * Writes portions, their effects and their progress in one transaction.
 * @returns what was parked
 * @throws Fenced, NotCommitted or an error of the database; then nothing of it is written, or (when
 *   the connection broke) that is not known
 */
export const flush = async (
  parts: Flushing,
  portions: readonly Portion[],
): Promise<readonly ParkedRow[]> => {
  try {
    return await flushOnce(parts, portions, false);
  } catch (error) {
    if (!(error instanceof NotInOnePiece) && !(error instanceof NotCommitted)) throw error;
    return flushOnce(parts, portions, true);
  }
};
