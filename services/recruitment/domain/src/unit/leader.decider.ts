import { Rejection, type Decider, type Label, type LocalDay, type Message } from '@ywk/kernel';
import { endsBeforeBegin, heldText } from '../officer/officer.refusals.ts';

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

const OFFICES: Readonly<Record<Office, string>> = {
  CHIEF: '主要负责人',
  DEPUTY: '分管领导',
  GROUP_LEADER: '组长',
};

const overlap = (other: Leader): Rejection => {
  const when = heldText(other);
  return new Rejection('LEADERS_OVERLAP', {
    zh: `${when.zh}已有${OFFICES[other.office]}，请先终止该任期。`,
    en: `${other.office} is held ${when.en}; end that first.`,
  });
};

const TEAM_OF_LEADER: Label = {
  zh: '组长负责班组，须注明班组；主要负责人和分管领导负责单位，不得注明班组。',
  en: 'A group leader leads a team and names it; a chief or deputy leads the unit and names none.',
};

const refuse = ({ office, team, from, to }: Leader): void => {
  if (to !== null && to < from) throw endsBeforeBegin(from, to);
  if ((office === 'GROUP_LEADER') === (team !== null)) return;
  throw new Rejection('TEAM_OF_LEADER', TEAM_OF_LEADER, { pointer: '/team' });
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
    if (other !== undefined) throw overlap(other);
    return [{ type: 'LeaderNamed', data: leader }];
  },

  evolve: (state, { data }) => [...state.filter((one) => !named(one, data)), data],
};
