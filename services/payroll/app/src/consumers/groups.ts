import { READINGS } from '@ywk/contracts';

/**
 * Names under which this service keeps its progress. Each is a contract: with another name a
 * follower begins at the start of its logs.
 */
export const GROUPS = {
  /** Decisions and departures become change lines. */
  lines: READINGS.payroll.lines.group,
  /** Own logs become the list of changes. */
  board: 'payroll.board.v1',
  /** Personnel becomes the directory. */
  directory: READINGS.payroll.directory.group,
  /** Answers of the bureau's payroll system. */
  acknowledgements: READINGS.payroll.acknowledgements.group,
} as const;

/** Which follower a method belongs to: two of them read the same log. */
export const FOLLOWER = {
  lines: Symbol.for(GROUPS.lines),
  board: Symbol.for(GROUPS.board),
  directory: Symbol.for(GROUPS.directory),
  acknowledgements: Symbol.for(GROUPS.acknowledgements),
} as const;
