import { hash } from 'node:crypto';
import {
  canonicalText,
  contentHash,
  partitionOf,
  type ContractRegistry,
  type EventContent,
} from '@ywk/contracts';
import { knownCorrelation } from '@ywk/platform';
import { checkCommand, checkEvent, checkWrite, MAX_DATA_BYTES } from './append-limits.ts';
import type { AppendCommand, NewEvent, StreamWrite } from './types.ts';

/** An event as it will be stored, but for what the append adds. */
export interface PreparedEvent {
  readonly event: NewEvent;
  readonly correlationId: string | null;
  readonly officer: string | null;
  readonly num: number | null;
  readonly dataText: string;
  readonly contentHash: string;
}

/** A write with its place. */
export interface PreparedWrite {
  readonly write: StreamWrite;
  readonly partition: number;
  readonly events: readonly PreparedEvent[];
}

/** A command that can be appended, with all that is made of it whoever its neighbours are. */
export interface PreparedCommand {
  readonly command: AppendCommand;
  readonly requestHash: Buffer;
  readonly writes: readonly PreparedWrite[];
}

/** Hash by which a repeated command is recognised as the same. */
export const requestHash = (request: string): Buffer => hash('sha256', request, 'buffer');

type Placed = Omit<PreparedWrite, 'events'> & { readonly command: AppendCommand };

const contentOf = (
  { command, write, partition }: Placed,
  event: NewEvent,
  { correlationId, dataText }: Pick<PreparedEvent, 'correlationId' | 'dataText'>,
): EventContent => ({
  log: write.log,
  partition,
  eventId: event.eventId,
  type: event.type,
  v: event.v,
  stream: write.stream,
  key: write.key,
  occurredAt: event.occurredAt,
  commandId: command.commandId,
  causationId: event.causationId ?? null,
  correlationId,
  actor: command.actor,
  dataText,
});

const dataTextOf = ({ eventId, data }: NewEvent): string => {
  const text = canonicalText(data);
  if (Buffer.byteLength(text) <= MAX_DATA_BYTES) return text;
  throw new RangeError(`Event ${eventId} has more than ${MAX_DATA_BYTES} bytes of data.`);
};

/** What is not said of an event is that of the request at hand. */
const correlationOf = ({ correlationId }: NewEvent): string | null =>
  correlationId === undefined ? knownCorrelation() : correlationId;

const prepareEvent = (
  registry: ContractRegistry,
  placed: Placed,
  event: NewEvent,
): PreparedEvent => {
  const { type, v, data } = event;
  const { log } = placed.write;
  const contract = registry.contractOf(log, type, v);
  checkEvent(event, placed.write, contract);
  registry.validate({ log, type, v }, data);
  const dataText = dataTextOf(event);
  const { officer, num } = contract.promote(data);
  const told = { correlationId: correlationOf(event), dataText };
  return {
    event,
    officer,
    num,
    ...told,
    contentHash: contentHash(contentOf(placed, event, told)),
  };
};

/** Checks a command and hashes its events. @throws RangeError, UnknownEvent, SchemaMismatch */
export const prepare = (registry: ContractRegistry, command: AppendCommand): PreparedCommand => {
  checkCommand(command);
  const writes = command.writes.map((write) => {
    checkWrite(write);
    const partition = write.partition ?? partitionOf(write.key);
    const placed = { command, write, partition };
    return {
      write,
      partition,
      events: write.events.map((event) => prepareEvent(registry, placed, event)),
    };
  });
  return { command, requestHash: requestHash(command.request), writes };
};
