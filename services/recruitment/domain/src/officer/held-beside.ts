import { addDays, type LocalDay } from '@ywk/kernel';
import type { HeldDays, HeldRole, Mentor, OfficerEvent, SecondPost } from './officer.events.ts';
import {
  endsBeforeBegin,
  heldAfterLeaving,
  mentorsOverlap,
  notInService,
  ownMentor,
  roleHeld,
  secondPostIsMain,
  secondPostsOverlap,
} from './officer.refusals.ts';
import { daysMeet, employmentOn, type Employment, type Officer } from './officer.state.ts';

/** What is held beside the main post: a second post, a role, or a mentor. */

/** @throws Rejection ENDS_BEFORE_BEGIN, NOT_IN_SERVICE */
const refuseOutsideService = (officer: Officer, { from, to }: HeldDays): void => {
  if (to !== null && to < from) throw endsBeforeBegin(from, to);
  const employment = employmentOn(officer, from);
  if (employment === undefined) throw notInService(from);
  const { left } = employment;
  if (left !== null && (to === null || to > left.on)) throw heldAfterLeaving(left.on);
};

interface MainStay extends HeldDays {
  readonly post: string;
}

const mainStays = ({ stays, left }: Employment): MainStay[] =>
  stays.map(({ from, post }, at) => {
    const next = stays[at + 1];
    return { from, post, to: next === undefined ? (left?.on ?? null) : addDays(next.from, -1) };
  });

/**
 * The same facts would be judged twice by the same rules.
 * @param officer as after the change
 * @throws Rejection SECOND_POST_IS_MAIN
 */
export const refuseSamePost = (officer: Officer): void => {
  const main = officer.employments.flatMap(mainStays);
  for (const second of officer.secondPosts) {
    const same = main.find((stay) => stay.post === second.post && daysMeet(stay, second));
    if (same !== undefined) throw secondPostIsMain(second.post, same);
  }
};

const sameSecond = (one: SecondPost, other: SecondPost): boolean =>
  one.to === other.to &&
  one.unit === other.unit &&
  one.post === other.post &&
  one.team === other.team &&
  one.share === other.share;

/**
 * A second post from a day on. From the day of one that is known it replaces that one: so it gets
 * its end, or another share.
 * @throws Rejection ENDS_BEFORE_BEGIN, NOT_IN_SERVICE, SECOND_POSTS_OVERLAP
 */
export const holdSecondPost = (officer: Officer, held: SecondPost): OfficerEvent[] => {
  const known = officer.secondPosts.find(({ from }) => from === held.from);
  if (known !== undefined && sameSecond(known, held)) return [];
  refuseOutsideService(officer, held);
  const other = officer.secondPosts.find((one) => one !== known && daysMeet(one, held));
  if (other !== undefined) throw secondPostsOverlap(other);
  return [{ type: 'SecondPostHeld', data: { officer: officer.officer, ...held } }];
};

/**
 * A role from a day on; from the day of one that is known it gives that one its end.
 * @throws Rejection ENDS_BEFORE_BEGIN, NOT_IN_SERVICE, ROLE_HELD
 */
export const holdRole = (officer: Officer, held: HeldRole): OfficerEvent[] => {
  const same = officer.roles.filter(({ role }) => role === held.role);
  const known = same.find(({ from }) => from === held.from);
  if (known !== undefined && known.to === held.to) return [];
  refuseOutsideService(officer, held);
  const other = same.find((one) => one !== known && daysMeet(one, held));
  if (other !== undefined) throw roleHeld(other);
  return [{ type: 'RoleHeld', data: { officer: officer.officer, ...held } }];
};

/**
 * A mentor from a day on; from the day of one that is known it replaces that one.
 * @throws Rejection ENDS_BEFORE_BEGIN, NOT_IN_SERVICE, OWN_MENTOR, MENTORS_OVERLAP
 */
export const bindMentor = (officer: Officer, held: Mentor): OfficerEvent[] => {
  const known = officer.mentors.find(({ from }) => from === held.from);
  if (known !== undefined && known.to === held.to && known.mentor === held.mentor) return [];
  refuseOutsideService(officer, held);
  if (held.mentor === officer.officer) throw ownMentor();
  const other = officer.mentors.find((one) => one !== known && daysMeet(one, held));
  if (other !== undefined) throw mentorsOverlap(other);
  return [{ type: 'MentorBound', data: { officer: officer.officer, ...held } }];
};

const reaches = ({ from, to }: HeldDays, on: LocalDay): boolean =>
  from <= on && (to === null || to > on);

/** All that is held beside the post ends with the employment: whoever reads it need not know why. */
export const endHeldBeside = (officer: Officer, on: LocalDay): OfficerEvent[] => {
  const id = officer.officer;
  return [
    ...officer.secondPosts
      .filter((held) => reaches(held, on))
      .map((held): OfficerEvent => ({
        type: 'SecondPostHeld',
        data: { officer: id, ...held, to: on },
      })),
    ...officer.roles
      .filter((held) => reaches(held, on))
      .map((held): OfficerEvent => ({ type: 'RoleHeld', data: { officer: id, ...held, to: on } })),
    ...officer.mentors
      .filter((held) => reaches(held, on))
      .map((held): OfficerEvent => ({
        type: 'MentorBound',
        data: { officer: id, ...held, to: on },
      })),
  ];
};
