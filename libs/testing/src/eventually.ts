import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  /** How long to go on sampling, ms; 10,000 when not given. */
  readonly withinMs?: number;
  /** How often to sample, ms; 50 when not given. */
  readonly everyMs?: number;
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** What was expected did not come in time. The message carries the last reason. */
export class NeverHappened extends Error {
  override readonly name = 'NeverHappened';
}

/**
 * Samples until the check passes, and answers that sample.
 * The check passes when it neither throws nor answers false; without a check any sample will do.
 * @throws NeverHappened with the last reason (of the sampling or of the check) when time is up
 */
export const eventually = async <T>(
  sample: () => T | Promise<T>,
  check: (value: T) => unknown = () => true,
  { withinMs = 10_000, everyMs = 50 }: Patience = {},
): Promise<T> => {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const reason = await attempt(sample, check);
    if ('value' in reason) return reason.value;
    if (Date.now() >= deadline)
      throw new NeverHappened(`Not within ${withinMs} ms. ${reasonOf(reason.error)}`, {
        cause: reason.error,
      });
    await pause(everyMs);
  }
};

const attempt = async <T>(
  sample: () => T | Promise<T>,
  check: (value: T) => unknown,
): Promise<{ value: T } | { error: unknown }> => {
  try {
    const value = await sample();
    if ((await check(value)) === false)
      return { error: `The check refused ${JSON.stringify(value) ?? String(value)}.` };
    return { value };
  } catch (error) {
    return { error };
  }
};
