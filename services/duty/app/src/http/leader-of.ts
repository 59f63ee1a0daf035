import type { Caller } from '@ywk/platform';
import type { Leader } from '../commands/wrong-dispatch.ts';

/** The caller in the words of the commands. */
export const leaderOf = (caller: Caller): Leader => ({
  actor: caller.sub,
  officer: caller.officer ?? null,
  reachesAll: caller.reachesAll,
  mayReach: (path) => caller.mayReach(path),
});
