import { inTransaction, type AppendCommand } from '@ywk/event-store';
import type { PoolClient } from 'pg';
import { commandOf, officersIn, seeded, writeOf, type TestLog } from './test-log.ts';

/** Partitions that the writers crowd into. */
export const CROWDED = [3, 17, 40, 61];

export interface StressReport {
  readonly committed: number;
  readonly rolledBack: number;
  /** Positions that a reader jumped over, or that were given twice. */
  readonly gaps: number;
  /** Events that were committed and that the reader, going on from its position, never saw. */
  readonly lost: number;
}

class Fell extends Error {}

const UNIQUE_VIOLATION = '23505';

/** Fails at the commit, by itself: each transaction breaks the constraint with its own number. */
const DEFERRED = 'INSERT INTO deferred_check (x) VALUES ($1), ($1)';

/** How one transaction ends; each of them may leave a hole where positions are not rolled back. */
const ENDINGS = ['commit', 'commit', 'commit', 'roll back', 'savepoint', 'deferred'] as const;

const appendIn = async (log: TestLog, tx: PoolClient, command: AppendCommand): Promise<void> => {
  const [outcome] = await log.store.append([command], tx);
  if (outcome?.outcome !== 'accepted') throw new Error(`Refused: ${JSON.stringify(outcome)}`);
};

const transact = async (
  log: TestLog,
  tx: PoolClient,
  { ending, command, naps }: Plan,
): Promise<void> => {
  if (ending === 'savepoint') await tx.query('SAVEPOINT before');
  if (ending === 'deferred') await tx.query(DEFERRED, [command.commandId]);
  await appendIn(log, tx, command);
  // The database dawdles before the commit, so that others overtake it where they can.
  if (naps > 0) await tx.query('SELECT pg_sleep($1)', [naps / 1_000]);
  if (ending === 'roll back') throw new Fell();
  if (ending === 'savepoint') await tx.query('ROLLBACK TO before');
};

interface Plan {
  readonly ending: string;
  readonly command: AppendCommand;
  readonly naps: number;
}

const oneOf = <T>(list: readonly T[], pick: (below: number) => number): T =>
  list[pick(list.length)] as T;

const planOf = (log: TestLog, pick: (below: number) => number): Plan => {
  const officer = oneOf(officersIn(oneOf(CROWDED, pick), 5), pick);
  const command = commandOf(writeOf(log.log, officer, { count: 1 + pick(2) }));
  return { ending: oneOf(ENDINGS, pick), command, naps: pick(4) };
};

const wasMeant = (error: unknown, { ending }: Plan): boolean => {
  if (error instanceof Fell) return true;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return ending === 'deferred' && code === UNIQUE_VIOLATION;
};

/** Answers how many transactions were committed with their events. */
const writer = async (log: TestLog, seed: number, rounds: number): Promise<number> => {
  const pick = seeded(seed);
  let committed = 0;
  for (let round = 0; round < rounds; round += 1) {
    const plan = planOf(log, pick);
    try {
      await inTransaction(log.pool, (tx) => transact(log, tx, plan));
      if (plan.ending === 'commit') committed += 1;
    } catch (error) {
      if (!wasMeant(error, plan)) throw error;
    }
  }
  return committed;
};

/** Follows the crowded partitions as a consumer does: what lies above the last position seen. */
class Reader {
  readonly seen = new Set<string>();
  gaps = 0;
  private readonly last = new Map<number, number>();

  constructor(private readonly log: TestLog) {}

  async look(): Promise<void> {
    for (const partition of CROWDED) {
      const after = this.last.get(partition) ?? 0;
      const page = await this.log.store.readLog({
        log: this.log.log,
        partition,
        after,
        limit: 500,
      });
      let expected = after;
      for (const { pos, eventId } of page) {
        expected += 1;
        if (pos !== expected) this.gaps += 1;
        expected = pos;
        this.seen.add(eventId);
      }
      this.last.set(partition, expected);
    }
  }
}

/**
 * Sixteen writers with commits, roll-backs, savepoints and commits that fail, and a reader that
 * polls all the while.
 */
export const stress = async (log: TestLog, seed: number, rounds: number): Promise<StressReport> => {
  const reader = new Reader(log);
  let done = false;
  const reading = (async () => {
    while (!done) await reader.look();
    await reader.look();
  })();
  const writing = Array.from({ length: 16 }, (_, at) => writer(log, seed + at, rounds));
  const ended = await Promise.allSettled(writing);
  done = true;
  await reading;
  const counts = ended.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
  const committed = counts.reduce((sum, count) => sum + count, 0);
  const stored = (await Promise.all(CROWDED.map((at) => log.eventsOf(at)))).flat();
  const lost = stored.filter(({ eventId }) => !reader.seen.has(eventId)).length;
  const rolledBack = 16 * rounds - committed;
  return { committed: stored.length, rolledBack, gaps: reader.gaps, lost };
};
