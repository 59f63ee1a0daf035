import { chainHash, encodeEnvelope, GENESIS_HASH, type EventEnvelope } from '@ywk/contracts';
import type { Database } from './database.ts';
import { answer, type Answer } from './rows.ts';

/** The chain of one partition. */
interface Chain {
  readonly events: EventEnvelope[];
  readonly wires: string[];
  recordedMs: number;
}

interface KnownCommand {
  readonly requestHash: Buffer;
  readonly positions: string;
}

type Column<T> = readonly T[];

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
  readonly at: number;
  readonly command: number;
  readonly stream: string;
  readonly place: string;
  readonly count: number;
  readonly firstEvent: number;
}

const writesOf = (columns: Columns): Write[] => {
  let firstEvent = 0;
  return columns.writeCommands.map((command, at) => {
    const s = (columns.writeStreams[at] ?? 0) - 1;
    const k = (columns.writeCounters[at] ?? 0) - 1;
    const count = columns.counts[at] ?? 0;
    const write = {
      at,
      command: command - 1,
      stream: `${columns.streamPartitions[s]}/${columns.streamLogs[s]}/${columns.streams[s]}`,
      place: `${columns.counterLogs[k]}/${columns.counterPartitions[k]}`,
      count,
      firstEvent,
    };
    firstEvent += count;
    return write;
  });
};

const instant = (ms: number): string => new Date(ms).toISOString();

/** The logs as `append_events` keeps them: dense positions, versions, command ids. */
export class LogTables {
  private readonly chains = new Map<string, Chain>();
  private readonly versions = new Map<string, number>();
  private readonly commands = new Map<string, KnownCommand>();

  constructor(private readonly database: Database) {}

  chain(place: string): Chain {
    let chain = this.chains.get(place);
    if (chain === undefined) {
      chain = { events: [], wires: [], recordedMs: 0 };
      this.chains.set(place, chain);
    }
    return chain;
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
    const { events } = this.chain(`${log as string}/${partition as number}`);
    return answer(events.filter((event) => event.stream === stream).map(rowOf));
  }

  readLog([partition, log, after, limit]: readonly unknown[]): Answer {
    const { events } = this.chain(`${log as string}/${partition as number}`);
    const from = after as number;
    return answer(events.slice(from, from + (limit as number)).map(rowOf));
  }

  private carryOut(columns: Columns, c: number, writes: readonly Write[]) {
    const name = `${columns.commandLogs[c]}/${columns.commandIds[c]}`;
    const known = this.commands.get(name);
    if (known !== undefined && !this.database.bugs.forgetsCommandIds) {
      const same = known.requestHash.equals(columns.requestHashes[c] ?? Buffer.of());
      return { outcome: same ? 'duplicate' : 'reused', detail: known.positions };
    }
    for (const { at, stream } of writes) {
      const expected = columns.expected[at] ?? -1;
      const actual = this.versions.get(stream) ?? 0;
      if (expected >= 0 && expected !== actual && !this.database.bugs.comparesNoVersion) {
        const s = (columns.writeStreams[at] ?? 0) - 1;
        return {
          outcome: 'conflict',
          detail: JSON.stringify([columns.streams[s], expected, actual]),
        };
      }
    }
    const positions = JSON.stringify(writes.map((write) => this.write(columns, c, write)));
    this.commands.set(name, { requestHash: columns.requestHashes[c] ?? Buffer.of(), positions });
    return { outcome: 'accepted', detail: positions };
  }

  private write(columns: Columns, c: number, { at, stream, place, count, firstEvent }: Write) {
    const chain = this.chain(place);
    const before = this.versions.get(stream) ?? 0;
    const first = chain.events.length + 1;
    chain.recordedMs = Math.max(chain.recordedMs, this.database.now());
    for (let n = 0; n < count; n += 1) {
      const head = this.link(chain, columns.contentHashes[firstEvent + n] ?? '', before + n + 1);
      this.keep(chain, { ...head, ...this.contentOf(columns, { c, at, e: firstEvent + n }) });
    }
    this.versions.set(stream, before + count);
    const k = (columns.writeCounters[at] ?? 0) - 1;
    const { counterLogs, counterPartitions } = columns;
    return [counterLogs[k], counterPartitions[k], first, chain.events.length, before + count];
  }

  private link(chain: Chain, contentHash: string, streamVersion: number) {
    const { recordedMs } = chain;
    const pos = chain.events.length + 1;
    const prevHash = chain.events.at(-1)?.hash ?? GENESIS_HASH;
    const hash = chainHash({ prevHash, contentHash, pos, streamVersion, recordedMs, logEpoch: 1 });
    return { pos, logEpoch: 1, prevHash, hash, streamVersion, recordedAt: instant(recordedMs) };
  }

  private contentOf(columns: Columns, { c, at, e }: { c: number; at: number; e: number }) {
    const k = (columns.writeCounters[at] ?? 0) - 1;
    const s = (columns.writeStreams[at] ?? 0) - 1;
    return {
      log: columns.counterLogs[k] ?? '',
      partition: columns.counterPartitions[k] ?? 0,
      eventId: columns.eventIds[e] ?? '',
      type: columns.types[e] ?? '',
      v: columns.typeVersions[e] ?? 0,
      stream: columns.streams[s] ?? '',
      key: columns.keys[at] ?? '',
      occurredAt: instant(columns.occurredMs[e] ?? 0),
      commandId: columns.commandIds[c] ?? '',
      causationId: columns.causations[e] ?? null,
      correlationId: columns.correlations[e] ?? null,
      actor: columns.actors[c] ?? '',
      dataText: columns.dataTexts[e] ?? '',
    };
  }

  private keep(
    chain: Chain,
    parts: ReturnType<LogTables['link']> & ReturnType<LogTables['contentOf']>,
  ): void {
    const { log, partition, pos, logEpoch, prevHash, hash, eventId, type, v, stream, ...rest } =
      parts;
    const { streamVersion, key, occurredAt, recordedAt, ...last } = rest;
    // In the order of the envelope's members, as the database writes them.
    const place = { log, partition, pos, logEpoch, prevHash, hash, eventId, type, v, stream };
    const event = { ...place, streamVersion, key, occurredAt, recordedAt, ...last };
    chain.events.push(event);
    chain.wires.push(encodeEnvelope(event));
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
