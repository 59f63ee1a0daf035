import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, IsUUID, Matches } from 'class-validator';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const CODE = /^[A-Za-z0-9][A-Za-z0-9._/:@-]{0,63}$/;
const FIGURE = /^[A-Za-z][A-Za-z0-9._@-]{0,63}$/;

/** Given once with commas, several times, or both. */
const listed = ({ value }: { readonly value: unknown }): unknown =>
  value === undefined
    ? undefined
    : [value].flat().flatMap((part) => String(part).toLowerCase().split(','));

/** `/v1/rates/orders.accuracy`. */
export class FigureParams {
  @ApiProperty({ example: 'orders.accuracy', description: 'A rate, a metric or a code of facts' })
  @Matches(FIGURE)
  figure: string;
}

/** Whose month is pooled: of everybody in reach where nothing is named. */
export class PooledQuery {
  @ApiProperty({ example: '2024-05' })
  @Matches(MONTH)
  period: string;

  @ApiPropertyOptional({ example: 'ZJG-110', description: 'Days spent in it or below it' })
  @IsOptional()
  @Matches(CODE)
  unit?: string;

  @ApiPropertyOptional({ example: 'ZJG-110-A', description: 'Days spent in it' })
  @IsOptional()
  @Matches(CODE)
  team?: string;

  @ApiPropertyOptional({ type: [String], format: 'uuid', description: '1 to 500, with commas' })
  @IsOptional()
  @Transform(listed)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsUUID(undefined, { each: true })
  officers?: string[];
}
