import { Controller, Get, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import type { PercentileRule } from '@ywk/duty-domain';

import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { CallFigures } from '../commands/call-figures.ts';
import { GROUPINGS, type Grouping } from '../persistence/figure.store.ts';

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const INTERVALS = [
  'received-answered',
  'received-dispatched',
  'dispatched-acknowledged',
  'received-arrived',
  'received-closed',
];
const LIMITS = [15, 60, 120];
const RULES = ['nearest', 'linear'] as const;

/** Given once with commas, several times, or both. */
const listed = (value: unknown): string[] =>
  [value]
    .flat()
    .flatMap((part) => String(part).split(','))
    .map((part) => part.trim());

class FiguresQuery {
  @ApiProperty({ example: 'cad-zjg' })
  @Matches(/^[A-Za-z0-9][A-Za-z0-9._/:@-]{0,63}$/)
  source: string;

  @ApiPropertyOptional({ example: '2024-05-01', description: "First day, in the source's zone" })
  @IsOptional()
  @Matches(DAY)
  from?: string;

  @ApiPropertyOptional({ example: '2024-05-31', description: 'Last day, included' })
  @IsOptional()
  @Matches(DAY)
  to?: string;

  @ApiPropertyOptional({ enum: GROUPINGS })
  @IsOptional()
  @IsIn(GROUPINGS)
  by?: Grouping;

  @ApiPropertyOptional({ example: 'received-dispatched,received-arrived' })
  @Transform(({ value }) => listed(value))
  @IsString({ each: true })
  @ArrayMaxSize(12)
  interval: string[] = INTERVALS;

  @ApiPropertyOptional({ example: '15,60,120', description: 'Seconds' })
  @Transform(({ value }) => listed(value).map(Number))
  @IsInt({ each: true })
  @Min(0, { each: true })
  @Max(31_536_000, { each: true })
  @ArrayMaxSize(12)
  limits: number[] = LIMITS;

  @ApiPropertyOptional({ enum: RULES, default: 'nearest' })
  @IsOptional()
  @IsIn(RULES)
  percentile: PercentileRule = 'nearest';
}

/** How fast calls were handled. */
@ApiTags('figures')
@ApiBearerAuth()
@Controller('v1/figures')
export class FiguresController {
  constructor(private readonly figures: CallFigures) {}

  @Get('calls')
  @ApiOperation({ summary: 'Calls and, per interval, counts, mean and percentiles in seconds' })
  calls(@Query() query: FiguresQuery): Promise<unknown> {
    const { source, from, to, by, interval, limits, percentile } = query;
    return this.figures.figures({
      source,
      from: from ?? null,
      to: to ?? null,
      by: by ?? null,
      intervals: interval,
      limits,
      percentile,
    });
  }
}
