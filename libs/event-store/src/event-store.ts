import { setTimeout as pause } from 'node:timers/promises';
import { partitionOf, PARTITIONS, type ContractRegistry, type EventEnvelope } from '@ywk/contracts';
import type { Pool, PoolClient } from 'pg';
import { logsThatGrew, outcomeOf, positionsOf, type OutcomeRow } from './append-outcome.ts';
import { AppendRequest, requestHash } from './append-request.ts';
import { APPEND, FIND_COMMAND } from './append.statement.ts';
import { envelopeOf, type EventRow } from './event-row.ts';
import { READ_HEADS, READ_LOG, READ_STREAM, READ_STREAMS } from './read.statements.ts';
import { isTransient } from './transient.ts';
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
}

export type AppendListener = (logs: ReadonlySet<string>) => void;

interface HeadRow {
  readonly partition: number;
  readonly last_pos: string;
  readonly last_hash: Buffer;
  readonly log_epoch: number;
}

/** Two first appends with one command id and different streams met; the second look sees it. */
const UNIQUE_VIOLATION = '23505';
const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 50;

const mayRepeat = (error: unknown): boolean =>
  isTransient(error) ||
  (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION);

/** Appends to the logs of one service and reads them. */
export class EventStore {
  private readonly pool: Pool;
  private readonly registry: ContractRegistry;
  private readonly listeners = new Set<AppendListener>();

  constructor({ pool, registry }: EventStoreParts) {
    this.pool = pool;
    this.registry = registry;
  }

  /**
   * Appends commands in one database call; each is accepted or refused on its own, all that is
   * accepted becomes visible together. At most 500 events of 64 KiB.
   *
   * Without `tx` it commits by itself and, when the outcome is unknown, asks again with the same
   * command ids: an answer `duplicate` may then be this very call. With `tx` it is the last call
   * before the caller's COMMIT, because it holds counters; call {@link announce} after that.
   * @throws RangeError, UnknownEvent, SchemaMismatch before anything is written
   */
  async append(commands: readonly AppendCommand[], tx?: PoolClient): Promise<AppendOutcome[]> {
    if (commands.length === 0) return [];
    const values = new AppendRequest(this.registry, commands).values();
    if (tx !== undefined) return this.call(tx, values);
    const outcomes = await this.callUntilKnown(values);
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
    if (!known.request_hash.equals(requestHash(request))) return { outcome: 'reused' };
    return { outcome: 'duplicate', positions: positionsOf(known.positions) };
  }

  /** The events of one stream, oldest first; empty when it does not exist. */
  async readStream({ log, stream, key, partition }: StreamName): Promise<StoredEvent[]> {
    const envelopes = await this.read('read_stream', READ_STREAM, [
      partition ?? partitionOf(key),
      log,
      stream,
    ]);
    return envelopes.map((event) => this.stored(event));
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
      if (stream === undefined) streams.set(event.stream, [this.stored(event)]);
      else stream.push(this.stored(event));
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

  private stored(event: EventEnvelope): StoredEvent {
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

  private async call(client: Pool | PoolClient, values: unknown[][]): Promise<AppendOutcome[]> {
    const { rows } = await client.query<OutcomeRow>({ name: 'append', text: APPEND, values });
    return rows.map((row) => outcomeOf(row));
  }

  private async callUntilKnown(values: unknown[][]): Promise<AppendOutcome[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.call(this.pool, values);
      } catch (error) {
        if (attempt === ATTEMPTS || !mayRepeat(error)) throw error;
        await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1));
      }
    }
  }
}
