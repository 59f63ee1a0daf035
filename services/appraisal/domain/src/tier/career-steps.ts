import { type Label, type LocalDay } from '@ywk/kernel';
import { exactly, pointsOf } from '../scheme/decimal.ts';
import { groundLabel, ANNUAL_LABELS, creditText, tierLabel } from './tier-words.ts';
import {
  covers,
  monthsIn,
  type Employment,
  type GradedYear,
  type TierHistory,
  type TierMove,
} from './tier-history.ts';
import type { TierRules } from './tier-rules.ts';

/** What a step did. */
export type CareerStepKind =
  'TRAINEE' | 'ENTRY' | 'CREDIT' | 'PAUSE' | 'NOT_COUNTED' | 'CLEARED' | 'MOVED' | 'LEFT';

/** One thing that bore on a career: the rule, what it was applied to, and where it led. */
export interface CareerStep {
  readonly on: LocalDay;
  readonly kind: CareerStepKind;
  /** JSON Pointer into the scheme; empty for what personnel told. */
  readonly clause: string;
  readonly inputs: Readonly<Record<string, string | number>>;
  /** Tier and credit years (hundredths) after it. */
  readonly tier: number | null;
  readonly credits: number;
  readonly says: Label;
}

/** Where a career stands between steps. */
export interface CareerState {
  readonly employed: boolean;
  readonly tier: number | null;
  /** First day on the tier. */
  readonly since: LocalDay | null;
  readonly credits: number;
  /** First day after the last demotion; null when there was none on this way up. */
  readonly demotedOn: LocalDay | null;
  /** The last incompetent year on the present tier; null when there was none. */
  readonly failedIn: number | null;
}

export const OUTSIDE: CareerState = {
  employed: false,
  tier: null,
  since: null,
  credits: 0,
  demotedOn: null,
  failedIn: null,
};

/** A step without the standing it leads to. */
export type StepTold = Omit<CareerStep, 'tier' | 'credits'>;

export interface Stepped {
  readonly state: CareerState;
  /** Puts the step in words; absent when nothing changed and nothing needs to be told. */
  readonly tell?: () => StepTold;
}

const CLAUSE = '/decisions/tiers';

export const begin = ({ from, tier }: Employment): Stepped => ({
  state: { ...OUTSIDE, employed: true, tier, since: tier === null ? null : from },
  tell: () => ({
    ...{ on: from, kind: tier === null ? 'TRAINEE' : 'ENTRY', clause: '', inputs: {} },
    says:
      tier === null
        ? { zh: '见习期开始，不计层级年限', en: 'trainee time begins; it does not count' }
        : {
            zh: `定为${tierLabel(tier).zh}，积分从零计`,
            en: `stands on ${tierLabel(tier).en}, with no credit yet`,
          },
  }),
});

/** Leaving cancels the tier and all credit: a return is a new entrant [P5]. */
export const leave = (on: LocalDay): Stepped => ({
  state: OUTSIDE,
  tell: () => ({
    ...{ on, kind: 'LEFT', clause: '', inputs: {} },
    says: { zh: '离职，层级和积分取消', en: 'left: tier and credits are gone' },
  }),
});

/** What one year was spent on. */
const spent = ({ year }: GradedYear, history: TierHistory) => {
  const onTier = history.employments.filter(({ tier }) => tier !== null);
  return { tier: monthsIn(year, onTier), leave: monthsIn(year, history.leave) };
};

/** What a year's step says, its day apart. */
type YearTold = Omit<StepTold, 'on'>;

/** Why a year does not count, put in words on demand; undefined when it counts. */
const notCounted = (
  graded: GradedYear,
  history: TierHistory,
  rules: TierRules,
): (() => YearTold) | undefined => {
  const months = spent(graded, history);
  const { year } = graded;
  if (months.leave.compare(exactly(rules.year.mostLeaveMonths)) > 0) {
    return () => ({
      kind: 'PAUSE',
      clause: `${CLAUSE}/year/mostLeaveMonths`,
      inputs: { year, leaveMonths: months.leave.toFraction() },
      says: { zh: `${year}年长期请假，暂停计年`, en: `${year} is paused: long leave` },
    });
  }
  if (months.tier.compare(exactly(rules.year.leastTierMonths)) >= 0) return undefined;
  return () => ({
    kind: 'NOT_COUNTED',
    clause: `${CLAUSE}/year/leastTierMonths`,
    inputs: { year, tierMonths: months.tier.toFraction() },
    says: {
      zh: `${year}年任层级时间不足，不计`,
      en: `${year} does not count: too short on a tier`,
    },
  });
};

const creditTold = ({ year, grade }: GradedYear, credit: number): YearTold => {
  const label = ANNUAL_LABELS[grade];
  const text = creditText(credit);
  return {
    kind: 'CREDIT',
    clause: `${CLAUSE}/credits/${grade}`,
    inputs: { year, grade },
    says: { zh: `${year}年${label.zh}，计${text}年`, en: `${year} ${label.en}: ${text} credit` },
  };
};

const failed = ({ year, grade }: GradedYear, on: LocalDay, state: CareerState): Stepped => ({
  state: { ...state, credits: 0, failedIn: year },
  tell: () => ({
    ...{ on, kind: 'CLEARED', clause: `${CLAUSE}/demotion`, inputs: { year, grade } },
    says: { zh: `${year}年不称职，积分清零`, en: `${year} incompetent: credits cleared` },
  }),
});

/** A year's grade, on the first day after the year. */
export const grade = (
  { graded, on, state }: { graded: GradedYear; on: LocalDay; state: CareerState },
  history: TierHistory,
  rules: TierRules,
): Stepped => {
  if (state.tier === null) return { state };
  if (graded.grade === 'INCOMPETENT') return failed(graded, on, state);
  const why = notCounted(graded, history, rules);
  if (why !== undefined) return { state, tell: () => ({ on, ...why() }) };
  const credit = pointsOf(rules.credits[graded.grade]);
  return {
    state: { ...state, credits: state.credits + credit },
    tell: () => ({ on, ...creditTold(graded, credit) }),
  };
};

/** A decided change: a promotion clears the credits, and any excess lapses (DOMAIN 3.0c.14). */
export const move = (change: TierMove, state: CareerState, rules: TierRules): Stepped => {
  if (state.tier === null) return { state };
  const { to, from, effectiveDate: on, ground } = change;
  const keeps = ground === 'CONVERSION' && rules.conversion.credits === 'KEEP';
  const down = to > from && ground !== 'CONVERSION';
  const credits = keeps ? state.credits : 0;
  const after = { ...{ employed: true, tier: to, since: on, credits }, failedIn: null };
  return {
    state: { ...after, demotedOn: down ? on : null },
    tell: () => moveTold(change, state.credits - credits),
  };
};

const moveTold = ({ to, from, effectiveDate, ground }: TierMove, lapsed: number): StepTold => {
  const why = groundLabel(ground);
  return {
    ...{ on: effectiveDate, kind: 'MOVED' },
    clause: ground === 'CONVERSION' ? `${CLAUSE}/conversion` : `${CLAUSE}/ladder`,
    inputs: { from, to, ground, lapsed: creditText(lapsed) },
    says: {
      zh: `${why.zh}：${tierLabel(from).zh}至${tierLabel(to).zh}`,
      en: `${why.en}: ${tierLabel(from).en} to ${tierLabel(to).en}`,
    },
  };
};

/** Sanctions in force on a day. */
export const sanctionsOn = ({ sanctions }: TierHistory, on: LocalDay) =>
  sanctions.filter((sanction) => covers(sanction, on));
