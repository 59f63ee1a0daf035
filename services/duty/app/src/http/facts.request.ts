import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@ywk/platform';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
} from 'class-validator';

const CODE = /^[A-Za-z0-9][A-Za-z0-9._/:@-]{0,63}$/;
const STATES = ['pending', 'verified', 'rejected', 'withdrawn'] as const;
const MOST_VERSIONS = 1_000_000;

export class FactsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: (typeof STATES)[number];

  @ApiPropertyOptional({ example: 'ZJG-110', description: 'With all units below it' })
  @IsOptional()
  @Matches(CODE)
  unit?: string;

  @ApiPropertyOptional({ example: 'B05' })
  @IsOptional()
  @Matches(CODE)
  code?: string;
}

export class VerifyRequest {
  @ApiPropertyOptional({ description: 'The version that was looked at; the highest if not given' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_VERSIONS)
  version?: number;
}

export class RejectRequest extends VerifyRequest {
  @ApiProperty({ example: 'NO_EVIDENCE', description: 'Coded ground' })
  @Matches(CODE)
  reason: string;
}

export class WithdrawRequest extends VerifyRequest {
  @ApiProperty({ example: 'WRONG_PERSON', description: 'Coded ground' })
  @Matches(CODE)
  reason: string;
}

export class VerifyManyRequest {
  @ApiProperty({ type: [String], description: 'Ids of facts, 1 to 1,000' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1_000)
  @IsUUID(undefined, { each: true })
  facts: string[];
}
