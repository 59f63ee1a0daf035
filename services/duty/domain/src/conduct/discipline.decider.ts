import type { Decider, Instant, Message } from '@ywk/kernel';
import {
  NOTHING_HELD,
  stageOf,
  UNKNOWN_CASE,
  type CaseFact,
  type CaseStep,
  type DisciplineEvent,
  type DisciplineState,
  type Finding,
  type ReviewResult,
} from './discipline.ts';
import {
  disciplineAnnulled,
  disciplineDecided,
  disciplineOpen,
  disciplineReused,
  disciplineUnknown,
  disciplineUnverified,
  disciplineVerified,
  hearingMissing,
  informationMissing,
  notConfirmed,
  stepBeforeLast,
} from './conduct-refusals.ts';
import { sanctionOf, type ConductRules } from './conduct-rules.ts';
import { requireOther, type Actor } from './person.ts';

type By<T> = T & { readonly by: Actor };
/** A step in a case that is known: whom it is about is known too. */
type Step = Omit<CaseStep, 'officer'>;

/** What a decision or its change is to hold against the officer. */
export interface AskedOutcome {
  /** Code of a sanction. */
  readonly sanction: string | null;
  readonly fact: CaseFact | null;
}

export type DisciplineCommand =
  | Message<'Report', By<CaseStep & { readonly occurredAt: Instant; readonly actId: string }>>
  | Message<'Verify', By<Step & { readonly finding: Finding }>>
  | Message<'Inform', By<Step>>
  | Message<'Hear', By<Step & { readonly waived: boolean }>>
  | Message<'Decide', By<Step & AskedOutcome>>
  | Message<'Review', By<Step & AskedOutcome & { readonly result: ReviewResult }>>;

type Of<T extends DisciplineCommand['type']> = Extract<DisciplineCommand, { type: T }>['data'];

const known = ({ reported }: DisciplineState) => {
  if (reported !== null) return reported;
  throw disciplineUnknown();
};

/** The step in full; never before the one it follows. @throws Rejection STEP_BEFORE_LAST */
const stepOf = ({ on, evidence }: Step, state: DisciplineState): CaseStep => {
  const { case: id, officer } = known(state);
  if (on >= state.on) return { case: id, officer, on, evidence };
  throw stepBeforeLast(state.on, on);
};

const requireOpen = ({ decider }: DisciplineState): void => {
  if (decider !== null) throw disciplineDecided();
};

const report = (data: Of<'Report'>, state: DisciplineState): DisciplineEvent[] => {
  const { by, ...step } = data;
  const { reported } = state;
  if (reported !== null) {
    if (reported.officer === step.officer && reported.occurredAt === step.occurredAt) return [];
    throw disciplineReused();
  }
  requireOther(by, [step.officer], []);
  return [{ type: 'DisciplineReported', data: { ...step, reporter: by.account } }];
};

const verify = (
  { by, finding, ...said }: Of<'Verify'>,
  state: DisciplineState,
  rules: ConductRules,
): DisciplineEvent[] => {
  const step = stepOf(said, state);
  requireOpen(state);
  const { account: verifier } = by;
  const same = state.verified.find((one) => one.verifier === verifier);
  if (same?.finding === finding) return [];
  const before = state.verified.map((one) => one.verifier);
  requireOther(by, [step.officer], [known(state).reporter, ...before]);
  if (stageOf(state, rules.verifiers) !== 'VERIFY') throw disciplineVerified();
  return [{ type: 'DisciplineVerified', data: { ...step, verifier, finding } }];
};

const inform = (
  { by, ...said }: Of<'Inform'>,
  state: DisciplineState,
  rules: ConductRules,
): DisciplineEvent[] => {
  const step = stepOf(said, state);
  requireOpen(state);
  if (state.informedOn !== null) return [];
  requireOther(by, [step.officer], []);
  if (state.verified.length < rules.verifiers) {
    throw disciplineUnverified(rules.verifiers, state.verified.length);
  }
  return [{ type: 'DisciplineInformed', data: { ...step, author: by.account } }];
};

const hear = ({ by, waived, ...said }: Of<'Hear'>, state: DisciplineState): DisciplineEvent[] => {
  const step = stepOf(said, state);
  requireOpen(state);
  if (state.heardOn !== null) return [];
  requireOther(by, [step.officer], []);
  if (state.informedOn === null) throw informationMissing();
  return [{ type: 'DisciplineHeard', data: { ...step, author: by.account, waived } }];
};

/** Nothing is held against anybody whom those who verify do not all find to have done it. */
const requireConfirmed = ({ verified }: DisciplineState, { sanction, fact }: AskedOutcome) => {
  if (sanction === null && fact === null) return;
  if (verified.every(({ finding }) => finding === 'CONFIRMED')) return;
  throw notConfirmed();
};

const decideCase = (
  { by, sanction, fact, ...said }: Of<'Decide'>,
  state: DisciplineState,
  rules: ConductRules,
): DisciplineEvent[] => {
  const step = stepOf(said, state);
  requireOpen(state);
  const { reporter } = known(state);
  requireOther(by, [step.officer], [reporter, ...state.verified.map(({ verifier }) => verifier)]);
  if (state.heardOn === null) throw hearingMissing();
  requireConfirmed(state, { sanction, fact });
  const outcome = { sanction: sanctionOf(sanction, rules), fact };
  return [{ type: 'DisciplineDecided', data: { ...step, ...outcome, decider: by.account } }];
};

const review = (
  { by, sanction, fact, result, ...said }: Of<'Review'>,
  state: DisciplineState,
  rules: ConductRules,
): DisciplineEvent[] => {
  const step = stepOf(said, state);
  if (state.decider === null) throw disciplineOpen();
  if (state.annulled) {
    if (result === 'ANNULLED') return [];
    throw disciplineAnnulled();
  }
  const verifiers = state.verified.map(({ verifier }) => verifier);
  const before = [known(state).reporter, ...verifiers, state.decider, ...state.reviewers];
  requireOther(by, [step.officer], before);
  const held = { sanction: sanctionOf(sanction, rules), fact };
  if (result === 'CHANGED') requireConfirmed(state, { sanction, fact });
  const outcome =
    result === 'CHANGED' ? held : result === 'ANNULLED' ? NOTHING_HELD : state.outcome;
  const data = { ...step, ...outcome, result, reviewer: by.account };
  return [{ type: 'DisciplineReviewed', data }];
};

const decide = (
  command: DisciplineCommand,
  state: DisciplineState,
  rules: ConductRules,
): DisciplineEvent[] => {
  switch (command.type) {
    case 'Report':
      return report(command.data, state);
    case 'Verify':
      return verify(command.data, state, rules);
    case 'Inform':
      return inform(command.data, state, rules);
    case 'Hear':
      return hear(command.data, state);
    case 'Decide':
      return decideCase(command.data, state, rules);
    case 'Review':
      return review(command.data, state, rules);
  }
};

const evolve = (state: DisciplineState, { type, data }: DisciplineEvent): DisciplineState => {
  const after = { ...state, on: data.on, evidence: data.evidence };
  switch (type) {
    case 'DisciplineReported':
      return { ...after, reported: data };
    case 'DisciplineVerified': {
      const { verifier, finding } = data;
      return { ...after, verified: [...state.verified, { verifier, finding }] };
    }
    case 'DisciplineInformed':
      return { ...after, informedOn: data.on };
    case 'DisciplineHeard':
      return { ...after, heardOn: data.on };
    case 'DisciplineDecided': {
      const { sanction, fact, decider } = data;
      return { ...after, decider, decidedOn: data.on, outcome: { sanction, fact } };
    }
    case 'DisciplineReviewed': {
      const { sanction, fact, reviewer, result } = data;
      const reviewers = [...state.reviewers, reviewer];
      return { ...after, reviewers, outcome: { sanction, fact }, annulled: result === 'ANNULLED' };
    }
  }
};

/**
 * A case of discipline: reported, verified jointly, the officer told and heard, decided by another
 * person, reviewed by yet another (DOMAIN 2.17 [P34 arts 37-38], [S1]).
 */
export const disciplineDecider = (
  rules: ConductRules,
): Decider<DisciplineCommand, DisciplineState, DisciplineEvent> => ({
  initialState: UNKNOWN_CASE,
  decide: (command, state) => decide(command, state, rules),
  evolve,
});
