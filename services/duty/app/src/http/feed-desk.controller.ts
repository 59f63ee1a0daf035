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

import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { FeedDesk } from '../commands/feed-desk.ts';

class DeskQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 1000, default: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit = 200;

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
  async conflicts(@Query() { limit, source }: DeskQuery): Promise<unknown> {
    return { items: await this.desk.conflicts(limit, source ?? null) };
  }

  @Get('parked-badges')
  @ApiOperation({ summary: 'Badges and seats that nobody holds, and how many facts wait for them' })
  async badges(@Query() { limit }: DeskQuery): Promise<unknown> {
    return { items: await this.desk.waiting(limit) };
  }

  @Get('refused-lines')
  @ApiOperation({ summary: 'Lines of the feed that were refused, newest first; kept for 90 days' })
  async refused(@Query() { limit }: DeskQuery): Promise<unknown> {
    return { items: await this.desk.refused(limit) };
  }

  /** The line may name people: only operators see it, to mend the source. */
  @Get('refused-lines/:id/raw')
  @ApiOperation({ summary: 'A refused line as it came' })
  async raw(@Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    const line = await this.desk.raw(id);
    if (line === undefined) throw new NotFoundException('No such line is kept.');
    return new StreamableFile(line);
  }
}
