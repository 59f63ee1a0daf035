/** An amount of money in fen (1/100 yuan): a safe integer, negative for a claw-back. */
export type Fen = number;

const largestFirst = (a: { rest: bigint; at: number }, b: { rest: bigint; at: number }): number => {
  if (a.rest !== b.rest) return a.rest > b.rest ? -1 : 1;
  return a.at - b.at;
};

/**
 * Splits a sum by weights, to the fen, by largest remainder: the parts add up to the sum exactly,
 * equal remainders go in the order listed (DOMAIN 3.0 "shared sums by largest remainder").
 * @param total fen, not negative
 * @param weights integers, not negative, not all zero
 */
export const shareByLargestRemainder = (total: Fen, weights: readonly number[]): Fen[] => {
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (sum === 0n) throw new RangeError('A sum cannot be shared by weights that are all zero.');
  const exact = weights.map((weight) => BigInt(total) * BigInt(weight));
  const parts = exact.map((value) => value / sum);
  let left = BigInt(total) - parts.reduce((all, part) => all + part, 0n);
  const order = exact.map((value, at) => ({ rest: value % sum, at })).sort(largestFirst);
  for (const { at } of order) {
    if (left === 0n) break;
    parts[at] = (parts[at] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts.map(Number);
};
