import { addDays, type LocalDay } from '@ywk/kernel';
import {
  begin,
  grade,
  leave,
  move,
  OUTSIDE,
  sanctionsOn,
  type CareerState,
  type CareerStep,
  type Stepped,
} from './career-steps.ts';
import { turnAfter, type Commendation, type Sanction, type TierHistory } from './tier-history.ts';
import type { TierRules } from './tier-rules.ts';

/** Where an officer stands on a day. */
export interface Standing extends CareerState {
  readonly on: LocalDay;
  /** Sanctions in force that day: they bar promotion (DOMAIN 2.17). */
  readonly barredBy: readonly Sanction[];
  /** Commendations since the tier was reached that let an officer rise early. */
  readonly commended: readonly Commendation[];
}

/** The same with everything that led there. */
export interface Career extends Standing {
  readonly steps: readonly CareerStep[];
}

type Turn = (state: CareerState) => Stepped;

interface Dated {
  readonly on: LocalDay;
  /** Of one day: an employment ends, the year before counts, another begins, a decision takes effect. */
  readonly order: number;
  readonly turn: Turn;
}

const dated = (history: TierHistory, rules: TierRules): Dated[] => [
  ...history.employments.flatMap((employment) => {
    const first = { on: employment.from, order: 2, turn: () => begin(employment) };
    if (employment.to === null) return [first];
    const after = addDays(employment.to, 1);
    return [first, { on: after, order: 0, turn: () => leave(after) }];
  }),
  ...history.years.map((graded) => {
    const on = turnAfter(graded.year);
    return {
      ...{ on, order: 1 },
      turn: (state: CareerState) => grade({ graded, on, state }, history, rules),
    };
  }),
  ...history.moves.map((change) => ({
    ...{ on: change.effectiveDate, order: 3 },
    turn: (state: CareerState) => move(change, state, rules),
  })),
];

const inOrder = (a: Dated, b: Dated): number =>
  a.on === b.on ? a.order - b.order : a.on < b.on ? -1 : 1;

const commendedSince = (
  { commendations }: TierHistory,
  { since }: CareerState,
  { on, rules }: { readonly on: LocalDay; readonly rules: TierRules },
): Commendation[] =>
  commendations.filter(
    (each) =>
      since !== null &&
      each.on >= since &&
      each.on <= on &&
      (rules.early?.commendations.includes(each.code) ?? false),
  );

const walked = (
  history: TierHistory,
  rules: TierRules,
  { on, steps }: { readonly on: LocalDay; readonly steps: CareerStep[] | null },
): Standing => {
  const turns = dated(history, rules)
    .filter((each) => each.on <= on)
    .sort(inOrder);
  let state = OUTSIDE;
  for (const { turn } of turns) {
    const { state: next, tell } = turn(state);
    state = next;
    if (steps !== null && tell !== undefined) {
      steps.push({ ...tell(), tier: state.tier, credits: state.credits });
    }
  }
  const barredBy = sanctionsOn(history, on);
  const commended = commendedSince(history, state, { on, rules });
  return { ...state, on, barredBy, commended };
};

/** Where a career stands on a day, that day included. Decisions made later with effect before it count. */
export const standingOf = (history: TierHistory, rules: TierRules, on: LocalDay): Standing =>
  walked(history, rules, { on, steps: null });

/** The same with every step in words: a run over everybody asks for them of few. */
export const careerOf = (history: TierHistory, rules: TierRules, on: LocalDay): Career => {
  const steps: CareerStep[] = [];
  return { ...walked(history, rules, { on, steps }), steps };
};
