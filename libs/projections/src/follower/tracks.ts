import type { Place } from '../source.ts';
import { placeName } from './track.ts';
import type { Track } from './track.ts';

const inOrder = (a: Track, b: Track): number =>
  a.partition - b.partition || (a.log < b.log ? -1 : 1);

/** The partitions that this process holds, half of them in each lane. */
export class Tracks {
  private readonly byName = new Map<string, Track>();
  private readonly lanes: Track[][] = [[], []];
  /** Raised whenever all are dropped: what was asked before is not wanted any more. */
  generation = 0;

  get(place: Place): Track | undefined {
    return this.byName.get(placeName(place));
  }

  all(): IterableIterator<Track> {
    return this.byName.values();
  }

  /** By partition, then log: the order in which all lock. */
  ofLane(lane: number): readonly Track[] {
    return this.lanes[lane] ?? [];
  }

  hold(tracks: readonly Track[]): void {
    for (const track of tracks) {
      const old = this.get(track);
      if (old !== undefined) old.live = false;
      this.byName.set(placeName(track), track);
    }
    this.sort();
  }

  drop(tracks: readonly Track[]): void {
    for (const track of tracks) {
      track.live = false;
      if (this.get(track) === track) this.byName.delete(placeName(track));
    }
    this.sort();
  }

  dropAll(): void {
    this.generation += 1;
    this.drop([...this.byName.values()]);
  }

  /** Those whose halt is written: they wait for a person. */
  halted(): Track[] {
    return [...this.all()].filter(({ halt }) => halt?.written === true);
  }

  /** Lets those go on that wait for room and for nothing else, and answers which. */
  goOn(): Track[] {
    const ready = [...this.all()].filter(
      ({ paused, halt, waiting }) => paused && halt === undefined && waiting === undefined,
    );
    for (const track of ready) track.paused = false;
    return ready;
  }

  /** Events that can be flushed. */
  pending(): number {
    let events = 0;
    for (const { pending } of this.byName.values()) events += pending.length;
    return events;
  }

  /** Events in memory, those included that wait for a gap before them. */
  buffered(): number {
    let events = this.pending();
    for (const { waiting } of this.byName.values()) events += waiting?.length ?? 0;
    return events;
  }

  private sort(): void {
    const sorted = [...this.byName.values()].sort(inOrder);
    for (const lane of [0, 1]) {
      this.lanes[lane] = sorted.filter(({ partition }) => partition % 2 === lane);
    }
  }
}
