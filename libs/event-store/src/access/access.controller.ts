import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { decodeCursor, pageOf, PageQuery, type Page } from '@ywk/platform';
import { IsISO8601, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { AccessReading, type KeptRead } from './access-reading.ts';

/** What of the reads is asked for. */
export class AccessQuery extends PageQuery {
  @ApiPropertyOptional({ type: String, description: 'Subject of the token of who looked' })
  @IsOptional()
  @IsString()
  @MaxLength(400)
  who?: string;

  @ApiPropertyOptional({ type: String, format: 'uuid', description: 'Officer who was looked at' })
  @IsOptional()
  @IsUUID()
  whom?: string;

  @ApiPropertyOptional({ type: String, example: 'GET /v1/officers/{officer}' })
  @IsOptional()
  @IsString()
  @MaxLength(400)
  route?: string;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'From this instant on' })
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'Before this instant' })
  @IsOptional()
  @IsISO8601({ strict: true })
  until?: string;
}

const msOf = (instant: string | undefined): number | null =>
  instant === undefined ? null : Date.parse(instant);

const afterOf = (cursor: string | undefined) => {
  if (cursor === undefined) return null;
  const [ms, partition, pos] = decodeCursor(cursor, ['whole', 'whole', 'whole']).map(Number);
  return { ms: ms ?? 0, partition: partition ?? 0, pos: pos ?? 0 };
};

/** Who was shown personal data by this service: for those who watch over it. */
@ApiTags('audit')
@ApiBearerAuth()
@Controller('v1/access-log')
export class AccessController {
  constructor(private readonly reading: AccessReading) {}

  @Get()
  @ApiOperation({ summary: 'Who was shown whose personal data, when and why, newest first' })
  async list(@Query() query: AccessQuery): Promise<Page<KeptRead>> {
    const { who = null, whom = null, route = null, limit } = query;
    const rows = await this.reading.page({
      ...{ who, whom: whom?.toLowerCase() ?? null, route, limit: limit + 1 },
      ...{ from: msOf(query.from), until: msOf(query.until), after: afterOf(query.cursor) },
    });
    return pageOf(rows, limit, ({ at, partition, pos }) => [Date.parse(at), partition, pos]);
  }
}
