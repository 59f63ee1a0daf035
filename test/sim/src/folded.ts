/** One step of the fold: order and repetition both show in it. */
export const folded = (total: number, pos: number, n: number): number =>
  (total * 31 + pos * 7 + n) % 1_000_003;
