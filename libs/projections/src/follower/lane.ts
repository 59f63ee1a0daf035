import type { MessagingLog } from '@ywk/messaging';
import { pauseOn, type Clock } from '@ywk/platform';
import type { ParkedRow } from '../parking/parked-rows.ts';
import { describe, mayPass, onlyRolledBack } from './failure.ts';
import { Fenced, flush } from './flush.ts';
import type { Flushing, Portion } from './flush.ts';
import { placeName } from './track.ts';
import type { Track } from './track.ts';

const REPEATS = 5;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

export interface FlushLimits {
  /** Events that are worth a transaction at once. */
  readonly maxEvents: number;
  /** Time between two flushes that are not full, ms: what comes first after a rest goes at once. */
  readonly maxMs: number;
  /** Events of one transaction at most. */
  readonly maxBatch: number;
}

/** The limits that were asked for, and the usual ones. */
export const flushLimits = (
  asked: Partial<Pick<FlushLimits, 'maxEvents' | 'maxMs'>> = {},
): FlushLimits => {
  const { maxEvents = 1_000, maxMs = 20 } = asked;
  return { maxEvents, maxMs, maxBatch: Math.max(maxEvents, 5_000) };
};

export interface LaneParts extends FlushLimits {
  readonly flushing: Flushing;
  readonly log: MessagingLog;
  readonly clock: Clock;
  /** The live tracks of this lane, by partition, then log. */
  tracks(): readonly Track[];
  flushed(portions: readonly Portion[], parked: readonly ParkedRow[], ms: number): void;
  /** Somebody else holds these now. */
  fenced(tracks: readonly Track[]): void;
  /** What became of these is not known: forget them and claim again. */
  unknown(tracks: readonly Track[], error: unknown): void;
}

const portionOf = (track: Track, room: number): Portion => {
  const items = track.pending.slice(0, room);
  const all = items.length === track.pending.length;
  const last = items.at(-1);
  const becomes =
    all || last === undefined
      ? { ...track.taken, offset: track.nextOffset }
      : {
          lastPos: last.event.pos,
          lastHash: last.event.hash,
          logEpoch: last.event.logEpoch,
          offset: last.nextOffset,
        };
  return {
    track,
    items,
    strays: all ? [...track.strays] : [],
    step: {
      log: track.log,
      partition: track.partition,
      claimEpoch: track.claimEpoch,
      was: track.committed,
      becomes: {
        pos: becomes.lastPos,
        hash: becomes.lastHash,
        logEpoch: becomes.logEpoch,
        offset: becomes.offset,
      },
      halt: all && track.halt?.written === false ? track.halt.reason : undefined,
    },
  };
};

const hasNews = (track: Track): boolean =>
  track.pending.length > 0 ||
  track.strays.length > 0 ||
  track.halt?.written === false ||
  track.nextOffset !== track.committed.offset;

/** Half of the partitions with a connection of their own: one flush at a time. */
export class Lane {
  private callOff: (() => void) | undefined;
  private running: Promise<void> | undefined;
  private failures = 0;
  private endedAt = -Infinity;

  constructor(private readonly parts: LaneParts) {}

  /** Flushes at once when there is enough or after a rest, else when the time is up. */
  poke(): void {
    if (this.running !== undefined) return;
    const left = this.endedAt + this.parts.maxMs - this.parts.clock.now();
    if (this.enough()) this.run();
    else this.callOff ??= this.parts.clock.after(Math.max(0, left), () => this.run());
  }

  /** Writes all that is in memory. Resolves too when that failed. */
  async drain(): Promise<void> {
    await this.running;
    while (this.portions().length > 0) {
      this.run();
      await this.running;
      if (this.failures > 0) return;
    }
    this.callOff?.();
  }

  private enough(): boolean {
    let events = 0;
    for (const { pending } of this.parts.tracks()) events += pending.length;
    return events >= this.parts.maxEvents;
  }

  private run(): void {
    this.callOff?.();
    this.callOff = undefined;
    this.running ??= this.loop().finally(() => {
      this.running = undefined;
      this.endedAt = this.parts.clock.now();
      if (this.parts.tracks().some(hasNews)) this.poke();
    });
  }

  private async loop(): Promise<void> {
    do {
      const portions = this.portions();
      if (portions.length > 0) await this.write(portions);
    } while (this.failures === 0 && this.enough());
  }

  private portions(): Portion[] {
    const portions: Portion[] = [];
    let room = this.parts.maxBatch;
    for (const track of this.parts.tracks()) {
      if (room === 0) break;
      if (!hasNews(track)) continue;
      const portion = portionOf(track, room);
      room -= portion.items.length;
      portions.push(portion);
    }
    return portions;
  }

  private async write(portions: readonly Portion[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const begun = this.parts.clock.now();
      try {
        const parked = await flush(this.parts.flushing, portions);
        this.failures = 0;
        this.parts.flushed(portions, parked, this.parts.clock.now() - begun);
        return;
      } catch (error) {
        if (!onlyRolledBack(error) || attempt === REPEATS) return this.failed(portions, error);
      }
    }
  }

  private async failed(portions: readonly Portion[], error: unknown): Promise<void> {
    const tracks = portions.map(({ track }) => track);
    const { group } = this.parts.flushing;
    if (error instanceof Fenced) {
      this.parts.log.warn({ group, error: describe(error) }, 'A flush was refused');
      const lost = new Set(error.places.map(placeName));
      return this.parts.fenced(tracks.filter((track) => lost.has(placeName(track))));
    }
    this.failures += 1;
    const level = mayPass(error) ? 'warn' : 'error';
    this.parts.log[level]({ group, error: describe(error) }, 'A flush failed and is tried again');
    // Forgotten before the pause: a rebalance may hand them to another process meanwhile.
    this.parts.unknown(tracks, error);
    const ms = Math.min(FIRST_PAUSE_MS * 2 ** this.failures, LONGEST_PAUSE_MS);
    await pauseOn(this.parts.clock, ms);
  }
}
