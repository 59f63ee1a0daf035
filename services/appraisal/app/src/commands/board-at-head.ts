import { LOGS, PARTITIONS } from '@ywk/contracts';
import type { EventStore } from '@ywk/event-store';
import { Rejection } from '@ywk/kernel';
import type { Connections } from '../persistence/database.ts';
import { appliedTo } from '../persistence/seen-positions.store.ts';

export interface BoardParts {
  readonly pool: Connections;
  readonly store: EventStore;
  /** The follower that keeps the lists of decisions. */
  readonly group: string;
}

const PAUSE_MS = 50;
const WAIT_MS = 5_000;

/** Partitions in which the lists of decisions are behind the log. */
const behind = async (
  { pool, group }: BoardParts,
  heads: ReadonlyMap<number, number>,
): Promise<number[]> => {
  const applied = await appliedTo(pool, { group, log: LOGS.decision, partitions: PARTITIONS });
  return [...heads].filter(([at, pos]) => (applied.get(at) ?? 0) < pos).map(([at]) => at);
};

/**
 * Waits until the lists of decisions show every decision there is by now: seats are counted in them.
 * @throws Rejection BOARD_BEHIND with the partitions that are behind
 */
export const boardAtHead = async (parts: BoardParts): Promise<void> => {
  const heads = await parts.store.heads(LOGS.decision);
  const ends = new Map(heads.map(({ partition, lastPos }) => [partition, lastPos]));
  let late = await behind(parts, ends);
  for (let waited = 0; late.length > 0 && waited < WAIT_MS; waited += PAUSE_MS) {
    await new Promise((done) => setTimeout(done, PAUSE_MS));
    late = await behind(parts, ends);
  }
  if (late.length === 0) return;
  throw new Rejection(
    'BOARD_BEHIND',
    { zh: '决定尚在登记，请重新发送。', en: 'Decisions are still being listed; send it again.' },
    { partitions: late },
  );
};
