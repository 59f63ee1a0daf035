import { READINGS } from '@ywk/contracts';

/**
 * Names under which this service keeps its progress. Each is a contract: with another name a
 * follower begins at the start of its logs.
 */
export const GROUPS = {
  /** The own log becomes what people look up. */
  board: 'recruitment.board.v1',
  /** The own log's erasures and restrictions reach the keys. */
  subjects: 'recruitment.subjects.v1',
  /** Periods of appraisal are marked in the own log. */
  periods: READINGS.recruitment.periods.group,
} as const;

/** Which follower a method belongs to: two of them read the same log. */
export const FOLLOWER = {
  board: Symbol.for(GROUPS.board),
  subjects: Symbol.for(GROUPS.subjects),
  periods: Symbol.for(GROUPS.periods),
} as const;
