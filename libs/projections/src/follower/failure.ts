import { isTransient } from '@ywk/event-store';

/** Thrown by a handler when the same batch may succeed a little later: it is tried again, not parked. */
export class TryAgainLater extends Error {
  override readonly name = 'TryAgainLater';
}

/** Whether a failure may be over when the same is tried again. */
export const mayPass = (error: unknown): boolean =>
  error instanceof TryAgainLater || isTransient(error);

/** Deadlocks and lock time-outs: the transaction is surely rolled back, nothing has to be forgotten. */
export const onlyRolledBack = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  (error.code.startsWith('40') || error.code === '55P03');

/** One line about anything that was thrown, at most 500 characters. */
export const describe = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : JSON.stringify(error)).slice(
    0,
    500,
  );
