/** Fewer than that, and a place would tell of others (DOMAIN 3.0c.19). */
const FEWEST = 5;

/** A place among peers: no names; null where a place would tell of others or there is none. */
export interface Place {
  readonly place: number;
  readonly n: number;
}

/**
 * Place of a total among those of a unit or team: 1 + number strictly better, ties share it.
 * @param totals of everybody who is ranked there, own included, in hundredths of a point
 */
export const placeAmong = (own: number | null, totals: readonly number[]): Place | null => {
  if (own === null || totals.length < FEWEST) return null;
  return { place: 1 + totals.filter((total) => total > own).length, n: totals.length };
};
