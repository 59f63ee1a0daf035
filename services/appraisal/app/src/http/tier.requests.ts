import { EDUCATIONS, type Education } from '@ywk/appraisal-domain';
import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { PageQuery } from '@ywk/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { AS_OF, IsInstant } from './as-of.ts';

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const CODE = /^[A-Za-z0-9][A-Za-z0-9._/:@-]{0,63}$/;

const IsTier = (): PropertyDecorator => (target, key) => {
  IsInt()(target, key);
  Min(1)(target, key);
  Max(7)(target, key);
};

const IsEstablishment = (): PropertyDecorator => (target, key) => {
  IsInt()(target, key);
  Min(0)(target, key);
  Max(1_000_000)(target, key);
};

/** A day that is looked at, as known at an instant. */
export class TierLookQuery {
  @ApiPropertyOptional({ example: '2024-01-01', description: 'Day looked at; today when absent' })
  @IsOptional()
  @Matches(DAY)
  on?: string;

  @ApiPropertyOptional(AS_OF)
  @IsOptional()
  @IsInstant()
  asOf?: string;
}

/** A page of everybody of a unit. */
export class UnitTiersQuery extends IntersectionType(PageQuery, TierLookQuery) {}

export class TierProjectionQuery extends TierLookQuery {
  @ApiPropertyOptional({ example: 'ZJG-110', description: 'A unit and all below it' })
  @IsOptional()
  @Matches(CODE)
  unit?: string;
}

export class UnitParams {
  @ApiProperty({ example: 'ZJG-110' })
  @Matches(CODE)
  unit: string;
}

export class TierRunRequest {
  @ApiProperty({ example: 2023, description: 'The year whose grades are the last to count' })
  @IsInt()
  @Min(2000)
  @Max(2100)
  year: number;

  @ApiPropertyOptional({ example: 200, description: 'Approved posts; as last stated when absent' })
  @ValidateIf(
    (ask: TierRunRequest) => ask.establishment !== undefined || ask.document !== undefined,
  )
  @IsEstablishment()
  establishment?: number;

  @ApiPropertyOptional({ example: 'ZJG-2023-9', description: 'Document that approves the posts' })
  @ValidateIf(
    (ask: TierRunRequest) => ask.establishment !== undefined || ask.document !== undefined,
  )
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  document?: string;

  @ApiPropertyOptional({ default: false, description: 'Compute only; nothing is proposed' })
  @IsOptional()
  @IsBoolean()
  dryRun?: boolean;
}

class RankTier {
  @ApiProperty({ example: 'SENIOR' })
  @Matches(CODE)
  rank: string;

  @ApiProperty({ minimum: 1, maximum: 7 })
  @IsTier()
  tier: number;
}

class YearsTier {
  @ApiProperty({ example: 10, description: 'Full years of service at least' })
  @IsInt()
  @Min(0)
  @Max(60)
  atLeast: number;

  @ApiProperty({ minimum: 1, maximum: 7 })
  @IsTier()
  tier: number;
}

class EducationTier {
  @ApiProperty({ enum: EDUCATIONS })
  @IsIn(EDUCATIONS)
  education: Education;

  @ApiProperty({ minimum: 1, maximum: 7 })
  @IsTier()
  tier: number;
}

class MappingRequest {
  @ApiProperty({ type: [RankTier] })
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => RankTier)
  ranks: RankTier[];

  @ApiProperty({ type: [YearsTier] })
  @IsArray()
  @ArrayMaxSize(60)
  @ValidateNested({ each: true })
  @Type(() => YearsTier)
  years: YearsTier[];

  @ApiProperty({ type: [EducationTier] })
  @IsArray()
  @ArrayMaxSize(EDUCATIONS.length)
  @ValidateNested({ each: true })
  @Type(() => EducationTier)
  educations: EducationTier[];
}

class IncumbentRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  officer: string;

  @ApiPropertyOptional({ example: 'SENIOR' })
  @IsOptional()
  @Matches(CODE)
  rank?: string;

  @ApiPropertyOptional({ enum: EDUCATIONS })
  @IsOptional()
  @IsIn(EDUCATIONS)
  education?: Education;
}

export class ConversionRequest {
  @ApiProperty({ example: '2024-01-01', description: 'First day; may lie in the past' })
  @Matches(DAY)
  effectiveDate: string;

  @ApiProperty({ example: 'ZJG-2024-3' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  document: string;

  @ApiProperty({ example: 200, description: 'Approved posts' })
  @IsEstablishment()
  establishment: number;

  @ApiProperty({ type: MappingRequest })
  @ValidateNested()
  @Type(() => MappingRequest)
  mapping: MappingRequest;

  @ApiProperty({ type: [IncumbentRequest] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(8000)
  @ValidateNested({ each: true })
  @Type(() => IncumbentRequest)
  incumbents: IncumbentRequest[];

  @ApiPropertyOptional({ default: false, description: 'Compute only; nothing is proposed' })
  @IsOptional()
  @IsBoolean()
  dryRun?: boolean;
}
