import type { AppendCommand, AppendedPosition, AppendOutcome } from './types.ts';

/** A row that `append_events` answers for a command. */
export interface OutcomeRow {
  readonly outcome: 'accepted' | 'duplicate' | 'conflict' | 'reused';
  readonly detail: string | null;
}

type PositionRow = readonly [string, number, number, number, number];

/** What is kept with a command id; `imported` when only its events came back after a failover. */
type KeptPositions = readonly PositionRow[] | { readonly imported: readonly PositionRow[] };

const rowsOf = (kept: KeptPositions): readonly PositionRow[] =>
  'imported' in kept ? kept.imported : kept;

/** Positions as they are kept with the command id. */
export const positionsOf = (text: string): AppendedPosition[] =>
  rowsOf(JSON.parse(text) as KeptPositions).map(
    ([log, partition, firstPos, lastPos, streamVersion]) => ({
      log,
      partition,
      firstPos,
      lastPos,
      streamVersion,
    }),
  );

/** Whether the request behind a command id is lost: then the id alone decides. */
export const isImported = (text: string): boolean => text.startsWith('{');

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
      if (detail === null || !isImported(detail)) return { outcome };
      return { outcome: 'duplicate', positions: positionsOf(detail) };
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
