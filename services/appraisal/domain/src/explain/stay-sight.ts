import { inheritanceOf, stretchesFor } from '../score/ruled-stays.ts';
import type { ScoreSheet } from '../score/sheet.ts';
import type { Stretch } from '../score/stretch.ts';
import { staysIn, type StayInPeriod } from '../stay/stays.ts';
import type { MonthGround } from './ground.ts';

/** The days that the rules of a scored stay look at, with what was counted in them. */
export interface StaySight {
  readonly stay: StayInPeriod;
  /** Its own days. */
  readonly own: readonly Stretch[];
  /** Also those of stays that are too short for a sheet of their own (DOMAIN 3.0c.12). */
  readonly all: readonly Stretch[];
}

/** What each scored stay looks at, by its place in the sheet. */
export const sightsOf = (ground: MonthGround, sheet: ScoreSheet): Map<number, StaySight> => {
  const sights = new Map<number, StaySight>();
  if (sheet.stays.every(({ status }) => status === 'NOT_SCORED')) return sights;
  const stays = staysIn(ground.stays, ground.rules.days);
  const { heir, inherited } = inheritanceOf(ground, stays);
  for (const [at, stay] of stays.entries()) {
    if (sheet.stays[at]?.status !== 'SCORED') continue;
    const all = stretchesFor(ground, stay, stay === heir ? inherited : []);
    sights.set(at, { stay, all, own: all.filter((stretch) => !stretch.inherited) });
  }
  return sights;
};
