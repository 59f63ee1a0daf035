import { marksOf, type Mark } from '@ywk/appraisal-domain';
import type { LocalMonth } from '@ywk/kernel';
import type { Marker } from '../../persistence/marker.store.ts';

/** How far months had come at each position of one partition: the same on every replay. */
export class MarksAt {
  private readonly markers: readonly Marker[];
  /** After so many markers. */
  private readonly known: ReadonlyMap<LocalMonth, Mark>[] = [];

  constructor(markers: readonly Marker[]) {
    this.markers = markers.toSorted((a, b) => a.pos - b.pos);
  }

  /** How many markers stand before a position. */
  countBefore(pos: number): number {
    const { markers } = this;
    // Nearly every fact comes after all markers there are.
    if ((markers.at(-1)?.pos ?? 0) < pos) return markers.length;
    return markers.findIndex((marker) => marker.pos >= pos);
  }

  /** What the first so many markers come to. */
  after(count: number): ReadonlyMap<LocalMonth, Mark> {
    return (this.known[count] ??= marksOf(this.markers.slice(0, count)));
  }
}
