import { setTimeout as pause } from 'node:timers/promises';

/** How far one partition of a door reaches. */
export interface DoorEnd {
  readonly partition: number;
  readonly low: number;
  readonly high: number;
}

/** What must be finished before a period may be marked. */
export interface Inflow {
  /** Requests that were admitted so far are committed. */
  readonly queueDrained: () => Promise<void>;
  /** Ends of the topic now; none where there is no topic. */
  readonly doorEnds: () => Promise<readonly DoorEnd[]>;
  /** Next offset to read, by partition. */
  readonly doorOffsets: () => Promise<ReadonlyMap<number, number>>;
  /** Calls whose badges became known are judged again. */
  readonly judgeAgain: () => Promise<number>;
  /** Facts follow the rulings that were made before the mark was asked for. */
  readonly followRulings: () => Promise<number>;
}

const LOOK_EVERY_MS = 100;
const PATIENCE_MS = 10_000;

/**
 * Resolves when all that had been received at the time of asking is in the log.
 * @throws Error when that takes too long; the mark is then asked for again
 */
export const untilConsumed = async (inflow: Inflow): Promise<void> => {
  const ends = (await inflow.doorEnds()).filter(({ low, high }) => high > low);
  await inflow.queueDrained();
  for (const end = Date.now() + PATIENCE_MS; ;) {
    const offsets = await inflow.doorOffsets();
    if (ends.every(({ partition, high }) => (offsets.get(partition) ?? 0) >= high)) break;
    if (Date.now() > end) throw new Error('The topic of the feed is not read to its end yet.');
    await pause(LOOK_EVERY_MS);
  }
  await inflow.judgeAgain();
  await inflow.followRulings();
};
