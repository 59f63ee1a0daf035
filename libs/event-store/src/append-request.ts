import { partitionOf } from '@ywk/contracts';
import { emptyColumns } from './append-columns.ts';
import type { PreparedCommand, PreparedEvent, PreparedWrite } from './prepared-command.ts';

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

/** Arranges commands in the arrays of `append_events`. */
export class AppendRequest {
  private readonly columns = emptyColumns();
  private readonly streams = new Places();
  private readonly counters = new Places();

  constructor(private readonly commands: readonly PreparedCommand[]) {}

  values(): unknown[][] {
    for (const command of this.commands) this.addCommand(command);
    this.addPlaces();
    this.commands.forEach(({ writes }, at) => {
      for (const write of writes) this.addWrite(at + 1, write);
    });
    return Object.values(this.columns);
  }

  private addCommand({ command, requestHash, writes }: PreparedCommand): void {
    const { columns } = this;
    columns.commandPartitions.push(partitionOf(command.commandId));
    columns.commandLogs.push(command.writes[0]?.log ?? '');
    columns.commandIds.push(command.commandId);
    columns.requestHashes.push(requestHash);
    columns.actors.push(command.actor);
    for (const { write, partition } of writes) {
      this.streams.add({ log: write.log, partition, stream: write.stream });
      this.counters.add({ log: write.log, partition, stream: '' });
    }
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

  /** @param number of its command, from 1 */
  private addWrite(number: number, { write, partition, events }: PreparedWrite): void {
    const { log, stream, expectedVersion } = write;
    const { columns } = this;
    columns.writeCommands.push(number);
    columns.writeStreams.push(this.streams.numberOf({ log, partition, stream }));
    columns.writeCounters.push(this.counters.numberOf({ log, partition, stream: '' }));
    columns.expectedVersions.push(expectedVersion === 'any' ? -1 : expectedVersion);
    columns.eventCounts.push(events.length);
    columns.writeKeys.push(write.key);
    for (const event of events) this.addEvent(event);
  }

  private addEvent(prepared: PreparedEvent): void {
    const { columns } = this;
    const { event, correlationId, officer, num, dataText, contentHash } = prepared;
    columns.eventIds.push(event.eventId);
    columns.types.push(event.type);
    columns.typeVersions.push(event.v);
    columns.occurredMs.push(Date.parse(event.occurredAt));
    columns.causationIds.push(event.causationId ?? null);
    columns.correlationIds.push(correlationId);
    columns.officers.push(officer);
    columns.nums.push(num);
    columns.dataTexts.push(dataText);
    columns.contentHashes.push(contentHash);
  }
}
