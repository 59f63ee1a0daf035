import {
  BadRequestException,
  Controller,
  Get,
  NotFoundException,
  Param,
  Query,
  StreamableFile,
  UseGuards,
} from '@nestjs/common';
import { ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { encodeEnvelope, PARTITIONS, type EventEnvelope } from '@ywk/contracts';

import { Answers } from '@ywk/platform';
import { IsOptional, IsString } from 'class-validator';
import { EventStore } from './event-store.ts';
import { FollowerGuard } from './follower.guard.ts';
import { LogWatch } from './log-watch.ts';
import type { LogHead } from './types.ts';

const DEFAULT_LIMIT = 1_000;
const MAX_LIMIT = 5_000;
const MAX_WAIT_MS = 20_000;

interface Bounds {
  readonly name: string;
  readonly max: number;
  readonly otherwise: number;
}

const integer = (text: string | undefined, { name, max, otherwise }: Bounds): number => {
  if (text === undefined) return otherwise;
  const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (!(value <= max)) throw new BadRequestException(`${name} is an integer from 0 to ${max}.`);
  return value;
};

const partitionFrom = (text: string): number =>
  integer(text, { name: 'partition', max: PARTITIONS - 1, otherwise: 0 });

/** What a reader asks for; numbers as they stand in the address. */
class LogQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 0, default: 0 })
  @IsOptional()
  @IsString()
  after?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: MAX_LIMIT,
    default: DEFAULT_LIMIT,
  })
  @IsOptional()
  @IsString()
  limit?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: MAX_WAIT_MS,
    default: 0,
    description: 'ms to wait for the first event',
  })
  @IsOptional()
  @IsString()
  wait?: string;
}

/**
 * The logs of a service, for the services that follow them: the same envelopes that go to the topics.
 * A log that has no counters in this database is not found.
 */
@ApiTags('logs')
@UseGuards(FollowerGuard)
@Controller('log')
export class LogController {
  private readonly watch: LogWatch;

  constructor(private readonly store: EventStore) {
    this.watch = new LogWatch(store);
  }

  /** Where each partition ends. */
  @Get(':log')
  @ApiOperation({ summary: 'Where each partition of a log ends' })
  async heads(@Param('log') log: string): Promise<LogHead[]> {
    const heads = await this.store.heads(log);
    if (heads.length === 0) throw new NotFoundException(`This service keeps no log "${log}".`);
    return heads;
  }

  /**
   * Events above position `after`, one envelope a line, at most `limit` (1,000; 5,000 at most).
   * Waits up to `wait` ms (20,000 at most) for the first one; an empty answer means none came.
   */
  @Get(':log/:partition')
  @ApiOperation({ summary: 'Events of one partition above a position, one envelope a line' })
  @Answers([200], ['application/x-ndjson'])
  async read(
    @Param('log') log: string,
    @Param('partition') partitionText: string,
    @Query() query: LogQuery,
  ): Promise<StreamableFile> {
    const partition = partitionFrom(partitionText);
    const after = integer(query.after, {
      name: 'after',
      max: Number.MAX_SAFE_INTEGER,
      otherwise: 0,
    });
    const limit = integer(query.limit, { name: 'limit', max: MAX_LIMIT, otherwise: DEFAULT_LIMIT });
    const waitMs = integer(query.wait, { name: 'wait', max: MAX_WAIT_MS, otherwise: 0 });
    const range = { log, partition, after, limit };
    const events = await this.store.readLog(range);
    if (events.length > 0 || limit === 0) return asLines(events);
    await this.heads(log);
    if (waitMs === 0) return asLines(events);
    await this.watch.news({ log, partition, after }, waitMs);
    return asLines(await this.store.readLog(range));
  }
}

const asLines = (events: readonly EventEnvelope[]): StreamableFile =>
  new StreamableFile(
    Buffer.from(events.map((event) => `${encodeEnvelope(event)}\n`).join(''), 'utf8'),
    { type: 'application/x-ndjson' },
  );
