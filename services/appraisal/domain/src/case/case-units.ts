/** The units above one, the nearest first. @param parents the unit above a unit */
export const unitsAbove = (parents: Readonly<Record<string, string>>, unit: string): string[] => {
  const found: string[] = [];
  let next = parents[unit];
  while (next !== undefined && !found.includes(next)) {
    found.push(next);
    next = parents[next];
  }
  return found;
};
