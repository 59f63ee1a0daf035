import { readFileSync } from 'node:fs';
import type { Instant } from '@ywk/kernel';

let file: string | undefined;

/** From now on the moment of an act is what stands in this file; without one, the present. */
export const takeActTimeFrom = (path: string | undefined): void => {
  file = path;
};

/**
 * The moment of what is done now: it decides which months are locked or over, and is stamped on acts.
 * Nothing else is told by it; leases, tokens and `recordedAt` keep the time of their machine.
 * @throws RangeError when the file holds no instant
 */
export const actTime = (): Instant => {
  if (file === undefined) return new Date().toISOString();
  const text = readFileSync(file, 'utf8').trim();
  const ms = Date.parse(text);
  if (!Number.isNaN(ms)) return new Date(ms).toISOString();
  throw new RangeError(
    `${file} holds "${text}"; an instant like 2024-05-31T10:00:00.000Z is right.`,
  );
};
