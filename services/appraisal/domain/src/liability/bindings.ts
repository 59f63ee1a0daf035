import type { LocalDay } from '@ywk/kernel';
import type { Stay } from '../stay/stays.ts';
import type { LiableRole } from './liability-rules.ts';
import type { Binding } from './liability.ts';

/** Somebody in a place for a time; both days inclusive, `to` null while it lasts. */
interface Held {
  readonly person: string;
  readonly from: LocalDay;
  readonly to: LocalDay | null;
}

/** The police officer who is responsible for one auxiliary. */
export type MentorHeld = Held;

/** Who leads a unit, or a team of it. */
export interface LeaderHeld extends Held {
  readonly unit: string;
  readonly office: 'CHIEF' | 'DEPUTY' | 'GROUP_LEADER';
  readonly team: string | null;
}

const ROLES: Readonly<Record<LeaderHeld['office'], LiableRole>> = {
  CHIEF: 'chief',
  DEPUTY: 'deputy',
  GROUP_LEADER: 'groupLeader',
};

/** Who answers for somebody who stands in a place: the own mentor, and those who lead the place. */
export const bindingsIn = (
  stay: Pick<Stay, 'unit' | 'team'> | undefined,
  mentors: readonly MentorHeld[],
  leaders: readonly LeaderHeld[],
): Binding[] => {
  const above = leaders.filter(
    ({ unit, office, team }) =>
      unit === stay?.unit && (office === 'GROUP_LEADER' ? team === stay.team : true),
  );
  return [
    ...mentors.map((held) => ({ role: 'responsibleOfficer' as const, ...held })),
    ...above.map(({ office, person, from, to }) => ({ role: ROLES[office], person, from, to })),
  ];
};
