import { POSTS, type PostCode } from '@ywk/contracts';
import type { Officer } from '@ywk/recruitment-domain';
import type { BoardOfficer } from '../projections/officer-board/officer-board.query.ts';

const withPostName = <Held extends { readonly post: string }>({ post, ...held }: Held) => ({
  ...held,
  post: { code: post, name: POSTS[post as PostCode] },
});

const statusOf = ({ erased, restricted, employments }: Officer): string => {
  if (erased) return 'ERASED';
  if (restricted) return 'RESTRICTED';
  const last = employments.at(-1);
  if (last === undefined) return 'REGISTERED';
  return last.left === null ? 'IN_SERVICE' : 'LEFT';
};

/** An officer as people see one: nothing personal but the name, and that only while it may be shown. */
export const officerView = ({ state, name }: BoardOfficer) => ({
  officer: state.officer,
  // The log knows of a restriction before the list of names does.
  name: state.erased || state.restricted ? null : name,
  auxiliaryType: state.auxiliaryType,
  status: statusOf(state),
  employments: state.employments.map(({ id, from, tier, stays, left }) => ({
    employment: id,
    from,
    left,
    tier,
    placements: stays.map(withPostName),
  })),
  secondPosts: state.secondPosts.map(withPostName),
  roles: state.roles,
  mentors: state.mentors,
});
