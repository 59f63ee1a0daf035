import type { ContractRegistry } from '@ywk/contracts';
import type { MessagingLog } from '@ywk/messaging';
import { pauseOn, type Clock } from '@ywk/platform';
import type { Arrival } from '../source.ts';
import type { LogReader } from '../types.ts';
import { admit } from './intake.ts';
import { placeName } from './track.ts';
import type { Track } from './track.ts';

const PAGE = 1_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

export interface BackfillParts {
  readonly reader: LogReader;
  readonly registry: ContractRegistry;
  readonly log: MessagingLog;
  readonly clock: Clock;
  /** Resolves when memory has room for more. */
  room(): Promise<void>;
  /** Called when a track has more to write. */
  grown(track: Track): void;
  filled(track: Track, events: number): void;
}

/** Reads what is missing on a topic from the log itself. */
export class Backfill {
  constructor(private readonly parts: BackfillParts) {}

  /** Takes arrivals into a track; what stands behind a gap waits until the gap is filled. */
  take(track: Track, arrivals: readonly Arrival[]): void {
    for (const arrival of arrivals) {
      if (track.halt !== undefined) return;
      if (track.waiting !== undefined) {
        track.waiting.push(arrival);
      } else if (admit(track, arrival, this.parts.registry) === 'gap' && 'event' in arrival) {
        track.waiting = [arrival];
        void this.fill(track, arrival.event.pos - 1);
      }
    }
  }

  /** Reads on to a position that the log holds; what arrives meanwhile waits. */
  upTo(track: Track, target: number): void {
    track.waiting = [];
    void this.fill(track, target);
  }

  private async fill(track: Track, target: number): Promise<void> {
    const from = track.taken.lastPos;
    this.parts.log.warn(
      { place: placeName(track), from: from + 1, to: target },
      'Positions are missing on the topic and are read from the log',
    );
    let wait = FIRST_PAUSE_MS;
    while (this.open(track) && track.taken.lastPos < target) {
      try {
        await this.parts.room();
        await this.page(track, target);
        wait = FIRST_PAUSE_MS;
      } catch (error) {
        this.parts.log.warn({ place: placeName(track), error }, 'The log cannot be read yet');
        await pauseOn(this.parts.clock, wait);
        wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
      }
    }
    this.finish(track, track.taken.lastPos - from);
  }

  private open(track: Track): boolean {
    return track.live && track.halt === undefined;
  }

  private async page(track: Track, target: number): Promise<void> {
    const { log, partition, taken } = track;
    const limit = Math.min(PAGE, target - taken.lastPos);
    const events = await this.parts.reader.read({ log, partition, after: taken.lastPos, limit });
    if (!this.open(track)) return;
    if (events.length === 0) {
      const reason = `The topic holds position ${target + 1}; the log ends at ${taken.lastPos}.`;
      track.halt = { reason, written: false };
    }
    for (const event of events) {
      if (!this.open(track)) break;
      if (admit(track, { offset: null, event }, this.parts.registry) === 'gap') {
        const reason = `The log itself leaves out position ${track.taken.lastPos + 1}.`;
        track.halt = { reason, written: false };
      }
    }
    this.parts.grown(track);
  }

  private finish(track: Track, events: number): void {
    if (!track.live) return;
    const waiting = track.waiting ?? [];
    track.waiting = undefined;
    this.parts.filled(track, events);
    this.take(track, waiting);
    this.parts.grown(track);
  }
}
