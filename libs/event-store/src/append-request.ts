import { hash } from 'node:crypto';
import {
  canonicalText,
  contentHash,
  partitionOf,
  type ContractRegistry,
  type EventContent,
} from '@ywk/contracts';
import { emptyColumns } from './append-columns.ts';
import { checkCommands, checkEvent, checkWrite, MAX_DATA_BYTES } from './append-limits.ts';
import type { AppendCommand, NewEvent, StreamWrite } from './types.ts';

/** A write with its place, before streams and counters are numbered. */
interface PlacedWrite {
  readonly command: AppendCommand;
  /** From 1, in the order of the call. */
  readonly number: number;
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
export const requestHash = (request: string): Buffer => hash('sha256', request, 'buffer');

const partitionOfWrite = (write: StreamWrite): number => write.partition ?? partitionOf(write.key);

/** Turns commands into the arrays of `append_events`; throws before anything is sent. */
export class AppendRequest {
  private readonly columns = emptyColumns();
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
    return Object.values(this.columns);
  }

  private place(command: AppendCommand, number: number): PlacedWrite[] {
    const { columns } = this;
    columns.commandPartitions.push(partitionOf(command.commandId));
    columns.commandLogs.push(command.writes[0]?.log ?? '');
    columns.commandIds.push(command.commandId);
    columns.requestHashes.push(requestHash(command.request));
    columns.actors.push(command.actor);
    return command.writes.map((write) => {
      checkWrite(write);
      const partition = partitionOfWrite(write);
      this.streams.add({ log: write.log, partition, stream: write.stream });
      this.counters.add({ log: write.log, partition, stream: '' });
      return { command, number, write, partition };
    });
  }

  private addPlaces(): void {
    const { columns } = this;
    for (const { partition, log, stream } of this.streams.ordered()) {
      columns.streamPartitions.push(partition);
      columns.streamLogs.push(log);
      columns.streamNames.push(stream);
    }
    for (const { partition, log } of this.counters.ordered()) {
      columns.counterPartitions.push(partition);
      columns.counterLogs.push(log);
    }
  }

  private addWrite(placed: PlacedWrite): void {
    const { number, write, partition } = placed;
    const { log, stream, expectedVersion } = write;
    const { columns } = this;
    columns.writeCommands.push(number);
    columns.writeStreams.push(this.streams.numberOf({ log, partition, stream }));
    columns.writeCounters.push(this.counters.numberOf({ log, partition, stream: '' }));
    columns.expectedVersions.push(expectedVersion === 'any' ? -1 : expectedVersion);
    columns.eventCounts.push(write.events.length);
    columns.writeKeys.push(write.key);
    for (const event of write.events) this.addEvent(placed, event);
  }

  private addEvent(placed: PlacedWrite, event: NewEvent): void {
    const { columns } = this;
    const contract = this.registry.contractOf(placed.write.log, event.type, event.v);
    checkEvent(event, placed.write, contract);
    const content = this.contentOf(placed, event);
    const { officer, num } = contract.promote(event.data);
    columns.eventIds.push(event.eventId);
    columns.types.push(event.type);
    columns.typeVersions.push(event.v);
    columns.occurredMs.push(Date.parse(event.occurredAt));
    columns.causationIds.push(content.causationId);
    columns.correlationIds.push(content.correlationId);
    columns.officers.push(officer);
    columns.nums.push(num);
    columns.dataTexts.push(content.dataText);
    columns.contentHashes.push(contentHash(content));
  }

  /** @throws SchemaMismatch, RangeError */
  private contentOf({ command, write, partition }: PlacedWrite, event: NewEvent): EventContent {
    const { log, stream, key } = write;
    const { eventId, type, v, occurredAt, causationId = null, correlationId = null } = event;
    this.registry.validate({ log, type, v }, event.data);
    const dataText = canonicalText(event.data);
    if (Buffer.byteLength(dataText) > MAX_DATA_BYTES) {
      throw new RangeError(`Event ${eventId} has more than ${MAX_DATA_BYTES} bytes of data.`);
    }
    const { commandId, actor } = command;
    return {
      log,
      partition,
      eventId,
      type,
      v,
      stream,
      key,
      occurredAt,
      commandId,
      causationId,
      correlationId,
      actor,
      dataText,
    };
  }
}
