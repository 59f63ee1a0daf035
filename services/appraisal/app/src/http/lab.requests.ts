import type { RuleDocument } from '@ywk/appraisal-domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@ywk/platform';
import { IsIn, IsInt, IsOptional, IsUUID, Matches, Min } from 'class-validator';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const NAME = /^[A-Za-z][A-Za-z0-9._-]{0,63}$/;
const CODE = /^[A-Za-z0-9][A-Za-z0-9._/:@-]{0,63}$/;
const KINDS = ['SCHEME', 'METRICS'];

/** A version, and the months over which it is tried. */
export class LabRunRequest {
  @ApiProperty({ enum: KINDS })
  @IsIn(KINDS)
  kind: RuleDocument['kind'];

  @ApiProperty({ example: 'rc-1' })
  @Matches(NAME)
  name: string;

  @ApiProperty({ example: 2 })
  @IsInt()
  @Min(1)
  version: number;

  @ApiProperty({ example: '2024-05' })
  @Matches(MONTH)
  from: string;

  @ApiProperty({ example: '2024-05' })
  @Matches(MONTH)
  to: string;

  @ApiPropertyOptional({ description: 'Id of a new run of the same, over what is known by now' })
  @IsOptional()
  @IsUUID()
  run?: string;
}

export class LabRunParams {
  @IsUUID()
  id: string;
}

export class LabChangesQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'ZJG-110', description: 'This unit and all below it' })
  @IsOptional()
  @Matches(CODE)
  unit?: string;

  @ApiPropertyOptional({ example: 'CALL110' })
  @IsOptional()
  @Matches(CODE)
  post?: string;
}
