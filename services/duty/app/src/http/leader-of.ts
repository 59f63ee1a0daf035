import type { Caller } from '@ywk/platform';
import type { Person } from '../commands/rule-on-facts.ts';
import type { Reader } from '../commands/show-facts.ts';

/** The caller in the words of the commands. */
export const leaderOf = (caller: Caller): Person & Reader => ({
  actor: caller.sub,
  officer: caller.officer ?? null,
  units: caller.units,
  reachesAll: caller.reachesAll,
  mayReach: (path) => caller.mayReach(path),
  machine: caller.has('dispatch-feed'),
  hasRole: (owner) => owner !== 'machine' && caller.has(owner),
});
