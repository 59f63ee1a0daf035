import { Rejection } from '@ywk/kernel';

/** A question about a tier run that was not told. */
export const noRun = (year: number): Rejection =>
  new Rejection('RUN_MISSING', {
    zh: `${year}年没有年度层级调整。`,
    en: `There was no run of ${year}.`,
  });

/** A change of tier of somebody without one. */
export const onNoTier = (officer: string): Rejection =>
  new Rejection(
    'TIER_NOT_CURRENT',
    { zh: `人员${officer}没有现任层级。`, en: `${officer} stands on no tier.` },
    { officer },
  );
