import { canonicalText, EVENT_CONTRACTS, GENESIS_HASH, partitionOf } from '@ywk/contracts';
import type { AppliedEvent, ViewModule } from '@ywk/projections';
import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';

/** An event as a test states it: its recorded sample, with some members changed. */
export interface Said {
  readonly type: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

const AT = '2024-06-01T00:00:00.000Z';

/** What was said, as events of their logs: dense positions in the partition of each key. */
export const eventsOf = (said: readonly Said[]): AppliedEvent[] => {
  const reached = new Map<string, number>();
  return said.map(({ type, data: change }) => {
    const contract = EVENT_CONTRACTS.findLast((one) => one.type === type);
    if (contract === undefined) throw new Error(`No event is called ${type}.`);
    const { log, v } = contract;
    const data = { ...(contract.sample as object), ...change };
    const key = contract.key(data);
    const partition = partitionOf(key);
    const pos = (reached.get(`${log}/${partition}`) ?? 0) + 1;
    reached.set(`${log}/${partition}`, pos);
    const chain = { logEpoch: 1, prevHash: GENESIS_HASH, hash: GENESIS_HASH };
    const ids = { eventId: randomUUID(), commandId: randomUUID() };
    const origin = { causationId: null, correlationId: null, actor: 'test' };
    const place = { log, partition, pos, stream: key, streamVersion: pos, key };
    const when = { occurredAt: AT, recordedAt: AT };
    const text = { dataText: canonicalText(data), data };
    return { ...place, ...chain, ...ids, type, v, ...when, ...origin, ...text };
  });
};

/** Where a list is cut into batches: a new one begins before each of these indexes. */
export type Cuts = readonly number[];

const batchesOf = (events: readonly AppliedEvent[], cuts: Cuts): AppliedEvent[][] => {
  const edges = [...new Set([0, ...cuts.map((cut) => cut % (events.length + 1)), events.length])];
  const sorted = edges.sort((a, b) => a - b);
  return sorted.slice(1).map((to, at) => events.slice(sorted[at], to));
};

const fold = async (
  tx: PoolClient,
  view: ViewModule,
  events: readonly AppliedEvent[],
): Promise<void> => {
  for (const log of new Set(events.map((event) => event.log))) {
    const own = events.filter((event) => event.log === log);
    const park = (): never => {
      throw new Error('A view parks nothing here.');
    };
    await view.fold({ log, events: own, tx, park }, (table) => table);
  }
};

/** The rows of a view after these events, table by table, in tables that nobody else sees. */
export const rowsOf = async (
  pool: Pool,
  view: ViewModule,
  { events, cuts = [] }: { events: readonly AppliedEvent[]; cuts?: Cuts },
): Promise<Record<string, Record<string, unknown>[]>> => {
  const tx = await pool.connect();
  try {
    await tx.query('BEGIN');
    for (const [name, create] of Object.entries(view.tables)) await tx.query(create(name));
    for (const batch of batchesOf(events, cuts)) await fold(tx, view, batch);
    const rows: Record<string, Record<string, unknown>[]> = {};
    for (const name of Object.keys(view.tables)) {
      rows[name] = (await tx.query(`SELECT * FROM ${name} AS t ORDER BY 2, t::text`)).rows;
    }
    return rows;
  } finally {
    await tx.query('ROLLBACK');
    tx.release();
  }
};
