import type { LocalDay } from '@ywk/kernel';
import type {
  AuxiliaryType,
  HeldDays,
  HeldRole,
  Hired,
  Left,
  Mentor,
  OfficerEvent,
  Placement,
  SecondPost,
} from './officer.events.ts';

/** A placement from a day on, until the next one or the end of the employment. */
export interface Stay extends Placement {
  readonly from: LocalDay;
}

export interface Employment {
  readonly id: string;
  readonly from: LocalDay;
  readonly tier: number | null;
  /** By first day; never empty. */
  readonly stays: readonly Stay[];
  readonly left: { readonly on: LocalDay; readonly ground: string } | null;
}

/** One person, for life. */
export interface Officer {
  readonly officer: string;
  readonly auxiliaryType: AuxiliaryType;
  /** The person's key. */
  readonly kid: string;
  /** By first day; none overlaps another. */
  readonly employments: readonly Employment[];
  /** By first day; none overlaps another. */
  readonly secondPosts: readonly SecondPost[];
  /** By first day; the same role is held once at a time. */
  readonly roles: readonly HeldRole[];
  /** By first day; none overlaps another. */
  readonly mentors: readonly Mentor[];
  readonly restricted: boolean;
  readonly erased: boolean;
}

/** Undefined: nobody was registered under the id. */
export type OfficerState = Officer | undefined;

export const placementOf = ({ unit, post, team, badge, seat }: Placement): Placement => ({
  unit,
  post,
  team,
  badge,
  seat,
});

export const samePlacement = (one: Placement, other: Placement): boolean =>
  one.unit === other.unit &&
  one.post === other.post &&
  one.team === other.team &&
  one.badge === other.badge &&
  one.seat === other.seat;

/** The employment that covers a day. */
export const employmentOn = (state: Officer, day: LocalDay): Employment | undefined =>
  state.employments.find(({ from, left }) => from <= day && (left === null || day <= left.on));

/** Whether two spans of days have one in common. */
export const daysMeet = (one: HeldDays, other: HeldDays): boolean =>
  (other.to === null || one.from <= other.to) && (one.to === null || other.from <= one.to);

/** The stay in force on a day. */
export const stayOn = (state: Officer, day: LocalDay): Stay | undefined =>
  employmentOn(state, day)?.stays.findLast(({ from }) => from <= day);

const hired = ({ employment, from, tier, ...rest }: Hired): Employment => ({
  id: employment,
  from,
  tier,
  stays: [{ from, ...placementOf(rest) }],
  left: null,
});

const byFirstDay = (one: { from: LocalDay }, other: { from: LocalDay }): number =>
  one.from < other.from ? -1 : 1;

const withStay = (employment: Employment, stay: Stay): Employment => ({
  ...employment,
  stays: [...employment.stays.filter(({ from }) => from !== stay.from), stay].sort(byFirstDay),
});

const ended = (state: Officer, { employment, on, ground }: Left): Officer => ({
  ...state,
  employments: state.employments.map((one) =>
    one.id === employment ? { ...one, left: { on, ground } } : one,
  ),
});

const moved = (state: Officer, stay: Stay): Officer => {
  const at = employmentOn(state, stay.from);
  return {
    ...state,
    employments: state.employments.map((one) => (one === at ? withStay(one, stay) : one)),
  };
};

const withSecondPost = (
  state: Officer,
  { from, to, unit, post, team, share }: SecondPost,
): Officer => {
  const others = state.secondPosts.filter((one) => one.from !== from);
  const told = { from, to, unit, post, team, share };
  return { ...state, secondPosts: [...others, told].sort(byFirstDay) };
};

const withRole = (state: Officer, { role, from, to }: HeldRole): Officer => {
  const others = state.roles.filter((one) => one.role !== role || one.from !== from);
  return { ...state, roles: [...others, { role, from, to }].sort(byFirstDay) };
};

const withMentor = (state: Officer, { mentor, from, to }: Mentor): Officer => {
  const others = state.mentors.filter((one) => one.from !== from);
  return { ...state, mentors: [...others, { mentor, from, to }].sort(byFirstDay) };
};

const known = (state: Officer, event: OfficerEvent): Officer => {
  switch (event.type) {
    case 'OfficerRegistered':
      return state;
    case 'OfficerHired':
      return { ...state, employments: [...state.employments, hired(event.data)].sort(byFirstDay) };
    case 'OfficerTransferred':
      return moved(state, { from: event.data.from, ...placementOf(event.data) });
    case 'SecondPostHeld':
      return withSecondPost(state, event.data);
    case 'RoleHeld':
      return withRole(state, event.data);
    case 'MentorBound':
      return withMentor(state, event.data);
    case 'OfficerLeft':
      return ended(state, event.data);
    case 'SubjectErased':
      return { ...state, erased: true };
    case 'SubjectRestricted':
      return { ...state, restricted: true };
  }
};

/** What an event changes in what is known of a person. */
export const evolveOfficer = (state: OfficerState, event: OfficerEvent): OfficerState => {
  if (state !== undefined) return known(state, event);
  if (event.type !== 'OfficerRegistered') return undefined;
  const { officer, auxiliaryType, name } = event.data;
  return {
    officer,
    auxiliaryType,
    kid: name.kid,
    employments: [],
    secondPosts: [],
    roles: [],
    mentors: [],
    restricted: false,
    erased: false,
  };
};
