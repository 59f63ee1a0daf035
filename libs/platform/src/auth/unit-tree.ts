/** Answers where a unit stands; each service keeps its own copy of the tree. */
export interface UnitTree {
  /** Codes from the root to the unit, the unit last; undefined for an unknown one. */
  pathOf(unit: string): Promise<readonly string[] | undefined>;
}

/** Path of a unit in a map from unit to parent; a circle ends where it closes. */
export const pathIn = (
  parents: ReadonlyMap<string, string | null>,
  unit: string,
): readonly string[] | undefined => {
  if (!parents.has(unit)) return undefined;
  const path: string[] = [];
  let at: string | null | undefined = unit;
  while (at !== null && at !== undefined && !path.includes(at)) {
    path.unshift(at);
    at = parents.get(at);
  }
  return path;
};
