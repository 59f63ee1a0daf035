import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { POST_CODES, type PostCode } from '@ywk/contracts';
import { PageQuery } from '@ywk/platform';
import { Transform, Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsCommandId, IsIdentityNumber, IsLocalDay, lower } from './field-rules.ts';
import { CODE, CODE_MESSAGE } from './units.request.ts';

/** Ids are compared in small letters. */
const trimmed = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.trim() : value;

const PHONE = /^\+?[0-9][0-9 -]{4,22}[0-9]$/;
const ACCOUNT = /^[0-9A-Z][0-9A-Z -]{5,38}[0-9A-Z]$/;

/** Where an officer stands. */
export class PlacementRequest {
  @ApiProperty({ example: 'ZJG-110' })
  @Matches(CODE, CODE_MESSAGE)
  unit: string;

  @ApiProperty({ enum: POST_CODES, description: 'A code of GET /v1/posts' })
  @IsIn(POST_CODES)
  post: PostCode;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'ZJG-110-A' })
  @IsOptional()
  @Matches(CODE, CODE_MESSAGE)
  team?: string | null;

  @ApiProperty({ example: 'F100001', description: 'Of one officer at a time' })
  @Matches(CODE, CODE_MESSAGE)
  badge: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'S01' })
  @IsOptional()
  @Matches(CODE, CODE_MESSAGE)
  seat?: string | null;
}

export class HireRequest extends PlacementRequest {
  @IsCommandId()
  commandId?: string;

  @ApiProperty({ format: 'uuid', description: 'Id of the employment, made by the client' })
  @IsUUID()
  @Transform(lower)
  employment: string;

  @ApiProperty({ format: 'date', description: 'First day of service, Asia/Shanghai' })
  @IsLocalDay()
  from: string;

  @ApiProperty({ type: Number, minimum: 1, maximum: 7, nullable: true })
  @ValidateIf(({ tier }: HireRequest) => tier !== null)
  @IsInt()
  @Min(1)
  @Max(7)
  tier: number | null;
}

export class TransferRequest extends PlacementRequest {
  @IsCommandId()
  commandId?: string;

  @ApiProperty({ format: 'date', description: 'First day of the placement; may lie in the past' })
  @IsLocalDay()
  from: string;
}

export class LeaveRequest {
  @IsCommandId()
  commandId?: string;

  @ApiProperty({ format: 'date', description: 'Last day of service' })
  @IsLocalDay()
  on: string;

  @ApiProperty({ example: 'RESIGNED' })
  @Matches(CODE, CODE_MESSAGE)
  ground: string;
}

export class RestrictRequest {
  @IsCommandId()
  commandId?: string;

  @ApiProperty({ example: 'WAGE_RECORDS_TWO_YEARS' })
  @Matches(CODE, CODE_MESSAGE)
  ground: string;
}

/** Who a person is. */
export class PersonRequest {
  @ApiProperty({ format: 'uuid', description: 'Id of the person, made by the client, for life' })
  @IsUUID()
  @Transform(lower)
  officer: string;

  @ApiProperty({ enum: ['DUTY', 'CIVILIAN'] })
  @IsIn(['DUTY', 'CIVILIAN'])
  auxiliaryType: 'DUTY' | 'CIVILIAN';

  @ApiPropertyOptional({ enum: ['F', 'M'], nullable: true, description: 'Recorded sex' })
  @IsOptional()
  @IsIn(['F', 'M'])
  sex?: 'F' | 'M' | null;

  @ApiProperty({ example: '甲一' })
  @IsString()
  @Transform(trimmed)
  @Length(1, 100)
  name: string;

  @ApiProperty({ description: '18 characters with a right check digit (GB 11643)' })
  @IsIdentityNumber()
  identityNumber: string;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @Matches(PHONE, { message: '$property must be a telephone number' })
  phone?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @Matches(ACCOUNT, { message: '$property must be an account number' })
  bankAccount?: string | null;
}

/** Registers a person; hires in the same step when `hire` is given. */
export class RegisterRequest extends PersonRequest {
  @ApiPropertyOptional({ type: HireRequest })
  @IsOptional()
  @ValidateNested()
  @Type(() => HireRequest)
  hire?: HireRequest;
}

/** One line of an import: the person and the first employment side by side. */
export class ImportLine extends PersonRequest {
  @IsUUID()
  @Transform(lower)
  employment: string;

  @IsLocalDay()
  from: string;

  @ValidateIf(({ tier }: ImportLine) => tier !== null)
  @IsInt()
  @Min(1)
  @Max(7)
  tier: number | null;

  @Matches(CODE, CODE_MESSAGE)
  unit: string;

  @IsIn(POST_CODES)
  post: PostCode;

  @IsOptional()
  @Matches(CODE, CODE_MESSAGE)
  team?: string | null;

  @Matches(CODE, CODE_MESSAGE)
  badge: string;

  @IsOptional()
  @Matches(CODE, CODE_MESSAGE)
  seat?: string | null;
}

export class OfficersQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'A unit and all below it' })
  @IsOptional()
  @Matches(CODE, CODE_MESSAGE)
  unit?: string;

  @ApiPropertyOptional({ description: 'Part of a name, or the beginning of a badge' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  q?: string;
}
