import type { AppendCommand, AppendedPosition, AppendOutcome } from './types.ts';

/** A row that `append_events` answers for a command. */
export interface OutcomeRow {
  readonly outcome: 'accepted' | 'duplicate' | 'conflict' | 'reused';
  readonly detail: string | null;
}

type PositionRow = readonly [string, number, number, number, number];

/** Positions as they are kept with the command id. */
export const positionsOf = (text: string): AppendedPosition[] =>
  (JSON.parse(text) as PositionRow[]).map(([log, partition, firstPos, lastPos, streamVersion]) => ({
    log,
    partition,
    firstPos,
    lastPos,
    streamVersion,
  }));

/** The answer for one command. */
export const outcomeOf = ({ outcome, detail }: OutcomeRow): AppendOutcome => {
  switch (outcome) {
    case 'accepted':
    case 'duplicate':
      return { outcome, positions: positionsOf(detail ?? '[]') };
    case 'conflict': {
      const [stream, expected, actual] = JSON.parse(detail ?? '[]') as [string, number, number];
      return { outcome, stream, expected, actual };
    }
    case 'reused':
      return { outcome };
  }
};

/** Logs that grew. */
export const logsThatGrew = (
  commands: readonly AppendCommand[],
  outcomes: readonly AppendOutcome[],
): Set<string> => {
  const accepted = commands.filter((_, at) => outcomes[at]?.outcome === 'accepted');
  return new Set(accepted.flatMap(({ writes }) => writes.map(({ log }) => log)));
};
