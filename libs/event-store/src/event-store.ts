import { partitionOf, PARTITIONS, type ContractRegistry, type EventEnvelope } from '@ywk/contracts';
import { systemClock, type Clock } from '@ywk/platform';
import type { Pool, PoolClient } from 'pg';
import { callAppend } from './append-call.ts';
import { AppendGroups } from './append-groups.ts';
import { checkCommands } from './append-limits.ts';
import { isImported, logsThatGrew, positionsOf } from './append-outcome.ts';
import { FIND_COMMAND } from './append.statement.ts';
import { envelopeOf, type EventRow } from './event-row.ts';
import { prepare, requestHash } from './prepared-command.ts';
import { READ_HEADS, READ_LOG, READ_STREAM, READ_STREAMS } from './read.statements.ts';
import type {
  AppendCommand,
  AppendOutcome,
  LogHead,
  LogRange,
  StoredEvent,
  StreamName,
} from './types.ts';

export interface EventStoreParts {
  readonly pool: Pool;
  readonly registry: ContractRegistry;
  /** Whether callers at the same time share transactions; true when not given. */
  readonly grouped?: boolean;
  /** The machine's when not given. */
  readonly clock?: Clock;
}

export type AppendListener = (logs: ReadonlySet<string>) => void;

interface HeadRow {
  readonly partition: number;
  readonly last_pos: string;
  readonly last_hash: Buffer;
  readonly log_epoch: number;
}

/** Two, so that one is prepared while the database works on the other. */
const CALLS_AT_ONCE = 2;

/** Appends to the logs of one service and reads them. */
export class EventStore {
  private readonly pool: Pool;
  private readonly registry: ContractRegistry;
  private readonly groups: AppendGroups;
  private readonly listeners = new Set<AppendListener>();

  constructor({ pool, registry, grouped = true, clock = systemClock }: EventStoreParts) {
    this.pool = pool;
    this.registry = registry;
    this.groups = new AppendGroups({ pool, clock, atOnce: grouped ? CALLS_AT_ONCE : Infinity });
  }

  /**
   * Appends commands in one database call; each is accepted or refused on its own, all that is
   * accepted becomes visible together. At most 500 events of 64 KiB.
   *
   * Without `tx` it commits by itself, together with what others append at the same time, and asks
   * again with the same command ids when the outcome is unknown: an answer `duplicate` may then be
   * this very call. With `tx` it is the last call
   * before the caller's COMMIT, because it holds counters; call {@link announce} after that.
   * @throws RangeError, UnknownEvent, SchemaMismatch before anything is written
   */
  async append(commands: readonly AppendCommand[], tx?: PoolClient): Promise<AppendOutcome[]> {
    if (commands.length === 0) return [];
    checkCommands(commands);
    const prepared = commands.map((command) => prepare(this.registry, command));
    if (tx !== undefined) return callAppend(tx, prepared);
    const outcomes = await this.groups.append(prepared);
    this.announce(logsThatGrew(commands, outcomes));
    return outcomes;
  }

  /** What became of a command id whose first write was to `log`; undefined when it is not known. */
  async findCommand(
    commandId: string,
    log: string,
    request: string,
  ): Promise<Extract<AppendOutcome, { outcome: 'duplicate' | 'accepted' | 'reused' }> | undefined> {
    const { rows } = await this.pool.query<{ request_hash: Buffer; positions: string }>({
      name: 'find_command',
      text: FIND_COMMAND,
      values: [partitionOf(commandId), log, commandId],
    });
    const known = rows[0];
    if (known === undefined) return undefined;
    const same = known.request_hash.equals(requestHash(request)) || isImported(known.positions);
    if (!same) return { outcome: 'reused' };
    return { outcome: 'duplicate', positions: positionsOf(known.positions) };
  }

  /** The events of one stream, oldest first; empty when it does not exist. */
  async readStream({ log, stream, key, partition }: StreamName): Promise<StoredEvent[]> {
    const envelopes = await this.read('read_stream', READ_STREAM, [
      partition ?? partitionOf(key),
      log,
      stream,
    ]);
    return envelopes.map((event) => this.lift(event));
  }

  /** The events of several streams of one log, by stream name; one without events is absent. */
  async readStreams(
    log: string,
    names: readonly { readonly stream: string; readonly key: string }[],
  ): Promise<Map<string, StoredEvent[]>> {
    const envelopes = await this.read('read_streams', READ_STREAMS, [
      log,
      names.map(({ key }) => partitionOf(key)),
      names.map(({ stream }) => stream),
    ]);
    const streams = new Map<string, StoredEvent[]>();
    for (const event of envelopes) {
      const stream = streams.get(event.stream);
      if (stream === undefined) streams.set(event.stream, [this.lift(event)]);
      else stream.push(this.lift(event));
    }
    return streams;
  }

  /** A piece of one partition in position order, as it is stored: nothing is upcast. */
  async readLog({ log, partition, after, limit }: LogRange): Promise<EventEnvelope[]> {
    return this.read('read_log', READ_LOG, [partition, log, after, limit]);
  }

  /** Where each partition of a log ends; empty for a log that is not of this database. */
  async heads(log: string): Promise<LogHead[]> {
    const { rows } = await this.pool.query<HeadRow>({
      name: 'read_heads',
      text: READ_HEADS,
      values: [log, PARTITIONS - 1],
    });
    return rows.map((row) => ({
      partition: row.partition,
      lastPos: Number(row.last_pos),
      lastHash: row.last_hash.toString('hex'),
      logEpoch: row.log_epoch,
    }));
  }

  /** Called in this process after a commit, with the logs that grew. Answers how to stop. */
  onAppended(listener: AppendListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Tells the listeners; for callers that committed an append in a transaction of their own. */
  announce(logs: Iterable<string>): void {
    const grown = new Set(logs);
    if (grown.size === 0) return;
    for (const listener of this.listeners) listener(grown);
  }

  /** An event as it is stored, with its data lifted to the current shape. */
  lift(event: EventEnvelope): StoredEvent {
    return { ...event, data: this.registry.read(event) };
  }

  private async read(name: string, text: string, values: unknown[]): Promise<EventEnvelope[]> {
    const { rows } = await this.pool.query<EventRow & unknown[]>({
      name,
      text,
      values,
      rowMode: 'array',
    });
    return rows.map((row) => envelopeOf(row));
  }
}
