import { Rejection } from '@ywk/kernel';
import type { TierChange } from '../tier/tier-change.decider.ts';
import { covers } from '../tier/tier-history.ts';
import type { Conduct } from './told-conduct.ts';

/**
 * Nobody is promoted from a day on which a sanction is in force (DOMAIN 2.17); a conversion puts
 * everybody on the ladder and promotes nobody. @throws Rejection PROMOTION_BARRED
 */
export const refuseBarred = (
  { from, to, effectiveDate, ground }: Pick<TierChange, 'from' | 'to' | 'effectiveDate' | 'ground'>,
  { sanctions }: Conduct,
): void => {
  if (to >= from || ground === 'CONVERSION') return;
  const bar = sanctions.find((sanction) => covers(sanction, effectiveDate));
  if (bar === undefined) return;
  throw new Rejection(
    'PROMOTION_BARRED',
    {
      zh: `自${bar.from}起受处分${bar.code}，影响期至${bar.to}，期内不得晋升。`,
      en: `${bar.code} of ${bar.from} bars promotion until ${bar.to}.`,
    },
    { sanction: bar.code, from: bar.from, to: bar.to },
  );
};
