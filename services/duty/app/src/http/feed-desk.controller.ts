import {
  Controller,
  Get,
  NotFoundException,
  Param,
  ParseUUIDPipe,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Answers, decodeCursor, pageOf, PageQuery } from '@ywk/platform';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { FeedDesk } from '../commands/feed-desk.ts';

const conflictIn = (cursor: string | undefined) => {
  if (cursor === undefined) return null;
  const parts = decodeCursor(cursor, ['instant', 'text', 'text', 'text']).map(String);
  const [lastSeen = '', source = '', eventId = '', hash = ''] = parts;
  return { lastSeen, source, eventId, hash };
};

const waitingIn = (cursor: string | undefined) => {
  if (cursor === undefined) return null;
  const [facts, operator] = decodeCursor(cursor, ['whole', 'text']);
  return { facts: Number(facts), operator: String(operator) };
};

const lineIn = (cursor: string | undefined) => {
  if (cursor === undefined) return null;
  const [refusedAt, id] = decodeCursor(cursor, ['instant', 'uuid']);
  return { refusedAt: String(refusedAt), id: String(id) };
};

class ConflictsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Only of this source' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  source?: string;
}

/** What the feed brought that a person should look at. */
@ApiTags('feed')
@ApiBearerAuth()
@Controller('v1')
export class FeedDeskController {
  constructor(private readonly desk: FeedDesk) {}

  @Get('feed-conflicts')
  @ApiOperation({ summary: 'Event ids that came again with other content, last seen first' })
  async conflicts(@Query() { limit, cursor, source }: ConflictsQuery): Promise<unknown> {
    const rows = await this.desk.conflicts({
      ...{ source: source ?? null, limit: limit + 1, after: conflictIn(cursor) },
    });
    return pageOf(rows, limit, (row) => [row.lastSeen, row.source, row.eventId, row.hash]);
  }

  @Get('parked-badges')
  @ApiOperation({ summary: 'Badges and seats that nobody holds, and how many facts wait for them' })
  async badges(@Query() { limit, cursor }: PageQuery): Promise<unknown> {
    const rows = await this.desk.waiting(waitingIn(cursor), limit + 1);
    return pageOf(rows, limit, ({ facts, operator }) => [facts, operator]);
  }

  @Get('refused-lines')
  @ApiOperation({ summary: 'Lines of the feed that were refused, newest first; kept for 90 days' })
  async refused(@Query() { limit, cursor }: PageQuery): Promise<unknown> {
    const rows = await this.desk.refused(lineIn(cursor), limit + 1);
    return pageOf(rows, limit, ({ refusedAt, id }) => [refusedAt, id]);
  }

  /** The line may name people: only operators see it, to mend the source. */
  @Get('refused-lines/:id/raw')
  @Answers([200], ['application/octet-stream'])
  @ApiOperation({ summary: 'A refused line as it came' })
  async raw(@Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    const line = await this.desk.raw(id);
    if (line === undefined) throw new NotFoundException('No such line is kept.');
    return new StreamableFile(line);
  }
}
