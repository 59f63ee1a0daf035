import { PARTITIONS, type EventContract } from '@ywk/contracts';
import type { AppendCommand, NewEvent, StreamWrite } from './types.ts';

/** Events in one append, over all its commands. */
export const MAX_EVENTS = 500;
/** Bytes of one event's data. */
export const MAX_DATA_BYTES = 65_536;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
// Names stand in keys, answers and logs: printable (PostgreSQL refuses the zero character) and short.
const NAME = /^[^\p{Cc}\p{Cs}]{1,200}$/u;

/** Events of some commands. */
export const eventsIn = (commands: readonly AppendCommand[]): number =>
  commands.reduce(
    (sum, { writes }) => writes.reduce((all, { events }) => all + events.length, sum),
    0,
  );

const must = (holds: boolean, what: string): void => {
  if (!holds) throw new RangeError(what);
};

/** @throws RangeError when a command cannot be appended */
export const checkCommand = (command: AppendCommand): void => {
  const { commandId } = command;
  must(UUID.test(commandId), `"${commandId}" is no command id: a UUID in lower case is.`);
  must(NAME.test(command.actor), `Command ${commandId} has no printable actor.`);
  must(command.writes.length > 0, `Command ${commandId} writes nothing.`);
  const places = command.writes.map(
    ({ log, stream, key, partition }) => `${log}\n${stream}\n${partition ?? key}`,
  );
  must(
    new Set(places).size === places.length,
    `Command ${commandId} writes one stream twice: put the events into one write.`,
  );
};

/** @throws RangeError when the commands cannot go into one append */
export const checkCommands = (commands: readonly AppendCommand[]): void => {
  const ids = new Set(commands.map(({ commandId }) => commandId));
  must(ids.size === commands.length, 'A command stands twice in one append.');
  const events = eventsIn(commands);
  must(events <= MAX_EVENTS, `${events} events in one append; ${MAX_EVENTS} are the most.`);
};

/** @throws RangeError when a write has no proper place */
export const checkWrite = (write: StreamWrite): void => {
  const { stream, expectedVersion, partition } = write;
  must(NAME.test(stream), `"${stream}" is no printable stream name.`);
  must(NAME.test(write.key), `Stream ${stream} has no printable key.`);
  must(write.events.length > 0, `The write to ${stream} has no events.`);
  must(
    expectedVersion === 'any' || (Number.isSafeInteger(expectedVersion) && expectedVersion >= 0),
    `${expectedVersion} is no version to expect of ${stream}.`,
  );
  must(
    partition === undefined ||
      (Number.isInteger(partition) && partition >= 0 && partition < PARTITIONS),
    `${partition} is no partition.`,
  );
};

const isInstant = (text: string): boolean => {
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text;
};

/** @throws RangeError when an event does not belong where it is written */
export const checkEvent = (event: NewEvent, write: StreamWrite, contract: EventContract): void => {
  const { eventId, occurredAt, type } = event;
  must(UUID.test(eventId), `"${eventId}" is no event id: a UUID in lower case is.`);
  must(isInstant(occurredAt), `"${occurredAt}" of event ${eventId} is not UTC with milliseconds.`);
  for (const id of [event.causationId, event.correlationId]) {
    must(id === undefined || id === null || NAME.test(id), `A cause of ${eventId} is unprintable.`);
  }
  if (contract.everyPartition) return;
  must(write.partition === undefined, `${type} goes where its key says, to no chosen partition.`);
  must(
    contract.key(event.data) === write.key,
    `${type} ${eventId} has the key "${contract.key(event.data)}", not "${write.key}".`,
  );
};
