import type { Pool, QueryArrayConfig } from 'pg';
import type { RelayLease } from './relay-lease.ts';
import {
  ENSURE_CHECKPOINTS,
  READ_CHECKPOINTS,
  READ_ENDS,
  READ_UNSENT,
  SAVE_CHECKPOINTS,
} from './relay.statements.ts';
import type { LogRecord, PartitionRange } from './relay-types.ts';

/** Records in order, and the positions reached when all of them are on the topics. */
export interface Portion {
  readonly records: readonly LogRecord[];
  readonly reached: readonly Place[];
  /** Events that stand in the log and not yet on the topics, these included. */
  readonly backlog: number;
  /** When the oldest of them was recorded, ms since 1970; undefined when there is none. */
  readonly oldestMs: number | undefined;
}

export interface Place {
  readonly log: string;
  readonly partition: number;
  readonly pos: number;
}

export interface RelaySourceParts {
  readonly pool: Pool;
  readonly logs: readonly string[];
  readonly range: PartitionRange;
}

/** Most of one call: kafkajs' grouping costs the square of the records of a partition. */
const RECORDS_PER_PARTITION = 1_000;
const RECORDS = 5_000;
/** A broker takes a batch of 1 MiB a partition unless it is told otherwise. */
const BYTES_PER_PARTITION = 700_000;
const BYTES = 16_000_000;

interface EndRow {
  readonly log: string;
  readonly partition: number;
  readonly last_pos: string;
}

type UnsentRow = readonly [at: number, recordedMs: string, key: string, wire: string];

const EMPTY: Portion = { records: [], reached: [], backlog: 0, oldestMs: undefined };

const unsentAfter = (places: readonly Place[]): QueryArrayConfig => ({
  name: 'relay_read',
  text: READ_UNSENT,
  values: [
    places.map(({ partition }) => partition),
    places.map(({ log }) => log),
    places.map(({ pos }) => pos),
    Math.max(1, Math.min(RECORDS_PER_PARTITION, Math.floor(RECORDS / places.length))),
    Math.min(BYTES_PER_PARTITION, Math.floor(BYTES / places.length)),
  ],
  rowMode: 'array',
});

const nameOf = (log: string, partition: number): string => `${log}/${partition}`;

/** The checkpoint was not moved: somebody else leads the range. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** What is to be sent, read ahead of the checkpoint from which it began. */
export class RelaySource {
  private readonly read = new Map<string, number>();

  private constructor(private readonly parts: RelaySourceParts) {}

  /** Begins at the checkpoints. */
  static async open(parts: RelaySourceParts): Promise<RelaySource> {
    const { pool, logs, range } = parts;
    const place = [range.from, range.to, logs];
    await pool.query(ENSURE_CHECKPOINTS, place);
    const { rows } = await pool.query<{ log: string; partition: number; pos: string }>(
      READ_CHECKPOINTS,
      place,
    );
    const source = new RelaySource(parts);
    for (const { log, partition, pos } of rows) {
      source.read.set(nameOf(log, partition), Number(pos));
    }
    return source;
  }

  /** The next portion after the last one; empty when there is no news. */
  async next(): Promise<Portion> {
    const places = await this.places();
    if (places.length === 0) return EMPTY;
    const backlog = places.reduce((sum, { last, pos }) => sum + last - pos, 0);
    const { rows } = await this.parts.pool.query<UnsentRow & unknown[]>(unsentAfter(places));
    return { ...this.portion(places, rows), backlog };
  }

  /** Keeps what was acknowledged. @throws LeaseLost */
  async save(reached: readonly Place[], lease: RelayLease): Promise<void> {
    const { rowCount } = await this.parts.pool.query({
      name: 'relay_save',
      text: SAVE_CHECKPOINTS,
      values: [
        reached.map(({ partition }) => partition),
        reached.map(({ log }) => log),
        reached.map(({ pos }) => pos),
        this.parts.range.from,
        lease.token,
      ],
    });
    if (rowCount !== reached.length) throw new LeaseLost('Another process leads this range.');
  }

  private async places(): Promise<(Place & { readonly last: number })[]> {
    const { pool, logs, range } = this.parts;
    const { rows } = await pool.query<EndRow>({
      name: 'relay_ends',
      text: READ_ENDS,
      values: [range.from, range.to, logs],
    });
    return rows
      .map(({ log, partition, last_pos }) => ({
        log,
        partition,
        pos: this.read.get(nameOf(log, partition)) ?? 0,
        last: Number(last_pos),
      }))
      .filter(({ pos, last }) => last > pos);
  }

  /** Positions are dense, so they need not be sent along: each row is one further. */
  private portion(places: readonly Place[], rows: readonly UnsentRow[]): Omit<Portion, 'backlog'> {
    const records: LogRecord[] = [];
    const counts = places.map(() => 0);
    let oldestMs: number | undefined;
    for (const [at, recordedMs, key, value] of rows) {
      const place = places[at - 1];
      const count = counts[at - 1];
      if (place === undefined || count === undefined) {
        throw new RangeError('The log answered for a place not asked for.');
      }
      // The first one of a place is its oldest.
      if (count === 0) oldestMs = Math.min(oldestMs ?? Infinity, Number(recordedMs));
      counts[at - 1] = count + 1;
      records.push({ topic: place.log, partition: place.partition, key, value });
    }
    const reached = places.flatMap(({ log, partition, pos }, at) => {
      const count = counts[at] ?? 0;
      return count === 0 ? [] : [{ log, partition, pos: pos + count }];
    });
    for (const { log, partition, pos } of reached) this.read.set(nameOf(log, partition), pos);
    return { records, reached, oldestMs };
  }
}
