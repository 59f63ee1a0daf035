import { READINGS } from '@ywk/contracts';

/**
 * Names under which this service keeps its progress. Each is a contract: with another name a
 * follower begins at the start of its logs.
 */
export const GROUPS = {
  /** Facts and personnel become tallies, stays and sheets to refresh. */
  score: READINGS.appraisal.score.group,
  /** Sanctions, commendations and leave bear on careers and quotas. */
  conduct: READINGS.appraisal.conduct.group,
  /** Own logs become the lists of proposals and decisions. */
  board: 'appraisal.board.v1',
} as const;

/** Which follower a method belongs to. */
export const FOLLOWER = {
  score: Symbol.for(GROUPS.score),
  board: Symbol.for(GROUPS.board),
  conduct: Symbol.for(GROUPS.conduct),
} as const;
