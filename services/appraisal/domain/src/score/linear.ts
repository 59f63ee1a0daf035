import { ratio, type Ratio } from '@ywk/kernel';
import type { Decimal } from '../scheme/clause-document.ts';
import { exactly } from '../scheme/decimal.ts';

/** A line between floor and target. */
export interface Line {
  readonly floor: Decimal;
  readonly target: Decimal;
  /** Hundredths of a point. */
  readonly weight: number;
}

/** Exact points for a value: 0 at or beyond the floor, the weight at or beyond the target. */
export const linearPoints = (value: Ratio, line: Line): Ratio => {
  const floor = exactly(line.floor);
  const share = value.sub(floor).div(exactly(line.target).sub(floor));
  if (share.compare(0) <= 0) return ratio(0);
  const weight = ratio(line.weight, 100);
  return share.compare(1) >= 0 ? weight : weight.mul(share);
};
