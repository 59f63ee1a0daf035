import type { LogReader } from '../types.ts';
import type { Backfill } from './backfill.ts';
import { placeName } from './track.ts';
import type { Track } from './track.ts';
import type { Tracks } from './tracks.ts';

const mayFill = ({ halt, waiting, paused }: Track): boolean =>
  halt === undefined && waiting === undefined && !paused;

/**
 * Finds what a topic lost at its end, where no later record shows the gap: a partition that stands
 * still while its log is ahead, from one look to the next, is read from the log. The same carries
 * followers through a time without a relay.
 */
export class Tails {
  /** Where partitions stood at the last look that were behind their logs. */
  private readonly behind = new Map<string, number>();

  constructor(
    private readonly reader: LogReader,
    private readonly tracks: Tracks,
    private readonly backfill: Backfill,
  ) {}

  /** @throws when a log cannot be asked for its ends */
  async look(logs: readonly string[]): Promise<void> {
    for (const log of logs) {
      for (const { partition, lastPos } of await this.reader.heads(log)) {
        const track = this.tracks.get({ log, partition });
        if (track !== undefined) this.compare(track, lastPos);
      }
    }
  }

  private compare(track: Track, end: number): void {
    const name = placeName(track);
    const { lastPos } = track.taken;
    const stoodThere = this.behind.get(name) === lastPos;
    this.behind.delete(name);
    if (lastPos >= end || !mayFill(track)) return;
    if (stoodThere) this.backfill.upTo(track, end);
    else this.behind.set(name, lastPos);
  }
}
