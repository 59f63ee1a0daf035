import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@ywk/platform';
import { IsISO8601, IsOptional, IsString, Length, Matches } from 'class-validator';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const CODE = /^[A-Za-z0-9][A-Za-z0-9._/:@-]{0,63}$/;

export class SignsQuery {
  @ApiPropertyOptional({ format: 'date', description: 'Day that is looked at; today if not given' })
  @IsOptional()
  @Matches(DAY)
  @IsISO8601({ strict: true })
  day?: string;
}

export class UnitSignsQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'ZJG-110', description: 'A unit and all below it' })
  @IsOptional()
  @Matches(CODE)
  unit?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Day that is looked at; today if not given' })
  @IsOptional()
  @Matches(DAY)
  @IsISO8601({ strict: true })
  day?: string;
}

export class AcknowledgeRequest {
  @ApiProperty({ description: 'Id of the sign' })
  @IsString()
  @Length(1, 200)
  sign: string;
}
