import { SchemaMismatch, UnknownEvent } from '@ywk/contracts';
import type { ContractRegistry, EventEnvelope } from '@ywk/contracts';
import type { Arrival, Place, Standing } from '../source.ts';
import { describe } from './failure.ts';
import { judge } from './judge.ts';
import type { ProgressRow } from './progress.ts';
import type { Pending, Refusal, Track } from './track.ts';

export const trackOf = (row: ProgressRow): Track => ({
  log: row.log,
  partition: row.partition,
  claimEpoch: row.claimEpoch,
  committed: { pos: row.lastPos, offset: row.nextOffset },
  taken: { lastPos: row.lastPos, lastHash: row.lastHash, logEpoch: row.logEpoch },
  nextOffset: row.nextOffset,
  pending: [],
  strays: [],
  parkedKeys: new Set(row.parkedKeys),
  halt: row.halted === undefined ? undefined : { reason: row.halted, written: true },
  waiting: undefined,
  live: true,
  paused: false,
});

export const standingOf = (track: Track): Standing => ({
  log: track.log,
  partition: track.partition,
  nextOffset: track.committed.offset,
  lastPos: track.committed.pos,
  claimEpoch: track.claimEpoch,
  halted: track.halt !== undefined,
});

const refusalOf = (error: unknown): Refusal => {
  if (error instanceof UnknownEvent) return { code: 'UNKNOWN_EVENT', detail: error.message };
  if (error instanceof SchemaMismatch) return { code: 'SCHEMA_MISMATCH', detail: error.message };
  return { code: 'UNREADABLE_DATA', detail: describe(error) };
};

/** Reads the data of an event that continues its chain. */
export const pendingOf = (
  registry: ContractRegistry,
  envelope: EventEnvelope,
  nextOffset: number | null,
): Pending => {
  // Adding the one member is several times cheaper than copying all the others.
  const event = envelope as EventEnvelope & { data: unknown };
  try {
    event.data = registry.read(envelope, event.data);
    return { event, nextOffset, refusal: undefined };
  } catch (error) {
    event.data = undefined;
    return { event, nextOffset, refusal: refusalOf(error) };
  }
};

const belongsTo = (event: EventEnvelope, { log, partition }: Place): boolean =>
  event.log === log && event.partition === partition;

/** What became of an arrival: it is settled, or a gap before it must be filled first. */
export type Admission = 'settled' | 'gap';

const noteStray = (track: Track, arrival: Arrival, detail: string): Admission => {
  if (arrival.offset !== null) {
    const raw = 'malformed' in arrival ? arrival.raw : null;
    track.strays.push({ offset: arrival.offset, detail, raw });
    track.nextOffset = arrival.offset + 1;
  }
  return 'settled';
};

const take = (track: Track, pending: Pending): void => {
  const { pos, hash, logEpoch } = pending.event;
  track.taken = { lastPos: pos, lastHash: hash, logEpoch };
  track.pending.push(pending);
};

const haltAt = (track: Track, offset: number | null, reason: string): Admission => {
  track.halt = { reason, written: false };
  // Where a person lets it go on from: at this record, or behind it.
  track.nextOffset = offset ?? track.nextOffset;
  return 'settled';
};

/** Takes one arrival into a track that is neither halted nor waiting. */
export const admit = (track: Track, arrival: Arrival, registry: ContractRegistry): Admission => {
  if ('malformed' in arrival) return noteStray(track, arrival, arrival.malformed);
  const { event, offset } = arrival;
  if (!belongsTo(event, track)) {
    return noteStray(track, arrival, `An event of ${event.log}/${event.partition}.`);
  }
  const judged = judge(track.taken, event);
  if (judged.verdict === 'gap') return 'gap';
  if (judged.verdict === 'halt') return haltAt(track, offset, judged.reason);
  const nextOffset = offset === null ? null : offset + 1;
  if (judged.verdict === 'take') take(track, pendingOf(registry, event, nextOffset));
  track.nextOffset = nextOffset ?? track.nextOffset;
  return 'settled';
};
