import type { Decider, Fen, Message } from '@ywk/kernel';
import { awardShares } from './award-shares.ts';
import {
  commendationStage,
  UNKNOWN_COMMENDATION,
  type CommendationEvent,
  type CommendationState,
  type CommendationStep,
  type ProposedCommendation,
} from './commendation.ts';
import {
  awardUnknown,
  commendationDecided,
  commendationReused,
  commendationUnknown,
  commendationUnverified,
  commendationVerified,
  matterMismatch,
  nothingGranted,
  seriesMismatch,
  stepBeforeLast,
} from './conduct-refusals.ts';
import type { AwardRule, ConductRules } from './conduct-rules.ts';
import { requireOther, type Actor } from './person.ts';

type By<T> = T & { readonly by: Actor };

/** A decision, with what was known of earlier awards. */
export interface DecideCommendation extends CommendationStep {
  readonly grants: boolean;
  /** Fen; null where the catalogue states the amount. */
  readonly amount: Fen | null;
  /** For each officer, in the order of the report: awards for cases earlier in the calendar year. */
  readonly earlier: readonly number[];
  /** For each officer: the id that its fact has, should there be one. */
  readonly facts: readonly string[];
}

export type CommendationCommand =
  | Message<'Propose', By<ProposedCommendation>>
  | Message<'Verify', By<CommendationStep>>
  | Message<'Decide', By<DecideCommendation>>
  | Message<'Annul', By<CommendationStep>>;

type Of<T extends CommendationCommand['type']> = Extract<CommendationCommand, { type: T }>['data'];

/** The rule of a commendation. @throws Rejection AWARD_UNKNOWN */
export const awardRule = ({ awards }: ConductRules, code: string): AwardRule => {
  const rule = awards.find((one) => one.code === code);
  if (rule !== undefined) return rule;
  throw awardUnknown(
    code,
    awards.map((one) => one.code),
  );
};

/** Code of the fact that it is for each officer; null for none. */
export const awardFact = (
  rules: ConductRules,
  { code, ownDuty }: Pick<ProposedCommendation, 'code' | 'ownDuty'>,
): string | null => {
  const rule = awardRule(rules, code);
  return rule.perCase && ownDuty ? rules.perCase.ownDutyFact : rule.fact;
};

const known = ({ proposed }: CommendationState) => {
  if (proposed !== null) return proposed;
  throw commendationUnknown();
};

const stepOf = (
  { commendation, on, evidence }: CommendationStep,
  state: CommendationState,
): CommendationStep => {
  known(state);
  if (on >= state.on) return { commendation, on, evidence };
  throw stepBeforeLast(state.on, on);
};

/** @throws Rejection MATTER_MISMATCH */
const refuseMismatch = (
  { code, matter, series }: Pick<ProposedCommendation, 'code' | 'matter' | 'series'>,
  { perCase }: AwardRule,
): void => {
  if (perCase !== (matter !== null)) throw matterMismatch(code, perCase);
  if (series !== null && !perCase) throw seriesMismatch(code);
};

/** What can be rewarded once alone: the case, and its series where that is paid as one case. */
export const rewardedOnce = (
  { matter, series }: Pick<ProposedCommendation, 'matter' | 'series'>,
  { perCase }: ConductRules,
): string[] => {
  const whole = perCase.series === 'EACH' ? null : series;
  return [...new Set([matter, whole].filter((each) => each !== null))];
};

const propose = (
  { by, ...proposal }: Of<'Propose'>,
  { proposed }: CommendationState,
  rules: ConductRules,
): CommendationEvent[] => {
  if (proposed !== null) {
    const same = proposed.code === proposal.code && proposed.occurredAt === proposal.occurredAt;
    if (same && String(proposed.officers) === String(proposal.officers)) return [];
    throw commendationReused();
  }
  requireOther(by, proposal.officers, []);
  refuseMismatch(proposal, awardRule(rules, proposal.code));
  return [{ type: 'CommendationProposed', data: { ...proposal, author: by.account } }];
};

const verify = ({ by, ...said }: Of<'Verify'>, state: CommendationState): CommendationEvent[] => {
  const step = stepOf(said, state);
  const { officers, author } = known(state);
  if (state.verifier !== null) {
    if (state.verifier === by.account) return [];
    throw commendationVerified();
  }
  requireOther(by, officers, [author]);
  return [{ type: 'CommendationVerified', data: { ...step, verifier: by.account } }];
};

const decideIt = (
  { by, grants, amount, earlier, facts, ...said }: Of<'Decide'>,
  state: CommendationState,
  rules: ConductRules,
): CommendationEvent[] => {
  const step = stepOf(said, state);
  const { officers, author, code, ownDuty } = known(state);
  if (state.decided !== null) throw commendationDecided();
  requireOther(by, officers, [author, state.verifier]);
  if (state.verifier === null) throw commendationUnverified();
  const rule = awardRule(rules, code);
  const shares = grants
    ? awardShares({ rule, perCase: rules.perCase, stated: amount, ownDuty, earlier })
    : [];
  const withFact = awardFact(rules, { code, ownDuty }) !== null;
  const granted = shares.map((share, at) => ({
    officer: officers[at] ?? '',
    amount: share,
    fact: withFact ? (facts[at] ?? null) : null,
  }));
  return [{ type: 'CommendationDecided', data: { ...step, decider: by.account, granted } }];
};

const annul = ({ by, ...said }: Of<'Annul'>, state: CommendationState): CommendationEvent[] => {
  const step = stepOf(said, state);
  const { officers, author } = known(state);
  if (state.annulled) return [];
  requireOther(by, officers, [author, state.verifier, state.decided?.decider ?? null]);
  if (commendationStage(state) !== 'GRANTED') throw nothingGranted();
  return [{ type: 'CommendationAnnulled', data: { ...step, reviewer: by.account } }];
};

const decide = (
  command: CommendationCommand,
  state: CommendationState,
  rules: ConductRules,
): CommendationEvent[] => {
  switch (command.type) {
    case 'Propose':
      return propose(command.data, state, rules);
    case 'Verify':
      return verify(command.data, state);
    case 'Decide':
      return decideIt(command.data, state, rules);
    case 'Annul':
      return annul(command.data, state);
  }
};

const evolve = (state: CommendationState, { type, data }: CommendationEvent): CommendationState => {
  const after = { ...state, on: data.on };
  switch (type) {
    case 'CommendationProposed':
      return { ...after, proposed: data };
    case 'CommendationVerified':
      return { ...after, verifier: data.verifier };
    case 'CommendationDecided': {
      const { decider, on, evidence, granted } = data;
      return { ...after, decided: { decider, on, evidence, granted } };
    }
    case 'CommendationAnnulled':
      return { ...after, annulled: true };
  }
};

/** A commendation: proposed, verified, decided, and annulled, each by another person (DOMAIN 2.18). */
export const commendationDecider = (
  rules: ConductRules,
): Decider<CommendationCommand, CommendationState, CommendationEvent> => ({
  initialState: UNKNOWN_COMMENDATION,
  decide: (command, state) => decide(command, state, rules),
  evolve,
});
