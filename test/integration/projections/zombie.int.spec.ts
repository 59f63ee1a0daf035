import { describe, expect, it } from '@jest/globals';
import type { LogBatch } from '@ywk/projections';
import { eventually, uniqueName } from '@ywk/testing';
import { facts, type Counted, type FollowBench } from './follow-bench.ts';
import { FollowFixture } from './follow-fixture.ts';
import { SOURCES } from './follow-sources.ts';
import { foldTrail } from './trail-follower.ts';

interface Row {
  total: number;
  readonly positions: number[];
}

/** A handler that trusts its memory: it reads a row once and from then on writes what it knows. */
class CachingHandler {
  private readonly rows = new Map<string, Row>();

  readonly apply = async ({ events, tx }: LogBatch): Promise<void> => {
    for (const { partition, pos, data } of events) {
      const { officer, n } = data as Counted;
      const row = this.rows.get(officer) ?? (await this.load(tx, officer));
      row.total += n;
      row.positions.push(pos);
      this.rows.set(officer, row);
      await tx.query(
        `INSERT INTO trail VALUES ($1, $2, $3, $4) ON CONFLICT (partition, officer)
         DO UPDATE SET total = excluded.total, positions = excluded.positions`,
        [partition, officer, row.total, row.positions.join()],
      );
    }
  };

  forget(): void {
    this.rows.clear();
  }

  private async load(tx: LogBatch['tx'], officer: string): Promise<Row> {
    const { rows } = await tx.query<{ total: string; positions: string }>(
      'SELECT total, positions FROM trail WHERE officer = $1',
      [officer],
    );
    const [row] = rows;
    if (row === undefined) return { total: 0, positions: [] };
    return { total: Number(row.total), positions: row.positions.split(',').map(Number) };
  }
}

/**
 * Another process claims all partitions of the group, applies what it finds new and is gone, all
 * while the first process has read the same events and waits to write them.
 */
const claimElsewhere = async (
  { pool, log, store, registry, append, relay }: Elsewhere,
  group: string,
): Promise<void> => {
  const tx = await pool.connect();
  try {
    await tx.query('BEGIN');
    const { rows } = await tx.query<{ partition: number; last_pos: string }>(
      `SELECT partition, last_pos FROM follower_progress WHERE follower_group = $1
       ORDER BY partition, log FOR UPDATE`,
      [group],
    );
    await append();
    await relay();
    for (const { partition, last_pos } of rows) {
      const slice = { log, partition, after: Number(last_pos), limit: 1_000 };
      const events = (await store.readLog(slice)).map((event) => ({
        ...event,
        data: registry.read(event),
      }));
      const last = events.at(-1);
      if (last === undefined) continue;
      await foldTrail({ log, events, tx, park: () => undefined });
      await tx.query(
        `UPDATE follower_progress SET claim_epoch = claim_epoch + 1, last_pos = $3,
           last_hash = decode($4, 'hex'), log_epoch = $5
         WHERE partition = $1 AND follower_group = $2`,
        [partition, group, last.pos, last.hash, last.logEpoch],
      );
    }
    await tx.query('COMMIT');
  } finally {
    tx.release();
  }
};

type Elsewhere = Pick<FollowBench, 'pool' | 'log' | 'store' | 'registry'> & {
  append(): Promise<void>;
  relay(): Promise<void>;
};

describe.each(SOURCES)('a process that was passed over, following over $name', ({ open }) => {
  const fixture = new FollowFixture(open);

  const scenario = async (keepsCache: boolean): Promise<void> => {
    const { bench } = fixture;
    const group = uniqueName('trail');
    const handler = new CachingHandler();
    let refused = 0;
    const hooks = {
      fenced: () => void (refused += 1),
      dropped: () => void (keepsCache || handler.forget()),
    };
    await fixture.start(fixture.server({ group, hooks }), handler.apply);
    await bench.append(facts(60, 6));
    await bench.relay();
    await bench.caughtUp();
    const { pool, log, store, registry } = bench;
    const append = () => bench.append(facts(60, 6, 100));
    const relay = () => bench.relay();
    await claimElsewhere({ pool, log, store, registry, append, relay }, group);
    await eventually(() => expect(refused).toBeGreaterThan(0));
    await bench.append(facts(60, 6, 200));
    await bench.relay();
  };

  it('T14: cannot commit any more, and forgets what it knew', async () => {
    await scenario(false);
    await fixture.bench.caughtUp();
  }, 60_000);

  it('T14: would write wrong totals if it kept what it knew', async () => {
    await scenario(true);
    await expect(fixture.bench.caughtUp(undefined, 4_000)).rejects.toThrow('wrong');
  }, 60_000);
});
