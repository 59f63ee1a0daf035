import type { Label, LocalDay } from '@ywk/kernel';
import { pointsOf } from '../scheme/decimal.ts';
import type { Standing } from './career.ts';
import { enters } from './seats.ts';
import { yearOf } from './tier-history.ts';
import type { TierRules } from './tier-rules.ts';
import { creditText, moreCredits, tierLabel } from './tier-words.ts';

/** Why somebody with the credit years is not moved. */
export type WaitingReason = 'NO_SEAT' | 'TIE' | 'SANCTION' | 'WAITING_TIME';

/** The next step up of an officer, and what is still between. Credit years in hundredths. */
export interface Prospect {
  readonly from: number;
  readonly to: number;
  readonly needed: number;
  readonly has: number;
  /** 0 when the credits are there. */
  readonly missing: number;
  /** A commendation made the way shorter. */
  readonly early: boolean;
  /** The step takes a seat among tier 1 … this one; null when it takes none. */
  readonly seatUpTo: number | null;
  /** First day on which nothing but seats stands between: after a demotion. Null when at once. */
  readonly waitsUntil: LocalDay | null;
  readonly barredBy: readonly string[];
}

const waitsUntil = ({ demotedOn, on }: Standing, { demotion }: TierRules): LocalDay | null => {
  if (demotedOn === null || demotion.waitYears === 0) return null;
  const until = `${yearOf(demotedOn) + demotion.waitYears}${demotedOn.slice(4)}`;
  return until > on ? until : null;
};

/** The step up from where an officer stands; undefined without a tier, or at the top. */
export const prospectOf = (standing: Standing, rules: TierRules): Prospect | undefined => {
  const step = rules.ladder.find(({ from }) => from === standing.tier);
  if (step === undefined) return undefined;
  const { from } = step;
  const to = from - 1;
  const { early } = rules;
  const isEarly = early !== undefined && early.from.includes(from) && standing.commended.length > 0;
  const needed = Math.max(0, pointsOf(step.credits) - (isEarly ? pointsOf(early.lessCredits) : 0));
  const group = rules.seats.groups.find((each) => enters(from, to, each));
  return {
    ...{ from, to, needed, has: standing.credits },
    missing: Math.max(0, needed - standing.credits),
    early: isEarly,
    seatUpTo: group?.upTo ?? null,
    waitsUntil: waitsUntil(standing, rules),
    barredBy: standing.barredBy.map(({ code }) => code),
  };
};

/** Whether nothing but a seat stands between an officer and the next tier. */
export const isReady = ({ missing, waitsUntil: wait, barredBy }: Prospect): boolean =>
  missing === 0 && wait === null && barredBy.length === 0;

const beside = (prospect: Prospect): Label[] => [
  ...(prospect.barredBy.length === 0
    ? []
    : [{ zh: '处分影响期内不得晋升', en: 'a sanction in force bars promotion' }]),
  ...(prospect.waitsUntil === null
    ? []
    : [
        {
          zh: `降级后须待${prospect.waitsUntil}`,
          en: `after the demotion not before ${prospect.waitsUntil}`,
        },
      ]),
  ...(prospect.seatUpTo === null
    ? []
    : [{ zh: '且须有空额', en: `and a free seat among tiers 1 to ${prospect.seatUpTo}` }]),
];

/** "needs two more credit years for tier 4", and what else stands between. */
export const prospectText = (prospect: Prospect): Label => {
  const { missing } = prospect;
  const to = tierLabel(prospect.to);
  const first =
    missing === 0
      ? { zh: `已满足晋升${to.zh}的年限`, en: `has the credit years for ${to.en}` }
      : {
          zh: `晋升${to.zh}还需${creditText(missing)}个计分年`,
          en: `needs ${moreCredits(missing)} for ${to.en}`,
        };
  const all = [first, ...beside(prospect)];
  return { zh: all.map(({ zh }) => zh).join('，'), en: all.map(({ en }) => en).join('; ') };
};
