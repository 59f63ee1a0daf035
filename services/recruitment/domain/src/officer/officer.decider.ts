import { Rejection, type Decider, type LocalDay, type Message } from '@ywk/kernel';
import {
  currentEmployment,
  type DatedPlacement,
  type Employment,
  type Officer,
  type PersonalData,
  type Placement,
} from './officer.ts';

export type Registration = PersonalData & { readonly auxiliaryType: 'DUTY' | 'CIVILIAN' };

export type Hiring = Placement & {
  readonly employment: string;
  readonly from: LocalDay;
  /** 7 (low) … 1 (high); null in the trainee time. */
  readonly tier: number | null;
};

export interface Leaving {
  readonly on: LocalDay;
  readonly ground: string;
}

export type OfficerCommand =
  | Message<'RegisterOfficer', Registration>
  | Message<'HireOfficer', Hiring>
  | Message<'TransferOfficer', DatedPlacement>
  | Message<'LetOfficerLeave', Leaving>
  | Message<'RestrictSubject', { readonly ground: string }>
  | Message<'EraseSubject', Record<never, never>>;

export type OfficerEvent =
  | Message<'OfficerRegistered', Registration>
  | Message<'OfficerHired', Hiring>
  | Message<'OfficerTransferred', DatedPlacement>
  | Message<'OfficerLeft', Leaving & { readonly employment: string }>
  | Message<'SubjectRestricted', { readonly ground: string }>
  | Message<'SubjectErased', { readonly kid: string }>;

const samePlacement = (a: DatedPlacement, b: DatedPlacement): boolean =>
  a.from === b.from &&
  a.unit === b.unit &&
  a.post === b.post &&
  a.team === b.team &&
  a.badge === b.badge &&
  a.seat === b.seat;

const register = (data: Registration, state: Officer): OfficerEvent[] => {
  if (state.kid !== null) throw new Rejection('OFFICER_EXISTS', 'This officer is registered.');
  return [{ type: 'OfficerRegistered', data }];
};

const hire = (data: Hiring, state: Officer): OfficerEvent[] => {
  if (state.employments.some(({ employment }) => employment === data.employment)) return [];
  if (state.erased) throw new Rejection('SUBJECT_ERASED', 'The person behind this id is erased.');
  const open = currentEmployment(state);
  if (open !== undefined) {
    throw new Rejection('ALREADY_EMPLOYED', 'The officer is in service; transfer instead.', {
      employment: open.employment,
    });
  }
  const last = state.employments.at(-1)?.until ?? null;
  if (last !== null && data.from <= last) {
    throw new Rejection('EMPLOYMENT_OVERLAPS', `The employment before this one ended on ${last}.`);
  }
  return [{ type: 'OfficerHired', data }];
};

const inService = (state: Officer): Employment => {
  const open = currentEmployment(state);
  if (open === undefined) throw new Rejection('NOT_EMPLOYED', 'The officer is not in service.');
  return open;
};

const transfer = (data: DatedPlacement, state: Officer): OfficerEvent[] => {
  const { from, placements } = inService(state);
  if (placements.some((placement) => samePlacement(placement, data))) return [];
  if (data.from <= from) {
    throw new Rejection('TRANSFER_BEFORE_HIRE', `The employment began on ${from}.`);
  }
  return [{ type: 'OfficerTransferred', data }];
};

const leave = (data: Leaving, state: Officer): OfficerEvent[] => {
  const ended = state.employments.at(-1)?.until;
  if (currentEmployment(state) === undefined && ended === data.on) return [];
  const { employment, placements } = inService(state);
  const latest = placements.at(-1)?.from ?? '';
  if (data.on < latest) {
    throw new Rejection(
      'LEAVE_BEFORE_PLACEMENT',
      `A placement begins on ${latest}, after that day.`,
    );
  }
  return [{ type: 'OfficerLeft', data: { ...data, employment } }];
};

const erase = (state: Officer): OfficerEvent[] => {
  if (state.erased || state.kid === null) return [];
  if (currentEmployment(state) !== undefined) {
    throw new Rejection('SUBJECT_IN_SERVICE', 'Personal data are needed while the officer serves.');
  }
  if (state.restricted) {
    throw new Rejection('SUBJECT_RESTRICTED', 'A legal duty to keep the data is recorded.');
  }
  return [{ type: 'SubjectErased', data: { kid: state.kid } }];
};

/** A placement on the same day replaces the one before; others are kept in order of their day. */
const placed = (employment: Employment, placement: DatedPlacement): Employment => ({
  ...employment,
  placements: [
    ...employment.placements.filter(({ from }) => from !== placement.from),
    placement,
  ].sort((a, b) => (a.from < b.from ? -1 : 1)),
});

const hired = ({ employment, from, tier: _tier, ...placement }: Hiring): Employment => ({
  employment,
  from,
  until: null,
  placements: [{ ...placement, from }],
});

const mapCurrent = (state: Officer, change: (current: Employment) => Employment): Officer => ({
  ...state,
  employments: state.employments.map((one) => (one.until === null ? change(one) : one)),
});

/** Registered, hired, moved, left: a person's way through the bureau. */
export const officer: Decider<OfficerCommand, Officer, OfficerEvent> = {
  initialState: { kid: null, erased: false, restricted: false, employments: [] },

  decide(command, state) {
    if (command.type === 'RegisterOfficer') return register(command.data, state);
    if (state.kid === null) {
      throw new Rejection('OFFICER_UNKNOWN', 'No officer with this id is registered.');
    }
    switch (command.type) {
      case 'HireOfficer':
        return hire(command.data, state);
      case 'TransferOfficer':
        return transfer(command.data, state);
      case 'LetOfficerLeave':
        return leave(command.data, state);
      case 'RestrictSubject':
        return state.restricted ? [] : [{ type: 'SubjectRestricted', data: command.data }];
      case 'EraseSubject':
        return erase(state);
    }
  },

  evolve(state, event) {
    switch (event.type) {
      case 'OfficerRegistered':
        return { ...state, kid: event.data.name.kid };
      case 'OfficerHired':
        return { ...state, employments: [...state.employments, hired(event.data)] };
      case 'OfficerTransferred':
        return mapCurrent(state, (current) => placed(current, event.data));
      case 'OfficerLeft':
        return mapCurrent(state, (current) => ({ ...current, until: event.data.on }));
      case 'SubjectRestricted':
        return { ...state, restricted: true };
      case 'SubjectErased':
        return { ...state, erased: true };
    }
  },
};
