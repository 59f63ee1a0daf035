import { acknowledgedOnce, nothingUnsent, refusedAreKept } from './acknowledged.ts';
import { factsFollowFromMessages } from './calls.ts';
import { answersStandOnce, decisionsAreSound, payFollowsDecisions } from './decisions.ts';
import type { Dump } from './dump.ts';
import { appliedOnce, followersAreDone, onlyPoisonIsAside } from './followers.ts';
import { chainsHold, idsAreUnique, streamsAreWhole } from './store.ts';
import { talliesAreTheFold } from './tallies.ts';
import {
  eventsAreOnTopics,
  firstsAreInOrder,
  offsetsAreContiguous,
  relaysAreDone,
  topicsHoldOnlyEvents,
} from './topics.ts';
import type { Verdict } from './verdict.ts';
import { World } from './world.ts';

const INVARIANTS: readonly ((world: World) => Verdict)[] = [
  acknowledgedOnce,
  nothingUnsent,
  streamsAreWhole,
  chainsHold,
  idsAreUnique,
  eventsAreOnTopics,
  topicsHoldOnlyEvents,
  firstsAreInOrder,
  offsetsAreContiguous,
  relaysAreDone,
  followersAreDone,
  appliedOnce,
  talliesAreTheFold,
  factsFollowFromMessages,
  refusedAreKept,
  decisionsAreSound,
  payFollowsDecisions,
  answersStandOnce,
  onlyPoisonIsAside,
];

/** Judges a dump by every invariant. Uses nothing of the product: other code, same documents. */
export const check = (dump: Dump): Verdict[] => {
  const world = new World(dump);
  return INVARIANTS.map((invariant) => invariant(world));
};

/** Whether every invariant looked at something and found nothing. */
export const isSilent = (verdicts: readonly Verdict[]): boolean =>
  verdicts.every(({ violations }) => violations.length === 0);
