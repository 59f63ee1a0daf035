import { hundredthsText, type Label } from '@ywk/kernel';
import type { GradeProposalEvent } from '../grade/grade-proposal.events.ts';
import { gradeProposal } from '../grade/grade-proposal.decider.ts';
import type { GradeProposal } from '../grade/grade-proposal.state.ts';

/** Where an event stands in the log that tells of it. */
export interface EventPlace {
  readonly log: string;
  readonly partition: number;
  readonly pos: number;
  readonly eventId: string;
  readonly recordedAt: string;
}

/** In which part somebody acted; who it was is not told. */
export type ActRole = 'PROPOSER' | 'CALIBRATOR' | 'SUPERIOR' | 'APPROVER';

/** What was done about an officer's month, by whom in which part, and the event that says so. */
export interface Act {
  readonly act: 'PROPOSED' | 'REFUSED' | 'CALIBRATED' | 'SEAT_REFUSED' | 'SEAT_GIVEN' | 'APPROVED';
  readonly revision: number;
  readonly by: ActRole;
  readonly words: Label;
  readonly event: EventPlace;
}

/** How far the decision on a month is. */
export const OUTCOMES = [
  'OPEN',
  'WAITS_FOR_COMPUTATION',
  'WAITS_FOR_PROPOSAL',
  'WAITS_FOR_APPROVAL',
  'REFUSED',
  'NOT_RANKED',
  'DECIDED',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What an outcome means, in words. */
export const OUTCOME_LABELS: Readonly<Record<Outcome, Label>> = {
  OPEN: { zh: '考核期尚未截止', en: 'the period is open' },
  WAITS_FOR_COMPUTATION: { zh: '已截止，待计算', en: 'cut off, waits to be computed' },
  WAITS_FOR_PROPOSAL: {
    zh: '已计算，待本单位提出',
    en: 'computed, waits for a proposal of the unit',
  },
  WAITS_FOR_APPROVAL: { zh: '已提出，待另一人审批', en: 'proposed, waits for a second person' },
  REFUSED: { zh: '未能提出', en: 'refused' },
  NOT_RANKED: { zh: '本人不参加评定', en: 'not ranked' },
  DECIDED: { zh: '已审批', en: 'approved' },
};

/** One event of the proposals of an officer's unit and month, the oldest first. */
export interface ProposalTold {
  readonly revision: number;
  readonly event: GradeProposalEvent;
  readonly place: EventPlace;
}

/** Below so many people a sum would tell of others (DOMAIN 3.0c.19). */
const FEWEST_SHOWN = 5;

const refusal = ({
  overrun,
  budget,
  members,
}: {
  overrun: number;
  budget: number;
  members: number;
}): Label =>
  members < FEWEST_SHOWN
    ? { zh: '超出本单位预算，按规则不得提出', en: 'above the budget of the unit, which blocks it' }
    : {
        zh: `超出本单位预算${hundredthsText(budget)}元达${hundredthsText(overrun)}元，按规则不得提出`,
        en: `${hundredthsText(overrun)} yuan above the unit's budget of ${hundredthsText(budget)}, which blocks it`,
      };

type Told = Pick<Act, 'act' | 'by' | 'words'>;

type Seat = Extract<GradeProposalEvent, { type: 'SeatAboveRefused' | 'SeatAboveGiven' }>;

const seatTold = (event: Seat): Told => {
  const { level, reserveSeats, usedThisYear } = event.data;
  const to = level.level ?? '-';
  const year = {
    zh: `本年机动名额${reserveSeats}个，此前已用${usedThisYear}个`,
    en: `${usedThisYear} of ${reserveSeats} reserve seats of the year were used before`,
  };
  if (event.type === 'SeatAboveRefused') {
    return {
      ...{ act: 'SEAT_REFUSED', by: 'PROPOSER' },
      words: {
        zh: `${to}级名额已满，${year.zh}，未经上级批准，得分更正，等级不变`,
        en: `no seat is left on level ${to}, ${year.en}: the score stands, the level stays until a superior approves`,
      },
    };
  }
  const { by, document } = event.data;
  return by === 'RESERVE_SEAT'
    ? {
        ...{ act: 'SEAT_GIVEN', by: 'PROPOSER' },
        words: {
          zh: `使用机动名额列入${to}级，${year.zh}`,
          en: `level ${to} on a reserve seat, ${year.en}`,
        },
      }
    : {
        ...{ act: 'SEAT_GIVEN', by: 'SUPERIOR' },
        words: {
          zh: `经上级批准超出名额列入${to}级，依据${document ?? ''}`,
          en: `level ${to} above the ceiling, approved by a superior in ${document ?? ''}`,
        },
      };
};

const toldOf = (event: GradeProposalEvent, officer: string): Told | null => {
  switch (event.type) {
    case 'GradesProposed':
      return {
        ...{ act: 'PROPOSED', by: 'PROPOSER' },
        words: { zh: '提出本单位等次和警务等级', en: 'grades and levels of the unit proposed' },
      };
    case 'GradesListed':
      return null;
    case 'GradesRefused':
      return { act: 'REFUSED', by: 'PROPOSER', words: refusal(event.data) };
    case 'LevelCalibrated': {
      const { before, after, reason, evidence } = event.data;
      if (event.data.officer !== officer) return null;
      return {
        ...{ act: 'CALIBRATED', by: 'CALIBRATOR' },
        words: {
          zh: `警务等级由${before}级调为${after}级，理由${reason}，依据${evidence}`,
          en: `level moved from ${before} to ${after}, for ${reason} by ${evidence}`,
        },
      };
    }
    case 'SeatAboveRefused':
    case 'SeatAboveGiven':
      return event.data.officer === officer ? seatTold(event) : null;
    case 'GradesApproved':
      return {
        ...{ act: 'APPROVED', by: 'APPROVER' },
        words: { zh: '由另一人审批', en: 'approved by a second person' },
      };
  }
};

/** What was done about one officer's month, without what concerns others alone. */
export const courseOf = (told: readonly ProposalTold[], officer: string): Act[] =>
  told.flatMap(({ revision, event, place }) => {
    const act = toldOf(event, officer);
    return act === null ? [] : [{ ...act, revision, event: place }];
  });

/** A period as far as the decision on it is concerned. */
export interface PeriodSeen {
  /** Last revision that was computed, and asked for; 0 before the first. */
  readonly revision: number;
  readonly due: number;
}

const REACHED: Readonly<Record<GradeProposal['status'], Outcome>> = {
  ABSENT: 'WAITS_FOR_PROPOSAL',
  PROPOSED: 'WAITS_FOR_APPROVAL',
  REFUSED: 'REFUSED',
  APPROVED: 'DECIDED',
};

/** The proposal that a month came to last; nothing proposed is an absent one. */
export const lastProposal = (told: readonly ProposalTold[]): GradeProposal => {
  const last = told.at(-1)?.revision;
  return told
    .filter(({ revision }) => revision === last)
    .reduce((state, { event }) => gradeProposal.evolve(state, event), gradeProposal.initialState);
};

/** How far an officer's month is: by what the unit's last proposal came to, else by the period. */
export const outcomeOf = (
  told: readonly ProposalTold[],
  { revision, due }: PeriodSeen,
  officer: string,
): Outcome => {
  const { status, grades } = lastProposal(told);
  if (status === 'APPROVED' && !grades.some((line) => line.officer === officer))
    return 'NOT_RANKED';
  if (status !== 'ABSENT') return REACHED[status];
  if (revision > 0) return REACHED.ABSENT;
  return due > 0 ? 'WAITS_FOR_COMPUTATION' : 'OPEN';
};
