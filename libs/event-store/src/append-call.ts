import { pauseOn, type Clock } from '@ywk/platform';
import type { Pool, PoolClient } from 'pg';
import { outcomeOf, type OutcomeRow } from './append-outcome.ts';
import { AppendRequest } from './append-request.ts';
import { APPEND } from './append.statement.ts';
import type { PreparedCommand } from './prepared-command.ts';
import { isExhausted, isTransient } from './transient.ts';
import type { AppendOutcome } from './types.ts';

/** What an append needs. */
export interface AppendMeans {
  readonly pool: Pool;
  readonly clock: Clock;
}

/** Two first appends with one command id and different streams met; the second look sees it. */
const OVERTAKEN = 'YW002';
const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 50;

const mayRepeat = (error: unknown): boolean =>
  (isTransient(error) && !isExhausted(error)) ||
  (error instanceof Error && 'code' in error && error.code === OVERTAKEN);

/** Appends once, in one database call. */
export const callAppend = async (
  client: Pool | PoolClient,
  commands: readonly PreparedCommand[],
): Promise<AppendOutcome[]> => {
  const values = new AppendRequest(commands).values();
  const { rows } = await client.query<OutcomeRow>({ name: 'append', text: APPEND, values });
  return rows.map((row) => outcomeOf(row));
};

/**
 * Appends again after a failure that left the outcome unknown, until it is known.
 * @throws what cannot be mended by trying again, and the sixth failure
 */
export const callAppendAgain = async (
  { pool, clock }: AppendMeans,
  commands: readonly PreparedCommand[],
  first: unknown,
): Promise<AppendOutcome[]> => {
  let failure = first;
  for (let attempt = 1; attempt < ATTEMPTS && mayRepeat(failure); attempt += 1) {
    await pauseOn(clock, FIRST_PAUSE_MS * 2 ** (attempt - 1));
    try {
      return await callAppend(pool, commands);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
};
