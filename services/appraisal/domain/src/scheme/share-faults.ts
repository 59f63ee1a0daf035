import { hundredthsText } from '@ywk/kernel';
import type { Decimal } from './clause-document.ts';
import { pointsOf } from './decimal.ts';
import type { Fault } from './fault.ts';
import { valueOf } from './number-faults.ts';

const FULL = 10_000;

/**
 * Weights of things that make a whole and do not total 100.
 * @param what what they are: "parts"
 */
export const shareFaults = (
  things: readonly { readonly weight: Decimal }[],
  path: string,
  what: string,
): Fault[] => {
  const total = things.reduce(
    (sum, { weight }) => sum + (valueOf(weight) ? pointsOf(weight) : 0),
    0,
  );
  if (total === FULL) return [];
  const wrong = `the ${what} total ${hundredthsText(total)}`;
  return [{ code: 'WEIGHTS_NOT_100', path, wrong, right: '100' }];
};
