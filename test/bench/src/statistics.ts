/** The least, the middle and the greatest of some numbers. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** The value below which a share (0…1) of the others lies. @throws RangeError without any */
export const quantile = (values: readonly number[], share: number): number => {
  const all = sorted(values);
  const found = all[Math.min(all.length - 1, Math.floor(share * all.length))];
  if (found === undefined) throw new RangeError('There are no values.');
  return found;
};

/** @throws RangeError without values */
export const spreadOf = (values: readonly number[]): Spread => {
  const all = sorted(values);
  const [upper, lower] = [all.length >> 1, (all.length - 1) >> 1];
  return {
    min: quantile(all, 0),
    median: ((all[upper] ?? NaN) + (all[lower] ?? NaN)) / 2,
    max: quantile(all, 1),
  };
};
