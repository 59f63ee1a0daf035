import type { Caller } from '@ywk/platform';
import type { Person } from '../commands/rule-on-facts.ts';
import type { Reader } from '../commands/show-facts.ts';

/** The caller in the words of the commands. */
export const leaderOf = (caller: Caller): Person & Reader => ({
  actor: caller.sub,
  officer: caller.officer ?? null,
  // On a route for one's own affairs, units of the token give no right to others.
  units: caller.onlySelf ? [] : caller.units,
  reachesAll: caller.reachesAll && !caller.onlySelf,
  mayReach: (path) => !caller.onlySelf && caller.mayReach(path),
  machine: caller.has('dispatch-feed'),
  hasRole: (owner) => owner !== 'machine' && caller.has(owner),
});
