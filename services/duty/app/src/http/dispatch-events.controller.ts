import { Controller, Get, HttpStatus, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { dispatchEventSchema } from '@ywk/contracts';
import { isRejection } from '@ywk/kernel';
import {
  Answers,
  Caller,
  CallerParam,
  Metrics,
  ndjsonLines,
  Problem,
  TakesLines,
} from '@ywk/platform';
import type { Request, Response } from 'express';
import { FeedDoor, type DeliveryReport, type RawLine } from '../commands/feed-door.ts';
import { FeedQueue } from '../commands/feed-queue.ts';
import { readMessage } from '../commands/read-line.ts';
import { countLines } from '../commands/ingest-metrics.ts';

const tooBusy = (error: unknown): unknown => {
  if (!isRejection(error) || error.code !== 'QUEUE_FULL') return error;
  return new Problem({
    code: error.code,
    status: HttpStatus.TOO_MANY_REQUESTS,
    title: { zh: '接收队列已满，请稍后重发', en: 'The queue is full; send again later' },
    detail: error.details,
    headers: { 'Retry-After': String(error.facts['retryAfterSeconds']) },
  });
};

const linesOf = async (request: Request): Promise<RawLine[]> => {
  const lines: RawLine[] = [];
  const now = Date.now();
  for await (const found of ndjsonLines(request)) {
    if (found.ok) {
      lines.push({ line: found.line, raw: found.text, read: readMessage(found.value, now) });
    } else {
      const { line, raw, code, detail } = found;
      lines.push({ line, raw, read: { code, detail, pointer: '' } });
    }
  }
  return lines;
};

/** Where 110 systems hand over what happens to calls. */
@ApiTags('feed')
@ApiBearerAuth()
@Controller('v1/dispatch-events')
export class DispatchEventsController {
  constructor(
    private readonly door: FeedDoor,
    private readonly queue: FeedQueue,
    private readonly metrics: Metrics,
  ) {}

  @Get('schema')
  @ApiOperation({ summary: 'JSON Schema (2020-12) of one message of the feed' })
  schema(): object {
    return dispatchEventSchema;
  }

  /** 200 when every line is committed; 207 when some were refused: the others are committed. */
  @Post()
  @ApiOperation({ summary: 'NDJSON, gzip if you like, at most 10,000 lines of 64 KiB' })
  @Answers([200, 207])
  @TakesLines('One such object a line', dispatchEventSchema)
  async take(
    @CallerParam() caller: Caller,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DeliveryReport> {
    try {
      // Before a byte is read: a full door turns large deliveries away cheaply.
      this.queue.admit(1);
      const report = await this.door.deliver(await linesOf(request), {
        actor: caller.sub,
        door: 'http',
        placeOf: String,
      });
      countLines(this.metrics, 'http', report);
      response.status(report.rejected.length === 0 ? HttpStatus.OK : HttpStatus.MULTI_STATUS);
      return report;
    } catch (error) {
      throw tooBusy(error);
    }
  }
}
