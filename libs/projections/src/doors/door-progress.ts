import type { Claim, Dispatch, DoorProgress, DoorSlice, TopicPartition } from '@ywk/messaging';
import type { MessagingLog } from '@ywk/messaging';
import type { Pool } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, mayPass } from '../follower/failure.ts';
import { committed, Fenced } from '../follower/flush.ts';
import { claimProgress, ownerOfProgress } from '../follower/progress.ts';
import { placeName } from '../follower/track.ts';
import type { DoorBatch } from '../types.ts';

export interface DoorProgressParts {
  readonly pool: Pool;
  readonly group: string;
  readonly owner: string;
  readonly dispatch: Dispatch;
  readonly log: MessagingLog;
  /** A partition is halted; without a reason when it was found so by a claim. */
  readonly halted: (door: string, partition: number, reason?: string) => void;
}

const MOVE = `
UPDATE follower_progress SET next_offset = $4
WHERE partition = $1 AND follower_group = $2 AND log = $3 AND claim_epoch = $5
  AND coalesce(next_offset, $6) = $6 AND state = 'running'`;

const HALT = `
UPDATE follower_progress SET state = 'halted', reason = $4
WHERE partition = $1 AND follower_group = $2 AND log = $3 AND claim_epoch = $5`;

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

const placeOf = ({ topic, partition }: TopicPartition) => ({ log: topic, partition });

type Applied = 'applied' | 'again' | 'lost' | 'halted';

/** Keeps the offsets of doors in the rows that followers use; the fence is (offset, claim epoch). */
export class PgDoorProgress implements DoorProgress {
  private readonly epochs = new Map<string, number>();
  private failures = 0;

  constructor(private readonly parts: DoorProgressParts) {}

  async claim(partitions: readonly TopicPartition[]): Promise<readonly Claim[]> {
    const rows = await claimProgress(this.parts.pool, this.parts, partitions.map(placeOf));
    for (const row of rows) {
      this.epochs.set(placeName(row), row.claimEpoch);
      if (row.halted !== undefined) this.parts.halted(row.log, row.partition);
    }
    return rows
      .filter(({ halted }) => halted === undefined)
      .map(({ log, partition, nextOffset }) => ({
        topic: log,
        partition,
        offset: nextOffset ?? 'earliest',
      }));
  }

  async apply(slice: DoorSlice): Promise<Applied> {
    try {
      await this.commit(slice);
      this.failures = 0;
      return 'applied';
    } catch (error) {
      if (error instanceof Fenced) return this.whoHolds(slice);
      if (mayPass(error)) return this.waitALittle(error);
      return this.narrow(slice, error);
    }
  }

  async halt({ topic, partition }: TopicPartition, reason: string): Promise<void> {
    const { pool, group, log } = this.parts;
    // Only these two: a slice has the raw lines with it, which belong into no log line.
    const at = { topic, partition };
    const epoch = this.epochs.get(placeName(placeOf(at)));
    log.error({ group, ...at, reason }, 'A door is halted');
    try {
      await pool.query(HALT, [partition, group, topic, reason, epoch]);
    } catch (error) {
      // The next claim reads from the same offset and meets the same cause.
      log.warn({ group, ...at, error }, 'The halt could not be written');
    }
    // After the row is written: who looks at it before would take it for cleared.
    this.parts.halted(topic, partition, reason);
  }

  private async commit(slice: DoorSlice): Promise<void> {
    const { pool, group, dispatch } = this.parts;
    const { topic, partition, records, fromOffset, nextOffset } = slice;
    const epoch = this.epochs.get(placeName(placeOf(slice)));
    await committed(pool, async (tx) => {
      const values = [partition, group, topic, nextOffset, epoch, fromOffset];
      const { rowCount } = await tx.query(MOVE, values);
      if (rowCount !== 1) throw new Fenced([placeOf(slice)]);
      if (records.length === 0) return;
      const batch: DoorBatch = { door: topic, partition, records, tx };
      await dispatch(topic, batch);
    });
  }

  private async whoHolds(slice: DoorSlice): Promise<Applied> {
    const { pool, group, owner } = this.parts;
    const holder = await ownerOfProgress(pool, group, placeOf(slice)).catch(() => undefined);
    return holder === owner ? 'again' : 'lost';
  }

  private async waitALittle(error: unknown): Promise<Applied> {
    const { group, log } = this.parts;
    log.warn({ group, error: describe(error) }, 'Records of a door are tried again');
    await pause(Math.min(FIRST_PAUSE_MS * 2 ** this.failures, LONGEST_PAUSE_MS));
    this.failures += 1;
    return 'again';
  }

  /** Applies the records in halves, so that only the one at fault stops the door. */
  private async narrow(slice: DoorSlice, error: unknown): Promise<Applied> {
    const [first, second] = halves(slice);
    if (first === undefined || second === undefined) {
      await this.halt(slice, `Offset ${slice.fromOffset}: ${describe(error)}`);
      return 'halted';
    }
    const result = await this.apply(first);
    return result === 'applied' ? this.apply(second) : result;
  }
}

const halves = (slice: DoorSlice): DoorSlice[] => {
  const { records } = slice;
  const middle = Math.ceil(records.length / 2);
  const border = records[middle]?.offset;
  if (border === undefined) return [];
  return [
    { ...slice, records: records.slice(0, middle), nextOffset: border },
    { ...slice, records: records.slice(middle), fromOffset: border },
  ];
};
