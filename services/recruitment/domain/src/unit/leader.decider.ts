import { Rejection, type Decider, type LocalDay, type Message } from '@ywk/kernel';

export type Office = 'CHIEF' | 'DEPUTY' | 'GROUP_LEADER';

/**
 * Who leads a unit, or one team of it, for a time (DOMAIN 2.16); office, team and first day name it.
 * A unit may have several deputies in charge one after the other, never two at once: whoever answers
 * for a day is one person.
 */
export interface Leader {
  readonly unit: string;
  readonly office: Office;
  /** Of a group leader; null for the others. */
  readonly team: string | null;
  /** Police officer or auxiliary. */
  readonly person: string;
  readonly from: LocalDay;
  /** Last day; null while it lasts. */
  readonly to: LocalDay | null;
}

export type LeaderEvent = Message<'LeaderNamed', Leader>;

const samePlace = (one: Leader, other: Leader): boolean =>
  one.office === other.office && one.team === other.team;

const named = (one: Leader, other: Leader): boolean =>
  samePlace(one, other) && one.from === other.from;

const meet = (one: Leader, other: Leader): boolean =>
  (other.to === null || one.from <= other.to) && (one.to === null || other.from <= one.to);

const refuse = ({ office, team, from, to }: Leader): void => {
  if (to !== null && to < from) {
    throw new Rejection('ENDS_BEFORE_BEGIN', `The last day ${to} lies before the first, ${from}.`);
  }
  if ((office === 'GROUP_LEADER') === (team !== null)) return;
  throw new Rejection(
    'TEAM_OF_LEADER',
    'A group leader leads a team and names it; a chief or deputy leads the unit and names none.',
    { pointer: '/team' },
  );
};

/** All who lead one unit and its teams, now and before. */
export const leaderDecider: Decider<Leader, readonly Leader[], LeaderEvent> = {
  initialState: [],

  decide: (leader, state) => {
    refuse(leader);
    const known = state.find((one) => named(one, leader));
    if (known !== undefined && known.to === leader.to && known.person === leader.person) return [];
    const other = state.find(
      (one) => !named(one, leader) && samePlace(one, leader) && meet(one, leader),
    );
    if (other !== undefined) {
      const until = other.to === null ? 'without an end' : `to ${other.to}`;
      const detail = `${leader.office} is held from ${other.from} ${until}; end that first.`;
      throw new Rejection('LEADERS_OVERLAP', detail);
    }
    return [{ type: 'LeaderNamed', data: leader }];
  },

  evolve: (state, { data }) => [...state.filter((one) => !named(one, data)), data],
};
