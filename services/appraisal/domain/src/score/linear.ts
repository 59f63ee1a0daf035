import { ratio, toHundredths, type Ratio } from '@ywk/kernel';
import type { Decimal } from '../scheme/scheme-document.ts';
import { exactly } from '../scheme/scheme.ts';

/** A line between floor and target. */
export interface Line {
  readonly floor: Decimal;
  readonly target: Decimal;
  /** Hundredths of a point. */
  readonly weight: number;
}

/** Hundredths of a point for a value: 0 at or beyond the floor, the weight at or beyond the target. */
export const linearScore = (value: Ratio, line: Line): number => {
  const floor = exactly(line.floor);
  const target = exactly(line.target);
  const share = value.sub(floor).div(target.sub(floor));
  if (share.compare(0) <= 0) return 0;
  if (share.compare(1) >= 0) return line.weight;
  return toHundredths(ratio(line.weight, 100).mul(share));
};

/** "731/756": how an exact ratio stands in a sheet. */
export const ratioText = (value: Ratio): string => value.toFraction();
