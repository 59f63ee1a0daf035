import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { DOORS } from '@ywk/contracts';
import { Metrics, traceOf } from '@ywk/platform';
import type { DoorBatch } from '@ywk/projections';
import { FeedDoor } from '../commands/feed-door.ts';
import { readRecord } from '../commands/read-line.ts';
import { countLines } from '../commands/ingest-metrics.ts';
import { GROUPS } from './groups.ts';

const NOTHING = Buffer.alloc(0);

/** Messages that 110 systems write to the topic: one JSON object a record. */
@Controller()
export class FeedConsumer {
  constructor(
    private readonly door: FeedDoor,
    private readonly metrics: Metrics,
  ) {}

  @EventPattern(DOORS.dispatchFeed, Symbol.for(GROUPS.feed))
  async onFeed(@Payload() { door, partition, records, tx }: DoorBatch): Promise<void> {
    const now = Date.now();
    const lines = records.map(({ offset, value, traceparent }) => {
      const raw = value ?? NOTHING;
      return { line: offset, raw, read: readRecord(raw, now), trace: traceOf(traceparent) };
    });
    const report = await this.door.deliverWithin(tx, lines, {
      actor: `topic:${door}`,
      door,
      placeOf: (offset) => `${partition}/${offset}`,
    });
    countLines(this.metrics, door, report);
  }
}
