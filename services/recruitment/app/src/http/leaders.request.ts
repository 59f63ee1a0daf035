import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { OFFICES, type Office } from '@ywk/contracts';
import { PageQuery } from '@ywk/platform';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { IsLocalDay, lower } from './field-rules.ts';
import { HeldDaysRequest } from './held-beside.request.ts';
import { CODE, CODE_MESSAGE } from './units.request.ts';

/** Who leads a unit or a team of it. */
export class LeaderRequest extends HeldDaysRequest {
  @ApiProperty({ enum: OFFICES })
  @IsIn(OFFICES)
  office: Office;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'ZJG-110-A',
    description: 'Of a group leader; null for the others',
  })
  @IsOptional()
  @Matches(CODE, CODE_MESSAGE)
  team?: string | null;

  @ApiProperty({ format: 'uuid', description: 'Id of the person, police officer or auxiliary' })
  @IsUUID()
  @Transform(lower)
  person: string;
}

export class GapsQuery extends PageQuery {
  @ApiProperty({ format: 'date', description: 'The day on which somebody has to answer' })
  @IsLocalDay()
  on: string;
}
