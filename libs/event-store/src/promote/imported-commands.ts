import type { EventEnvelope } from '@ywk/contracts';

type Position = [
  log: string,
  partition: number,
  firstPos: number,
  lastPos: number,
  streamVersion: number,
];

const IMPORTED = 'imported';

/** The text kept with a command id: where its writes stand, and that the request is not known. */
export const importedText = (positions: readonly Position[]): string =>
  JSON.stringify({ [IMPORTED]: positions });

/**
 * Where the writes of each command stand, by command id. Commands of a lost tail are known by their
 * events only: what exactly was asked is lost, so that the id alone decides when it comes again.
 */
export const commandsIn = (events: Iterable<EventEnvelope>): Map<string, Position[]> => {
  const commands = new Map<string, Position[]>();
  const streams = new Map<string, Position>();
  for (const event of events) {
    const { commandId, log, partition, stream, pos, streamVersion } = event;
    const positions = commands.get(commandId) ?? [];
    commands.set(commandId, positions);
    const name = JSON.stringify([commandId, log, partition, stream]);
    const write = streams.get(name);
    if (write === undefined) {
      const begun: Position = [log, partition, pos, pos, streamVersion];
      streams.set(name, begun);
      positions.push(begun);
    } else {
      write[3] = pos;
      write[4] = streamVersion;
    }
  }
  return commands;
};
