/** A hash that a seal holds: the event at this position, and all before it, were as they were. */
export interface SealedPoint {
  readonly log: string;
  readonly partition: number;
  readonly pos: number;
  readonly hash: string;
  /** Of the seal. */
  readonly day: string;
}

type At = Pick<SealedPoint, 'log' | 'partition' | 'pos' | 'hash'>;

const placeOf = ({ log, partition }: At): string => `${log}/${partition}`;

/** Sealed hashes by partition, struck off as events pass by. */
export class SealedPoints {
  private readonly left = new Map<string, SealedPoint[]>();

  constructor(points: Iterable<SealedPoint>) {
    for (const point of points) {
      const known = this.left.get(placeOf(point)) ?? [];
      // A day on which nothing was written seals the same hash again.
      if (known.at(-1)?.pos !== point.pos || known.at(-1)?.hash !== point.hash) known.push(point);
      this.left.set(placeOf(point), known);
    }
    for (const points of this.left.values()) points.reverse();
  }

  faultAt(event: At): string | undefined {
    const points = this.left.get(placeOf(event));
    for (let next = points?.at(-1); next?.pos === event.pos; next = points?.at(-1)) {
      points?.pop();
      if (next.hash === event.hash) continue;
      return `it, or one before it, was rewritten: the seal of ${next.day} holds another hash here`;
    }
    return undefined;
  }

  /** The first sealed hash that no event came to. @param reached last position of a partition */
  firstBeyond(reached: (place: string) => number): SealedPoint | undefined {
    for (const [place, points] of this.left) {
      const next = points.at(-1);
      if (next !== undefined && next.pos > reached(place)) return next;
    }
    return undefined;
  }
}
