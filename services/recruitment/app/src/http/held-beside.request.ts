import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { POST_CODES, type PostCode } from '@ywk/contracts';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUUID, Matches, Max, Min } from 'class-validator';
import { IsCommandId, IsLocalDay, lower } from './field-rules.ts';
import { CODE, CODE_MESSAGE } from './units.request.ts';

/** Days on which something is held beside the main post. */
export class HeldDaysRequest {
  @IsCommandId()
  commandId?: string;

  @ApiProperty({ format: 'date', description: 'First day; may lie in the past' })
  @IsLocalDay()
  from: string;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Last day; null while it lasts. Sent again from the same day it gives the end',
  })
  @IsOptional()
  @IsLocalDay()
  to?: string | null;
}

/** A second post: where, and which part of the work. */
export class SecondPostRequest extends HeldDaysRequest {
  @ApiProperty({ example: 'ZJG-110' })
  @Matches(CODE, CODE_MESSAGE)
  unit: string;

  @ApiProperty({ enum: POST_CODES, description: 'Another post than the main one' })
  @IsIn(POST_CODES)
  post: PostCode;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'ZJG-110-A' })
  @IsOptional()
  @Matches(CODE, CODE_MESSAGE)
  team?: string | null;

  @ApiProperty({ minimum: 1, maximum: 99, description: 'Of the work, in percent' })
  @IsInt()
  @Min(1)
  @Max(99)
  share: number;
}

export class RoleRequest extends HeldDaysRequest {
  @ApiProperty({ example: 'master', description: 'A role of the scheme of appraisal, by its name' })
  @Matches(CODE, CODE_MESSAGE)
  role: string;
}

/** The police officer who is responsible for an auxiliary. */
export class MentorRequest extends HeldDaysRequest {
  @ApiProperty({ format: 'uuid', description: 'Id of the police officer as a person' })
  @IsUUID()
  @Transform(lower)
  mentor: string;
}
