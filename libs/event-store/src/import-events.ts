import { expectedHash, type ContractRegistry, type EventEnvelope } from '@ywk/contracts';
import type { PoolClient } from 'pg';
import { ADVANCE_COUNTER, ADVANCE_STREAMS, INSERT_EVENTS } from './import.statements.ts';

/** Events that do not follow the log they shall continue, or contradict themselves. */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';
}

const ROWS = 1_000;

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

const columnsOf = (events: readonly EventEnvelope[], registry: ContractRegistry): unknown[][] => {
  const beside = events.map(({ log, type, v, dataText }) =>
    registry.contractOf(log, type, v).promote(JSON.parse(dataText)),
  );
  return [
    events.map(({ pos }) => pos),
    events.map(({ logEpoch }) => logEpoch),
    events.map(({ prevHash }) => bytes(prevHash)),
    events.map(({ hash }) => bytes(hash)),
    events.map(({ eventId }) => eventId),
    events.map(({ type }) => type),
    events.map(({ v }) => v),
    events.map(({ stream }) => stream),
    events.map(({ streamVersion }) => streamVersion),
    events.map(({ key }) => key),
    events.map(({ occurredAt }) => Date.parse(occurredAt)),
    events.map(({ recordedAt }) => Date.parse(recordedAt)),
    events.map(({ commandId }) => commandId),
    events.map(({ causationId }) => causationId),
    events.map(({ correlationId }) => correlationId),
    events.map(({ actor }) => actor),
    beside.map(({ officer }) => officer),
    beside.map(({ num }) => num),
    events.map(({ dataText }) => dataText),
  ];
};

/** First and last version of each stream that the events touch. */
const streamsOf = (events: readonly EventEnvelope[]) => {
  const streams = new Map<string, { first: number; last: number }>();
  for (const { stream, streamVersion } of events) {
    const known = streams.get(stream);
    streams.set(stream, { first: known?.first ?? streamVersion, last: streamVersion });
  }
  return streams;
};

/** @throws ImportRefused */
const checkLinks = (events: readonly EventEnvelope[]): void => {
  let before: EventEnvelope | undefined;
  for (const event of events) {
    const { log, partition, pos, prevHash, hash } = event;
    const follows = before === undefined || (pos === before.pos + 1 && prevHash === before.hash);
    if (!follows || expectedHash(event) !== hash) {
      throw new ImportRefused(`${log}/${partition} position ${pos} does not carry its own hash.`);
    }
    before = event;
  }
};

const advanceStreams = async (
  tx: PoolClient,
  place: readonly [number, string],
  events: readonly EventEnvelope[],
): Promise<void> => {
  const streams = streamsOf(events);
  const versions = [...streams.values()];
  const { rows } = await tx.query<{ stream: string }>(ADVANCE_STREAMS, [
    ...place,
    [...streams.keys()],
    versions.map(({ first }) => first),
    versions.map(({ last }) => last),
  ]);
  const [refused] = rows;
  if (refused === undefined) return;
  throw new ImportRefused(
    `The stream ${refused.stream} in ${place[1]}/${place[0]} does not stand where the events go on.`,
  );
};

/**
 * Puts events of one partition, in position order, into the log as they were written elsewhere:
 * bytes, positions, hashes, epochs, times; with the counter and the heads of their streams. They must
 * follow the counter. Command ids are not among it. For the owner's role; the service must not write
 * meanwhile. Once it has thrown, the transaction must be rolled back.
 * @throws ImportRefused, UnknownEvent
 */
export const importEvents = async (
  tx: PoolClient,
  events: readonly EventEnvelope[],
  registry: ContractRegistry,
): Promise<void> => {
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined) return;
  checkLinks(events);
  const place = [first.partition, first.log] as const;
  const { rowCount } = await tx.query(ADVANCE_COUNTER, [
    ...place,
    ...[first.pos - 1, last.pos, bytes(first.prevHash), bytes(last.hash)],
    ...[last.logEpoch, Date.parse(last.recordedAt)],
  ]);
  if (rowCount !== 1) {
    throw new ImportRefused(
      `${first.log}/${first.partition} does not end before position ${first.pos}.`,
    );
  }
  for (let at = 0; at < events.length; at += ROWS) {
    await tx.query(INSERT_EVENTS, [...place, ...columnsOf(events.slice(at, at + ROWS), registry)]);
  }
  await advanceStreams(tx, place, events);
};
