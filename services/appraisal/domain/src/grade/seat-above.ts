import { Rejection } from '@ywk/kernel';
import type { GradeProposalEvent } from './grade-proposal.events.ts';
import type { GradeProposal, KnownSeat, Person } from './grade-proposal.state.ts';
import { refuseSamePerson } from './second-person.ts';

/** A word of somebody above the unit on a seat that was refused. */
export interface SeatAsk {
  readonly proposal: string;
  readonly officer: string;
  /** Number of the document of the approval. */
  readonly document: string;
  readonly approver: Person;
  /** Whether the approver stands above the unit. */
  readonly isSuperior: boolean;
}

/** What is told of seats above the ceilings when a proposal is made. */
export const seatEvents = (proposal: string, seats: readonly KnownSeat[]): GradeProposalEvent[] =>
  seats.map(({ given, ...seat }): GradeProposalEvent => {
    const data = { proposal, ...seat };
    return given === null
      ? { type: 'SeatAboveRefused', data: { ...data, code: 'SEAT_ABOVE_CEILING' } }
      : { type: 'SeatAboveGiven', data: { ...data, ...given } };
  });

const refuseInferior = ({ isSuperior, officer }: SeatAsk, unit: string, seat: KnownSeat): void => {
  if (isSuperior) return;
  const { reserveSeats, usedThisYear } = seat;
  throw new Rejection(
    'SEAT_ABOVE_CEILING',
    {
      zh: `单位${unit}名额已满，本年机动名额${reserveSeats}个已用${usedThisYear}个，须由上级审批。`,
      en: `The ceiling of ${unit} is reached, and ${usedThisYear} of its ${reserveSeats} reserve seats of the year are used: somebody above the unit has to approve.`,
    },
    { unit, officer, reserveSeats, usedThisYear },
  );
};

/**
 * Gives the level that was refused for want of a seat; the same again changes nothing.
 * @throws Rejection PROPOSAL_NOT_OPEN, SEAT_NOT_REFUSED, SAME_PERSON; SEAT_ABOVE_CEILING to whoever does
 *   not stand above the unit
 */
export const giveSeat = (ask: SeatAsk, state: GradeProposal): GradeProposalEvent[] => {
  const { proposal, officer, document, approver } = ask;
  const { head, status, grades } = state;
  if (head === null || status !== 'PROPOSED') {
    const detail = {
      zh: '超额名额只能在提案待审批期间批准。',
      en: 'A seat is given while a proposal waits for its approval.',
    };
    throw new Rejection('PROPOSAL_NOT_OPEN', detail, { status });
  }
  const known = state.seats[officer];
  if (known === undefined) {
    const detail = {
      zh: '此人没有待批的超额名额。',
      en: 'No seat above a ceiling was refused to this person.',
    };
    throw new Rejection('SEAT_NOT_REFUSED', detail, { officer });
  }
  const subjects = grades.map((line) => line.officer);
  refuseSamePerson(approver, { authors: [head.author], subjects });
  if (known.given !== null) return [];
  refuseInferior(ask, head.unit, known);
  const { given: _none, ...seat } = known;
  const by = { by: 'SUPERIOR_APPROVAL' as const, document, author: approver.actor };
  return [{ type: 'SeatAboveGiven', data: { proposal, ...seat, ...by } }];
};

type SeatEvent = Extract<GradeProposalEvent, { type: 'SeatAboveRefused' | 'SeatAboveGiven' }>;

/** A seat as it was told: the line of whom it was given to has the level. */
export const withSeat = (state: GradeProposal, event: SeatEvent): GradeProposal => {
  const { officer, before, level, reserveSeats, usedThisYear } = event.data;
  const seat = { officer, before, level, reserveSeats, usedThisYear };
  if (event.type === 'SeatAboveRefused') {
    return { ...state, seats: { ...state.seats, [officer]: { ...seat, given: null } } };
  }
  const { by, document, author } = event.data;
  return {
    ...state,
    grades: state.grades.map((line) => (line.officer === officer ? { ...line, level } : line)),
    seats: { ...state.seats, [officer]: { ...seat, given: { by, document, author } } },
  };
};
