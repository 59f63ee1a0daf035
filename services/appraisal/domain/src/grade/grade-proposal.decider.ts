import { Rejection, type Decider, type Message } from '@ywk/kernel';
import type { GradeProposalEvent, ProposalHead, ProposedGrade } from './grade-proposal.events.ts';
import { calibrate, type CalibrationAsk } from './calibrate.ts';
import type { GradeProposal, Person } from './grade-proposal.state.ts';
import { nothingProposed, refuseOtherApprover, refuseSamePerson } from './second-person.ts';
import { heldHarmless, type Held } from './hold-harmless.ts';
import { giveSeat, seatEvents, withSeat, type SeatAsk } from './seat-above.ts';
import { withinBudget, type BudgetOutcome } from './unit-budget.ts';

/** One ranked person, before the budget. */
export type GradeAsk = ProposedGrade;

export type GradeProposalCommand =
  | Message<
      'ProposeGrades',
      Omit<ProposalHead, 'budget' | 'asked' | 'members' | 'carryOver'> & {
        readonly perHead: number;
        /** See {@link heldHarmless}; null where everybody is ranked anew. */
        readonly held: Held | null;
        /** In the order in which equal remainders are served. */
        readonly asks: readonly GradeAsk[];
      }
    >
  | Message<'CalibrateLevel', CalibrationAsk>
  | Message<'GiveSeat', SeatAsk>
  | Message<'ApproveGrades', { readonly proposal: string; readonly approver: Person }>;

type Moved = Extract<GradeProposalEvent, { type: 'LevelCalibrated' }>['data'];
type Proposing = Extract<GradeProposalCommand, { type: 'ProposeGrades' }>['data'];

/** So many lines keep an event under 64 KiB. */
const LINES_IN_ONE_EVENT = 200;

const headOf = (data: Proposing, { budget, asked, carryOver }: BudgetOutcome): ProposalHead => {
  const { perHead: _perHead, held: _held, asks, ...rest } = data;
  return { ...rest, budget, asked, carryOver, members: asks.length };
};

const listed = (proposal: string, grades: readonly ProposedGrade[]): GradeProposalEvent[] => {
  const events: GradeProposalEvent[] = [];
  for (let at = 0; at < grades.length; at += LINES_IN_ONE_EVENT) {
    const data = {
      proposal,
      part: events.length + 1,
      grades: grades.slice(at, at + LINES_IN_ONE_EVENT),
    };
    events.push({ type: 'GradesListed', data });
  }
  return events;
};

const sameRefusal = (state: GradeProposal, head: ProposalHead): boolean =>
  state.status === 'REFUSED' &&
  state.head?.asked === head.asked &&
  state.head.members === head.members;

const nobodyRanked = ({ unit, period }: Proposing): Rejection =>
  new Rejection(
    'NOBODY_RANKED',
    { zh: '该单位本考核期无人可评等次。', en: 'Nobody of this unit has a grade in this period.' },
    { unit, period },
  );

const propose = (data: Proposing, state: GradeProposal): GradeProposalEvent[] => {
  if (state.status === 'PROPOSED' || state.status === 'APPROVED') return [];
  if (data.asks.length === 0) throw nobodyRanked(data);
  const asks = data.asks.map((ask) => ask.performancePay);
  const { budgetMode: mode, perHead, carriedIn: carried } = data;
  const outcome = withinBudget(asks, { mode, perHead, carried });
  const head = headOf(data, outcome);
  if (outcome.pays === undefined) {
    const refused = { ...head, code: 'BUDGET_EXCEEDED' as const, overrun: outcome.overrun };
    return sameRefusal(state, head) ? [] : [{ type: 'GradesRefused', data: refused }];
  }
  const { pays } = outcome;
  const ranked = data.asks.map((ask, at) => ({ ...ask, performancePay: pays[at] ?? 0 }));
  const { lines, seats } = heldHarmless(ranked, data.levels?.quotas ?? [], data);
  const { proposal } = data;
  const first: GradeProposalEvent = { type: 'GradesProposed', data: head };
  return [first, ...listed(proposal, lines), ...seatEvents(proposal, seats)];
};

/** Who wrote a proposal, moved a level in it, or gave a seat above a ceiling; the writer first. */
export const authorsOf = ({ head, calibrations, seats }: GradeProposal): string[] => {
  const moved = Object.values(calibrations).map(({ author }) => author);
  const gave = Object.values(seats).map(({ given }) => given?.author);
  const all = [head?.author, ...moved, ...gave].filter((each) => each !== undefined);
  return [...new Set(all)];
};

const approve = (approver: Person, state: GradeProposal): GradeProposalEvent[] => {
  const { head } = state;
  if (head === null || state.status === 'ABSENT' || state.status === 'REFUSED') {
    throw nothingProposed(state.status);
  }
  const subjects = state.grades.map(({ officer }) => officer);
  refuseSamePerson(approver, { authors: authorsOf(state), subjects });
  if (state.status === 'APPROVED') {
    refuseOtherApprover(approver, state.approver);
    return [];
  }
  const { proposal, members } = head;
  const data = { proposal, approver: approver.actor, members };
  return [{ type: 'GradesApproved', data }];
};

const ABSENT: GradeProposal = {
  ...{ status: 'ABSENT', head: null, grades: [], approver: null, calibrations: {} },
  seats: {},
};

/** The move of a level: the line has the new one, the calibration remembers the one it was placed at. */
const moved = (
  state: GradeProposal,
  { officer, after, before, reason, evidence, author }: Moved,
): GradeProposal => ({
  ...state,
  grades: state.grades.map((line) =>
    line.officer === officer && line.level !== null
      ? { ...line, level: { ...line.level, level: after } }
      : line,
  ),
  calibrations: {
    ...state.calibrations,
    [officer]: {
      before: state.calibrations[officer]?.before ?? before,
      ...{ reason, evidence, author },
    },
  },
});

/** The grades of one unit and month: proposed by one person, approved by another. */
export const gradeProposal: Decider<GradeProposalCommand, GradeProposal, GradeProposalEvent> = {
  initialState: ABSENT,

  decide: (command, state) => {
    switch (command.type) {
      case 'ProposeGrades':
        return propose(command.data, state);
      case 'CalibrateLevel':
        return calibrate(command.data, state);
      case 'GiveSeat':
        return giveSeat(command.data, state);
      case 'ApproveGrades':
        return approve(command.data.approver, state);
    }
  },

  evolve: (state, event) => {
    switch (event.type) {
      case 'GradesProposed':
        return { ...ABSENT, status: 'PROPOSED', head: event.data };
      case 'GradesListed':
        return { ...state, grades: [...state.grades, ...event.data.grades] };
      case 'GradesRefused':
        return { ...ABSENT, status: 'REFUSED', head: event.data };
      case 'LevelCalibrated':
        return moved(state, event.data);
      case 'SeatAboveRefused':
      case 'SeatAboveGiven':
        return withSeat(state, event);
      case 'GradesApproved':
        return { ...state, status: 'APPROVED', approver: event.data.approver };
    }
  },
};
