import { ratio, type Label, type Ratio } from '@ywk/kernel';
import type { IndicatorDocument } from '../scheme/indicator-document.ts';
import { exactly } from '../scheme/decimal.ts';
import type { ScoredIndicator } from '../score/indicator-line.ts';
import type { Step } from './ground.ts';
import { boundText, measuredText, plain, points } from './numbers.ts';

/** What a rule of a shape left in the sheet. */
export type Line<Shape> = Extract<ScoredIndicator, { readonly shape: Shape }>;
export type Rule<Shape> = Extract<IndicatorDocument, { readonly shape: Shape }>;

export const words = (zh: string, en: string): Label => ({ zh, en });

/** Where a value lies on the line between floor and target, and what it yields there. */
export const lineStep = (
  { value, isRate }: { readonly value: Ratio; readonly isRate: boolean },
  { floor, target, weight }: { floor: string; target: string; weight: number },
): Step => {
  const [low, high] = [exactly(floor), exactly(target)];
  const share = value.sub(low).div(high.sub(low));
  const [from, to] = [boundText(floor, isRate), boundText(target, isRate)];
  const shown = measuredText(value.toFraction(), isRate);
  if (share.compare(0) <= 0) {
    const what = words('未超过下限，得 0 分', 'Not beyond the floor: 0 points');
    return { what, working: `${shown} → ${from} → 0.00` };
  }
  if (share.compare(1) >= 0) {
    const what = words('达到目标，得满分', 'At the target: full points');
    return { what, working: `${shown} → ${to} → ${points(weight)}` };
  }
  return {
    what: words(
      '权重 ×（数值 − 下限）÷（目标 − 下限），以未舍入的数值计算',
      'Weight × (value − floor) ÷ (target − floor), with the value as it is, not rounded',
    ),
    working: `${points(weight)} × (${shown} − ${from}) ÷ (${to} − ${from}) = ${plain(share.mul(ratio(weight, 100)))}`,
  };
};
