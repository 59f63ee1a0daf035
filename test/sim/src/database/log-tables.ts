import { chainHash, encodeEnvelope, GENESIS_HASH, type EventEnvelope } from '@ywk/contracts';
import { PARTITIONS_PLAYED } from '../notes.ts';
import type { Ground } from './ground.ts';
import { answer, type Answer } from './rows.ts';

/** The chain of one partition. */
interface Chain {
  readonly events: EventEnvelope[];
  readonly wires: string[];
  /** The same as rows of EVENT_COLUMNS. */
  readonly rows: unknown[][];
  recordedMs: number;
}

interface KnownCommand {
  readonly requestHash: Buffer;
  readonly positions: string;
}

type Column<T> = readonly T[];

/** @throws RangeError: the arrays of a call do not fit each other */
const at = <T>(column: Column<T>, index: number): T => {
  if (index < 0 || index >= column.length) throw new RangeError(`No element ${index}.`);
  return column[index] as T;
};

/** The arrays of `append_events` that decide something, by their place in the call. */
const columnsOf = (values: readonly unknown[]) => ({
  commandPartitions: values[0] as Column<number>,
  commandLogs: values[1] as Column<string>,
  commandIds: values[2] as Column<string>,
  requestHashes: values[3] as Column<Buffer>,
  actors: values[4] as Column<string>,
  streamPartitions: values[5] as Column<number>,
  streamLogs: values[6] as Column<string>,
  streams: values[7] as Column<string>,
  counterPartitions: values[8] as Column<number>,
  counterLogs: values[9] as Column<string>,
  writeCommands: values[10] as Column<number>,
  writeStreams: values[11] as Column<number>,
  writeCounters: values[12] as Column<number>,
  expected: values[13] as Column<number>,
  counts: values[14] as Column<number>,
  keys: values[15] as Column<string>,
  eventIds: values[16] as Column<string>,
  types: values[17] as Column<string>,
  typeVersions: values[18] as Column<number>,
  occurredMs: values[19] as Column<number>,
  causations: values[20] as Column<string | null>,
  correlations: values[21] as Column<string | null>,
  dataTexts: values[24] as Column<string>,
  contentHashes: values[25] as Column<string>,
});

type Columns = ReturnType<typeof columnsOf>;

interface Write {
  /** Number of its command, from 0. */
  readonly command: number;
  readonly log: string;
  readonly partition: number;
  readonly name: string;
  /** The stream with its place. */
  readonly stream: string;
  readonly key: string;
  /** -1 for any. */
  readonly expected: number;
  readonly count: number;
  readonly firstEvent: number;
}

const writesOf = (columns: Columns): Write[] => {
  let firstEvent = 0;
  return columns.writeCommands.map((command, w) => {
    const s = at(columns.writeStreams, w) - 1;
    const k = at(columns.writeCounters, w) - 1;
    const log = at(columns.counterLogs, k);
    const partition = at(columns.counterPartitions, k);
    const name = at(columns.streams, s);
    const count = at(columns.counts, w);
    const write = {
      command: command - 1,
      log,
      partition,
      name,
      stream: `${at(columns.streamPartitions, s)}/${at(columns.streamLogs, s)}/${name}`,
      key: at(columns.keys, w),
      expected: at(columns.expected, w),
      count,
      firstEvent,
    };
    firstEvent += count;
    return write;
  });
};

/** Where an event comes to stand, and which of the call it is. */
interface Place {
  readonly chain: Chain;
  readonly c: number;
  readonly e: number;
  readonly version: number;
}

const NO_HASH = Buffer.from(GENESIS_HASH, 'hex');

const instant = (ms: number): string => new Date(ms).toISOString();

/** The logs as `append_events` keeps them: dense positions, versions, command ids. */
export class LogTables {
  private readonly chains = new Map<string, Chain[]>();
  private readonly versions = new Map<string, number>();
  private readonly commands = new Map<string, KnownCommand>();

  constructor(private readonly ground: Ground) {}

  chain(log: string, partition: number): Chain {
    let chains = this.chains.get(log);
    if (chains === undefined) this.chains.set(log, (chains = []));
    return (chains[partition] ??= { events: [], wires: [], rows: [], recordedMs: 0 });
  }

  append(values: readonly unknown[]): Answer {
    const columns = columnsOf(values);
    const writes = writesOf(columns);
    return answer(
      columns.commandIds.map((_, c) =>
        this.carryOut(
          columns,
          c,
          writes.filter(({ command }) => command === c),
        ),
      ),
    );
  }

  findCommand(values: readonly unknown[]): Answer {
    const known = this.commands.get(`${values[1] as string}/${values[2] as string}`);
    if (known === undefined) return answer([]);
    return answer([{ request_hash: known.requestHash, positions: known.positions }]);
  }

  readStream([partition, log, stream]: readonly unknown[]): Answer {
    const { events, rows } = this.chain(log as string, partition as number);
    return answer(rows.filter((_, n) => events[n]?.stream === stream));
  }

  readLog([partition, log, after, limit]: readonly unknown[]): Answer {
    const { rows } = this.chain(log as string, partition as number);
    const from = after as number;
    return answer(rows.slice(from, from + (limit as number)));
  }

  /** Of the partitions that are played; nothing stands in the others. */
  readHeads([log]: readonly unknown[]): Answer {
    return answer(
      PARTITIONS_PLAYED.map((partition) => {
        const tail = this.chain(log as string, partition).events.at(-1);
        const last_hash = tail === undefined ? NO_HASH : Buffer.from(tail.hash, 'hex');
        return { partition, last_pos: String(tail?.pos ?? 0), last_hash, log_epoch: 1 };
      }),
    );
  }

  private carryOut(columns: Columns, c: number, writes: readonly Write[]) {
    const name = `${at(columns.commandLogs, c)}/${at(columns.commandIds, c)}`;
    const requestHash = at(columns.requestHashes, c);
    const known = this.commands.get(name);
    if (known !== undefined && !this.ground.bugs.forgetsCommandIds) {
      const outcome = known.requestHash.equals(requestHash) ? 'duplicate' : 'reused';
      return { outcome, detail: known.positions };
    }
    const conflict = writes.find((write) => this.conflicts(write));
    if (conflict !== undefined) {
      const { name: stream, expected } = conflict;
      const detail = JSON.stringify([stream, expected, this.versionOf(conflict)]);
      return { outcome: 'conflict', detail };
    }
    const positions = JSON.stringify(writes.map((write) => this.write(columns, c, write)));
    this.commands.set(name, { requestHash, positions });
    return { outcome: 'accepted', detail: positions };
  }

  private versionOf({ stream }: Write): number {
    return this.versions.get(stream) ?? 0;
  }

  private conflicts(write: Write): boolean {
    if (write.expected < 0 || this.ground.bugs.comparesNoVersion) return false;
    return write.expected !== this.versionOf(write);
  }

  private write(columns: Columns, c: number, write: Write) {
    const { log, partition, stream, count, firstEvent } = write;
    const chain = this.chain(log, partition);
    const before = this.versionOf(write);
    const first = chain.events.length + 1;
    chain.recordedMs = Math.max(chain.recordedMs, this.ground.now());
    for (let n = 0; n < count; n += 1) {
      const place = { chain, c, e: firstEvent + n, version: before + n + 1 };
      const event = this.event(columns, write, place);
      chain.events.push(event);
      chain.wires.push(encodeEnvelope(event));
      chain.rows.push(rowOf(event));
    }
    this.versions.set(stream, before + count);
    return [log, partition, first, chain.events.length, before + count];
  }

  /** The event with the members in the envelope's order, as the database writes them. */
  private event(columns: Columns, write: Write, { chain, c, e, version }: Place): EventEnvelope {
    const { recordedMs } = chain;
    const contentHash = at(columns.contentHashes, e);
    const pos = chain.events.length + 1;
    const prevHash = chain.events.at(-1)?.hash ?? GENESIS_HASH;
    const link = { prevHash, contentHash, pos, streamVersion: version, recordedMs, logEpoch: 1 };
    return {
      log: write.log,
      partition: write.partition,
      pos,
      logEpoch: 1,
      prevHash,
      hash: chainHash(link),
      eventId: at(columns.eventIds, e),
      type: at(columns.types, e),
      v: at(columns.typeVersions, e),
      stream: write.name,
      streamVersion: version,
      key: write.key,
      occurredAt: instant(at(columns.occurredMs, e)),
      recordedAt: instant(recordedMs),
      commandId: at(columns.commandIds, c),
      causationId: at(columns.causations, e),
      correlationId: at(columns.correlations, e),
      actor: at(columns.actors, c),
      dataText: at(columns.dataTexts, e),
    };
  }
}

/** A row of EVENT_COLUMNS as `pg` hands it over in array mode. */
const rowOf = (event: EventEnvelope): unknown[] => [
  event.log,
  event.partition,
  String(event.pos),
  event.logEpoch,
  Buffer.from(event.prevHash, 'hex'),
  Buffer.from(event.hash, 'hex'),
  event.eventId,
  event.type,
  event.v,
  event.stream,
  event.streamVersion,
  event.key,
  String(Date.parse(event.occurredAt)),
  String(Date.parse(event.recordedAt)),
  event.commandId,
  event.causationId,
  event.correlationId,
  event.actor,
  event.dataText,
];
