import { eventually } from '@ywk/testing';

const SLACK_MS = 60_000;

/** Waits so many milliseconds: what a fault lasts, or a sender rests. */
export const lasting = async (ms: number): Promise<void> => {
  const until = performance.now() + ms;
  const over = (): boolean => performance.now() >= until;
  await eventually(over, (yes) => yes, { withinMs: ms + SLACK_MS, everyMs: Math.min(ms, 50) });
};

/** Whatever comes first: the work, or the end of the time. Never rejects. */
export const atMost = (work: Promise<unknown>, ms: number): Promise<unknown> =>
  Promise.race([work.catch(() => undefined), lasting(ms)]);
