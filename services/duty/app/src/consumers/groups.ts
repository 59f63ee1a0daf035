import { READINGS } from '@ywk/contracts';

/**
 * Names under which this service keeps its progress. Each is a contract: with another name a
 * follower begins at the start of its logs.
 */
export const GROUPS = {
  /** Who holds which badge and seat. */
  personnel: READINGS.duty.personnel.group,
  /** Periods to be cut off. */
  periods: READINGS.duty.periods.group,
  /** Who answers for the act of another. */
  liability: READINGS.duty.liability.group,
  /** What people entered becomes a list. */
  entries: 'duty.entries.v1',
  /** Cases, commendations and leave become a list. */
  conduct: 'duty.conduct-board.v1',
  /** Messages of 110 systems. */
  feed: READINGS.duty.feed.group,
} as const;
