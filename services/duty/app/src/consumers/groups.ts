/**
 * Names under which this service keeps its progress. Each is a contract: with another name a
 * follower begins at the start of its logs.
 */
export const GROUPS = {
  /** Who holds which badge and seat. */
  personnel: 'duty.personnel.v1',
  /** Periods to be cut off. */
  periods: 'duty.periods.v1',
  /** Who answers for the act of another. */
  liability: 'duty.liability.v1',
  /** What people entered becomes a list. */
  entries: 'duty.entries.v1',
  /** Cases, commendations and leave become a list. */
  conduct: 'duty.conduct-board.v1',
  /** Messages of 110 systems. */
  feed: 'duty.feed.v1',
} as const;
