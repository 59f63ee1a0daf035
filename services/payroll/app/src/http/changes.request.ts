import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import type { LineState } from '../projections/change-board/change-board.query.ts';

const STATES = ['ISSUED', 'ACCEPTED', 'REFUSED'] as const;

/** Which change lines are asked for, and how. */
export class ChangesQuery {
  @ApiPropertyOptional({
    example: '2024-05',
    description: 'Month the line belongs to; for standing changes the month of the first day',
  })
  @IsOptional()
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/)
  period?: string;

  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: LineState;

  @ApiPropertyOptional({ description: 'The "position" of an earlier answer: only later lines' })
  @IsOptional()
  @IsString()
  after?: string;

  @ApiPropertyOptional({ description: 'The "nextCursor" of the page before' })
  @IsOptional()
  @IsString()
  cursor?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 1000, default: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit = 200;

  @ApiPropertyOptional({ enum: ['json', 'csv'], description: 'Beats the Accept header' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';

  @ApiPropertyOptional({
    type: 'boolean',
    default: false,
    description: 'CSV only: begin with a byte order mark, for spreadsheets',
  })
  @IsOptional()
  @Transform(({ value }) => value === true || value === 'true' || value === '1')
  @IsBoolean()
  bom = false;
}
