import type { Decider, LocalDay, Message } from '@ywk/kernel';
import {
  bindMentor,
  endHeldBeside,
  holdRole,
  holdSecondPost,
  refuseSamePost,
} from './held-beside.ts';
import type {
  HeldRole,
  Mentor,
  OfficerEvent,
  Placement,
  Registered,
  SecondPost,
} from './officer.events.ts';
import {
  employmentEnded,
  employmentExists,
  employmentsOverlap,
  erased,
  exists,
  inServiceAlready,
  keptByDuty,
  notInService,
  notRegistered,
  placedAfterLeaving,
  stillInService,
} from './officer.refusals.ts';
import {
  employmentOn,
  evolveOfficer,
  placementOf,
  samePlacement,
  stayOn,
  type Employment,
  type Officer,
  type OfficerState,
} from './officer.state.ts';

export interface HireOfficer extends Placement {
  readonly officer: string;
  /** Id made by the client. */
  readonly employment: string;
  /** First day of service. */
  readonly from: LocalDay;
  /** 7 (low) … 1 (high); null in the trainee time. */
  readonly tier: number | null;
}

export interface TransferOfficer extends Placement {
  readonly officer: string;
  /** First day of the new placement; may lie in the past. */
  readonly from: LocalDay;
}

export interface RecordLeave {
  readonly officer: string;
  /** Last day in service. */
  readonly on: LocalDay;
  readonly ground: string;
}

export type OfficerCommand =
  | Message<'RegisterOfficer', Registered>
  /** Registers and hires in one step, all or nothing. */
  | Message<'EnlistOfficer', { readonly person: Registered; readonly hire: HireOfficer }>
  | Message<'HireOfficer', HireOfficer>
  | Message<'TransferOfficer', TransferOfficer>
  | Message<'HoldSecondPost', SecondPost & { readonly officer: string }>
  | Message<'HoldRole', HeldRole & { readonly officer: string }>
  | Message<'BindMentor', Mentor & { readonly officer: string }>
  | Message<'RecordLeave', RecordLeave>
  | Message<'EraseSubject', { readonly officer: string; readonly today: LocalDay }>
  | Message<'RestrictSubject', { readonly officer: string; readonly ground: string }>;

const inService = (state: OfficerState): Officer => {
  if (state === undefined) throw notRegistered();
  if (state.erased) throw erased();
  return state;
};

const register = (person: Registered, state: OfficerState): OfficerEvent[] => {
  if (state !== undefined) throw exists();
  return [{ type: 'OfficerRegistered', data: person }];
};

const sameHire = (employment: Employment, hire: HireOfficer): boolean => {
  const first = employment.stays[0];
  const same = employment.from === hire.from && employment.tier === hire.tier;
  return same && first !== undefined && samePlacement(first, hire);
};

const refuseOverlap = (officer: Officer, from: LocalDay): void => {
  for (const { id, left } of officer.employments) {
    if (left === null) throw inServiceAlready(id);
    if (from <= left.on) throw employmentsOverlap(id, left.on);
  }
};

const hire = (command: HireOfficer, state: OfficerState): OfficerEvent[] => {
  const officer = inService(state);
  const known = officer.employments.find(({ id }) => id === command.employment);
  if (known !== undefined) {
    if (sameHire(known, command)) return [];
    throw employmentExists();
  }
  refuseOverlap(officer, command.from);
  const { employment, from, tier } = command;
  const data = { officer: officer.officer, employment, from, tier, ...placementOf(command) };
  return [{ type: 'OfficerHired', data }];
};

const enlist = (
  { person, hire: first }: { person: Registered; hire: HireOfficer },
  state: OfficerState,
): OfficerEvent[] => {
  const registered = register(person, state);
  return [...registered, ...hire(first, registered.reduce(evolveOfficer, undefined))];
};

/** What was decided, unless main and second post would be one. @throws Rejection SECOND_POST_IS_MAIN */
const withOtherPosts = (officer: Officer, events: OfficerEvent[]): OfficerEvent[] => {
  const after = events.reduce(evolveOfficer, officer as OfficerState);
  if (after !== undefined) refuseSamePost(after);
  return events;
};

const secondPost = (
  { from, to, unit, post, team, share }: SecondPost,
  state: OfficerState,
): OfficerEvent[] => {
  const officer = inService(state);
  return withOtherPosts(officer, holdSecondPost(officer, { from, to, unit, post, team, share }));
};

const transfer = (command: TransferOfficer, state: OfficerState): OfficerEvent[] => {
  const officer = inService(state);
  const present = stayOn(officer, command.from);
  if (present === undefined) throw notInService(command.from);
  if (samePlacement(present, command)) return [];
  const data = { officer: officer.officer, from: command.from, ...placementOf(command) };
  return withOtherPosts(officer, [{ type: 'OfficerTransferred', data }]);
};

const leave = ({ on, ground }: RecordLeave, state: OfficerState): OfficerEvent[] => {
  const officer = inService(state);
  const employment = employmentOn(officer, on);
  if (employment === undefined) throw notInService(on);
  if (employment.left !== null) {
    if (employment.left.on === on && employment.left.ground === ground) return [];
    throw employmentEnded(employment.left.on);
  }
  const beside = [...officer.secondPosts, ...officer.roles, ...officer.mentors];
  const later = [...employment.stays, ...beside].find(({ from }) => from > on);
  if (later !== undefined) throw placedAfterLeaving(later.from);
  const data = { officer: officer.officer, employment: employment.id, on, ground };
  return [...endHeldBeside(officer, on), { type: 'OfficerLeft', data }];
};

const erase = (today: LocalDay, state: OfficerState): OfficerEvent[] => {
  if (state?.erased === true) return [];
  const officer = inService(state);
  if (officer.restricted) throw keptByDuty();
  if (officer.employments.some(({ left }) => left === null || left.on >= today)) {
    throw stillInService();
  }
  return [{ type: 'SubjectErased', data: { officer: officer.officer, kid: officer.kid } }];
};

const restrict = (ground: string, state: OfficerState): OfficerEvent[] => {
  const officer = inService(state);
  if (officer.restricted) return [];
  return [{ type: 'SubjectRestricted', data: { officer: officer.officer, ground } }];
};

/** The life of one person with the bureau: no two employments overlap. */
export const officerDecider: Decider<OfficerCommand, OfficerState, OfficerEvent> = {
  initialState: undefined,

  decide: (command, state) => {
    switch (command.type) {
      case 'RegisterOfficer':
        return register(command.data, state);
      case 'EnlistOfficer':
        return enlist(command.data, state);
      case 'HireOfficer':
        return hire(command.data, state);
      case 'TransferOfficer':
        return transfer(command.data, state);
      case 'HoldSecondPost':
        return secondPost(command.data, state);
      case 'HoldRole': {
        const { role, from, to } = command.data;
        return holdRole(inService(state), { role, from, to });
      }
      case 'BindMentor': {
        const { mentor, from, to } = command.data;
        return bindMentor(inService(state), { mentor, from, to });
      }
      case 'RecordLeave':
        return leave(command.data, state);
      case 'EraseSubject':
        return erase(command.data.today, state);
      case 'RestrictSubject':
        return restrict(command.data.ground, state);
    }
  },

  evolve: evolveOfficer,
};
