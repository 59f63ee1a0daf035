import { randomUUID } from 'node:crypto';
import {
  canonicalText,
  expectedHash,
  factRecorded,
  GENESIS_HASH,
  LOGS,
  partitionOf,
  type EventEnvelope,
} from '@ywk/contracts';

const ZERO = '0'.repeat(64);

/** Facts of one officer, recorded at the times given: a chain as the append would have made it. */
export const chainOf = (
  officer: string,
  times: readonly string[],
  actor = 'test',
): EventEnvelope[] => {
  let prevHash = GENESIS_HASH;
  return times.map((recordedAt, at) => {
    const data = { ...factRecorded.sample, officer, fact: randomUUID() };
    const { occurredAt } = data;
    const place = { log: LOGS.fact, partition: partitionOf(officer), pos: at + 1, logEpoch: 1 };
    const stream = { stream: `officer-${officer}`, streamVersion: at + 1, key: officer };
    const cause = { causationId: null, correlationId: null, actor };
    const what = { eventId: randomUUID(), type: 'FactRecorded', v: 2, commandId: randomUUID() };
    const event = {
      ...{ ...place, ...stream, ...cause, ...what },
      ...{ occurredAt, recordedAt, prevHash, hash: ZERO, dataText: canonicalText(data) },
    };
    const made = { ...event, hash: expectedHash(event) };
    prevHash = made.hash;
    return made;
  });
};
