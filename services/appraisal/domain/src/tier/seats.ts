import { ratio } from '@ywk/kernel';
import { exactly } from '../scheme/decimal.ts';
import type { TierRules } from './tier-rules.ts';

/** The most officers who may stand on tier 1 … `upTo`. */
export interface SeatCap {
  readonly upTo: number;
  readonly cap: number;
}

/**
 * Seats by group, outermost first: each a share of the one before, rounded down.
 * @param base approved posts or people in service, whichever the rules name
 */
export const seatCaps = ({ seats }: TierRules, base: number): SeatCap[] => {
  let within = base;
  return seats.groups.map(({ upTo, share }) => {
    within = Number(ratio(within).mul(exactly(share)).floor().n);
    return { upTo, cap: within };
  });
};

/** Whether a move enters a group: from outside it to inside. */
export const enters = (from: number | null, to: number, { upTo }: { upTo: number }): boolean =>
  to <= upTo && (from === null || from > upTo);

/** Seats taken in each group, kept while officers move. */
export class Seats {
  private readonly taken: Map<number, number>;

  /** @param tiers of everybody who stands on one */
  constructor(
    readonly caps: readonly SeatCap[],
    tiers: readonly number[],
  ) {
    this.taken = new Map(
      caps.map(({ upTo }) => [upTo, tiers.filter((tier) => tier <= upTo).length]),
    );
  }

  takenIn({ upTo }: { readonly upTo: number }): number {
    return this.taken.get(upTo) ?? 0;
  }

  /** Seats a move could still take; null when it takes none. Never below 0. */
  freeFor(from: number, to: number): number | null {
    const free = this.caps
      .filter((group) => enters(from, to, group))
      .map((group) => Math.max(0, group.cap - this.takenIn(group)));
    return free.length === 0 ? null : Math.min(...free);
  }

  /** Somebody moves; from or to null for who comes or goes. */
  move(from: number | null, to: number | null): void {
    for (const { upTo } of this.caps) {
      const before = from !== null && from <= upTo ? 1 : 0;
      const after = to !== null && to <= upTo ? 1 : 0;
      this.taken.set(upTo, this.takenIn({ upTo }) + after - before);
    }
  }
}
