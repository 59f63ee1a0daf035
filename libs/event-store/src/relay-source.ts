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
  /** When the oldest of these was recorded, ms since 1970; undefined when there is none. */
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

/**
 * About so many records make a call. kafkajs copies a request seven times, and in memory that is
 * new each time: small ones cost it a sixth less a record.
 */
const RECORDS = 1_250;
/** Records of a partition in one call, when there are many more to send. */
const RECORDS_OF_MANY = 78;
/** Ends of logs are looked up at least once in so many calls. */
const LOOK_TURNS = 20;
/** kafkajs' grouping costs the square of the records of a partition. */
const RECORDS_PER_PARTITION = 1_000;
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

/** Where a place stands: read up to `pos`, and its log had come to `last` at the last look. */
interface Standing extends Place {
  pos: number;
  last: number;
  /** The turn in which it was last read. */
  turn: number;
}

const newsOf = (standings: readonly Standing[]): number =>
  standings.reduce((sum, { last, pos }) => sum + last - pos, 0);

/** The checkpoint was not moved: somebody else leads the range. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** What is to be sent, read ahead of the checkpoint from which it began. */
export class RelaySource {
  private readonly standings = new Map<string, Standing>();
  private turn = 0;

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
    for (const { log, partition, pos } of rows)
      source.standing({ log, partition }).pos = Number(pos);
    return source;
  }

  /** The next portion after the last one; empty when there is no news. */
  async next(): Promise<Portion> {
    this.turn += 1;
    const waiting = await this.waiting();
    if (waiting.length === 0) return EMPTY;
    const backlog = newsOf(waiting);
    const places = this.ofThisTurn(waiting);
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

  /**
   * Places with news. While those of the last look fill a call nobody looks again: the read must be
   * on its way before kafkajs encodes the call before it, which lets no answer in.
   */
  private async waiting(): Promise<Standing[]> {
    const known = this.behind();
    if (newsOf(known) >= RECORDS && this.turn % LOOK_TURNS !== 0) return known;
    await this.lookAtEnds();
    return this.behind();
  }

  private behind(): Standing[] {
    return [...this.standings.values()].filter(({ pos, last }) => last > pos);
  }

  private async lookAtEnds(): Promise<void> {
    const { pool, logs, range } = this.parts;
    const { rows } = await pool.query<EndRow>({
      name: 'relay_ends',
      text: READ_ENDS,
      values: [range.from, range.to, logs],
    });
    for (const row of rows) this.standing(row).last = Number(row.last_pos);
  }

  private standing({ log, partition }: Pick<Place, 'log' | 'partition'>): Standing {
    const name = `${log}/${partition}`;
    const known = this.standings.get(name);
    if (known !== undefined) return known;
    const standing = { log, partition, pos: 0, last: 0, turn: 0 };
    this.standings.set(name, standing);
    return standing;
  }

  /** Places that fill a call, those first that have waited longest. */
  private ofThisTurn(waiting: readonly Standing[]): Place[] {
    const places: Place[] = [];
    let room = RECORDS;
    for (const standing of [...waiting].sort((a, b) => a.turn - b.turn)) {
      if (room <= 0) break;
      const { log, partition, pos, last } = standing;
      room -= Math.min(last - pos, RECORDS_OF_MANY);
      standing.turn = this.turn;
      places.push({ log, partition, pos });
    }
    return places;
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
    for (const place of reached) this.standing(place).pos = place.pos;
    return { records, reached, oldestMs };
  }
}
