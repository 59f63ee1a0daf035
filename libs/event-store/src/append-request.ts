import { createHash } from 'node:crypto';
import { canonicalText, contentHash, partitionOf, type ContractRegistry } from '@ywk/contracts';
import { APPEND_PARAMETERS } from './append.statement.ts';
import { checkCommands, checkEvent, checkWrite, MAX_DATA_BYTES } from './append-limits.ts';
import type { AppendCommand, NewEvent, StreamWrite } from './types.ts';

type Column = (typeof APPEND_PARAMETERS)[number];

/** A write with its place, before streams and counters are numbered. */
interface PlacedWrite {
  readonly command: number;
  readonly write: StreamWrite;
  readonly partition: number;
}

interface Place {
  readonly log: string;
  readonly partition: number;
  readonly stream: string;
}

const compare = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/** The order in which everybody locks. */
const inLockOrder = (a: Place, b: Place): number =>
  compare(a.log, b.log) || compare(a.stream, b.stream) || a.partition - b.partition;

/** Distinct places in lock order, and the number (from 1) of each. */
class Places {
  private readonly known = new Map<string, Place>();
  private numbers = new Map<string, number>();

  add(place: Place): void {
    this.known.set(Places.nameOf(place), place);
  }

  ordered(): Place[] {
    const places = [...this.known.values()].sort(inLockOrder);
    this.numbers = new Map(places.map((place, at) => [Places.nameOf(place), at + 1]));
    return places;
  }

  numberOf(place: Place): number {
    return this.numbers.get(Places.nameOf(place)) ?? 0;
  }

  private static nameOf({ log, partition, stream }: Place): string {
    return `${log}\n${partition}\n${stream}`;
  }
}

/** Hash by which a repeated command is recognised as the same. */
export const requestHash = (request: string): Buffer =>
  createHash('sha256').update(request, 'utf8').digest();

const partitionOfWrite = (write: StreamWrite): number => write.partition ?? partitionOf(write.key);

/** Turns commands into the arrays of `append_events`; throws before anything is sent. */
export class AppendRequest {
  private readonly columns = new Map<Column, unknown[]>(
    APPEND_PARAMETERS.map((name) => [name, []]),
  );
  private readonly streams = new Places();
  private readonly counters = new Places();

  constructor(
    private readonly registry: ContractRegistry,
    private readonly commands: readonly AppendCommand[],
  ) {}

  /** @throws RangeError beyond a limit, UnknownEvent, SchemaMismatch */
  values(): unknown[][] {
    checkCommands(this.commands);
    const placed = this.commands.flatMap((command, at) => this.place(command, at + 1));
    this.addPlaces();
    for (const write of placed) this.addWrite(write);
    return [...this.columns.values()];
  }

  private put(row: Partial<Record<Column, unknown>>): void {
    for (const [name, value] of Object.entries(row)) this.columns.get(name as Column)?.push(value);
  }

  private place(command: AppendCommand, number: number): PlacedWrite[] {
    this.put({
      commandPartitions: partitionOf(command.commandId),
      commandLogs: command.writes[0]?.log,
      commandIds: command.commandId,
      requestHashes: requestHash(command.request),
      actors: command.actor,
    });
    return command.writes.map((write) => {
      checkWrite(write);
      const partition = partitionOfWrite(write);
      this.streams.add({ log: write.log, partition, stream: write.stream });
      this.counters.add({ log: write.log, partition, stream: '' });
      return { command: number, write, partition };
    });
  }

  private addPlaces(): void {
    for (const { partition, log, stream } of this.streams.ordered()) {
      this.put({ streamPartitions: partition, streamLogs: log, streamNames: stream });
    }
    for (const { partition, log } of this.counters.ordered()) {
      this.put({ counterPartitions: partition, counterLogs: log });
    }
  }

  private addWrite(placed: PlacedWrite): void {
    const { command, write, partition } = placed;
    const { log, stream, expectedVersion } = write;
    this.put({
      writeCommands: command,
      writeStreams: this.streams.numberOf({ log, partition, stream }),
      writeCounters: this.counters.numberOf({ log, partition, stream: '' }),
      expectedVersions: expectedVersion === 'any' ? -1 : expectedVersion,
      eventCounts: write.events.length,
      writeKeys: write.key,
    });
    for (const event of write.events) this.addEvent(placed, event);
  }

  private addEvent({ command, write, partition }: PlacedWrite, event: NewEvent): void {
    const contract = this.registry.contractOf(write.log, event.type, event.v);
    checkEvent(event, write, contract);
    this.registry.validate({ log: write.log, type: event.type, v: event.v }, event.data);
    const dataText = canonicalText(event.data);
    if (Buffer.byteLength(dataText) > MAX_DATA_BYTES) {
      throw new RangeError(`Event ${event.eventId} has more than ${MAX_DATA_BYTES} bytes of data.`);
    }
    const { officer, num } = contract.promote(event.data);
    const { commandId = '', actor = '' } = this.commands[command - 1] ?? {};
    const { eventId, type, v, occurredAt } = event;
    const causationId = event.causationId ?? null;
    const correlationId = event.correlationId ?? null;
    const { log, stream, key } = write;
    const content = { log, partition, eventId, type, v, stream, key, occurredAt, commandId };
    this.put({
      eventIds: eventId,
      types: type,
      typeVersions: v,
      occurredMs: Date.parse(occurredAt),
      causationIds: causationId,
      correlationIds: correlationId,
      officers: officer,
      nums: num,
      dataTexts: dataText,
      contentHashes: contentHash({ ...content, causationId, correlationId, actor, dataText }),
    });
  }
}
