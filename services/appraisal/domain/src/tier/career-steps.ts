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
}

export const OUTSIDE: CareerState = {
  employed: false,
  tier: null,
  since: null,
  credits: 0,
  demotedOn: null,
};

/** A step without the standing it leads to. */
export type StepTold = Omit<CareerStep, 'tier' | 'credits'>;

export interface Stepped {
  readonly state: CareerState;
  /** Absent when nothing changed and nothing needs to be told. */
  readonly step?: StepTold;
}

const CLAUSE = '/decisions/tiers';

export const begin = ({ from, tier }: Employment): Stepped => {
  const state = { ...OUTSIDE, employed: true, tier, since: tier === null ? null : from };
  const said =
    tier === null
      ? { zh: '见习期开始，不计层级年限', en: 'trainee time begins; it does not count' }
      : {
          zh: `定为${tierLabel(tier).zh}，积分从零计`,
          en: `stands on ${tierLabel(tier).en}, with no credit yet`,
        };
  const kind = tier === null ? 'TRAINEE' : 'ENTRY';
  return { state, step: { on: from, kind, clause: '', inputs: {}, says: said } };
};

/** Leaving cancels the tier and all credit: a return is a new entrant [P5]. */
export const leave = (on: LocalDay): Stepped => ({
  state: OUTSIDE,
  step: {
    ...{ on, kind: 'LEFT', clause: '', inputs: {} },
    says: { zh: '离职，层级和积分取消', en: 'left: tier and credits are gone' },
  },
});

/** What one year was spent on. */
const spent = ({ year }: GradedYear, history: TierHistory) => {
  const onTier = history.employments.filter(({ tier }) => tier !== null);
  return { tier: monthsIn(year, onTier), leave: monthsIn(year, history.leave) };
};

const notCounted = (
  graded: GradedYear,
  history: TierHistory,
  rules: TierRules,
): Pick<StepTold, 'kind' | 'clause' | 'inputs' | 'says'> | undefined => {
  const months = spent(graded, history);
  const { year } = graded;
  if (months.leave.compare(exactly(rules.year.mostLeaveMonths)) > 0) {
    return {
      kind: 'PAUSE',
      clause: `${CLAUSE}/year/mostLeaveMonths`,
      inputs: { year, leaveMonths: months.leave.toFraction() },
      says: { zh: `${year}年长期请假，暂停计年`, en: `${year} is paused: long leave` },
    };
  }
  if (months.tier.compare(exactly(rules.year.leastTierMonths)) >= 0) return undefined;
  return {
    kind: 'NOT_COUNTED',
    clause: `${CLAUSE}/year/leastTierMonths`,
    inputs: { year, tierMonths: months.tier.toFraction() },
    says: {
      zh: `${year}年任层级时间不足，不计`,
      en: `${year} does not count: too short on a tier`,
    },
  };
};

const gradeStep = (
  { year, grade }: GradedYear,
  credit: number,
): Pick<StepTold, 'kind' | 'clause' | 'inputs' | 'says'> => {
  const label = ANNUAL_LABELS[grade];
  const inputs = { year, grade };
  if (grade === 'INCOMPETENT') {
    const says = { zh: `${year}年不称职，积分清零`, en: `${year} incompetent: credits cleared` };
    return { kind: 'CLEARED', clause: `${CLAUSE}/demotion`, inputs, says };
  }
  const text = creditText(credit);
  return {
    kind: 'CREDIT',
    clause: `${CLAUSE}/credits/${grade}`,
    inputs,
    says: { zh: `${year}年${label.zh}，计${text}年`, en: `${year} ${label.en}: ${text} credit` },
  };
};

/** A year's grade, on the first day after the year. */
export const grade = (
  { graded, on, state }: { graded: GradedYear; on: LocalDay; state: CareerState },
  history: TierHistory,
  rules: TierRules,
): Stepped => {
  if (state.tier === null) return { state };
  if (graded.grade !== 'INCOMPETENT') {
    const why = notCounted(graded, history, rules);
    if (why !== undefined) return { state, step: { on, ...why } };
  }
  const credit = pointsOf(rules.credits[graded.grade]);
  const credits = graded.grade === 'INCOMPETENT' ? 0 : state.credits + credit;
  return { state: { ...state, credits }, step: { on, ...gradeStep(graded, credit) } };
};

/** A decided change: a promotion clears the credits, and any excess lapses (DOMAIN 3.0c.14). */
export const move = (
  { to, from, effectiveDate: on, ground }: TierMove,
  state: CareerState,
  rules: TierRules,
): Stepped => {
  if (state.tier === null) return { state };
  const keeps = ground === 'CONVERSION' && rules.conversion.credits === 'KEEP';
  const down = to > from && ground !== 'CONVERSION';
  const after = {
    ...{ employed: true, tier: to, since: on },
    credits: keeps ? state.credits : 0,
    demotedOn: down ? on : null,
  };
  const inputs = { from, to, ground, lapsed: creditText(state.credits - after.credits) };
  const clause = ground === 'CONVERSION' ? `${CLAUSE}/conversion` : `${CLAUSE}/ladder`;
  const why = groundLabel(ground);
  const says = {
    zh: `${why.zh}：${tierLabel(from).zh}至${tierLabel(to).zh}`,
    en: `${why.en}: ${tierLabel(from).en} to ${tierLabel(to).en}`,
  };
  return { state: after, step: { on, kind: 'MOVED', clause, inputs, says } };
};

/** Sanctions in force on a day. */
export const sanctionsOn = ({ sanctions }: TierHistory, on: LocalDay) =>
  sanctions.filter((sanction) => covers(sanction, on));
