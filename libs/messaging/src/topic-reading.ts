import { randomUUID } from 'node:crypto';
import type { BrokerAddress } from './broker-address.ts';
import { GroupReader } from './group-reader.ts';
import type { MessagingLog } from './kafka-logger.ts';
import type { Claim, GroupReaderPort, RawBatch, RawRecord } from './records.ts';
import { TopicAdmin } from './topic-admin.ts';

export interface TopicReadingOptions extends BrokerAddress {
  readonly topic: string;
  /** For each partition: read what was written at that time (ms since 1970) or later; 0: all. */
  readonly since: ReadonlyMap<number, number>;
  /** Called with what is on the topic when reading begins, piece by piece. */
  readonly onRecords: (records: readonly RawRecord[]) => void;
  readonly log?: MessagingLog;
}

interface Stretch {
  next: number;
  readonly end: number;
}

/** Offsets to read, from the first wanted one up to the end that stands now. */
const stretchesOf = async (
  admin: TopicAdmin,
  { topic, since }: TopicReadingOptions,
): Promise<Map<number, Stretch>> => {
  const stretches = new Map<number, Stretch>();
  const known = new Map<number, ReadonlyMap<number, number>>();
  for (const { partition, low, high } of await admin.extents(topic)) {
    const ms = since.get(partition);
    if (ms === undefined || low === high) continue;
    let at = known.get(ms);
    if (at === undefined) known.set(ms, (at = await admin.offsetsAt(topic, ms)));
    const next = Math.max(low, ms === 0 ? low : (at.get(partition) ?? high));
    if (next < high) stretches.set(partition, { next, end: high });
  }
  return stretches;
};

/** Takes batches until each stretch is read; what comes twice is taken once. */
class StretchPort implements GroupReaderPort {
  readonly done: Promise<void>;
  private resolve!: () => void;
  private reject!: (error: unknown) => void;

  constructor(
    private readonly options: TopicReadingOptions,
    private readonly stretches: ReadonlyMap<number, Stretch>,
  ) {
    this.done = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));
    this.done.catch(() => undefined);
  }

  dropped(): void {
    // Nothing is held: where reading stands is kept with each stretch.
  }

  claim(places: readonly { topic: string; partition: number }[]): Promise<readonly Claim[]> {
    return Promise.resolve(
      places.flatMap(({ topic, partition }): Claim[] => {
        const stretch = this.stretches.get(partition);
        return stretch === undefined ? [] : [{ topic, partition, offset: stretch.next }];
      }),
    );
  }

  take({ partition, records, nextOffset }: RawBatch): boolean {
    const stretch = this.stretches.get(partition);
    if (stretch === undefined) return false;
    const { next, end } = stretch;
    this.options.onRecords(records.filter(({ offset }) => offset >= next && offset < end));
    stretch.next = Math.max(next, nextOffset);
    if ([...this.stretches.values()].every((one) => one.next >= one.end)) this.resolve();
    return stretch.next < end;
  }

  outOfRange(): boolean {
    return true;
  }

  hints(): readonly never[] {
    return [];
  }

  fatal(error: unknown): void {
    this.reject(error);
  }
}

/**
 * Reads a topic once, up to where it ends now, without leaving a trace in any group.
 * @returns how many records were read
 */
export const readTopic = async (options: TopicReadingOptions): Promise<number> => {
  const admin = new TopicAdmin(options);
  const group = `ywk-reading-${randomUUID()}`;
  try {
    const stretches = await stretchesOf(admin, options);
    const wanted = [...stretches.values()].reduce((sum, { next, end }) => sum + end - next, 0);
    if (wanted === 0) return 0;
    const port = new StretchPort(options, stretches);
    const reader = new GroupReader({ ...options, group, topics: [options.topic] }, port);
    try {
      await reader.start();
      await port.done;
    } finally {
      await reader.stop();
    }
    await admin.forgetGroup(group);
    return wanted;
  } finally {
    await admin.close();
  }
};
