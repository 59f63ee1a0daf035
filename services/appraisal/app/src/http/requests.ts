import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { FORCE_LEVELS, type ForceLevel, ROLLUP_CALENDARS } from '@ywk/appraisal-domain';
import { PageQuery } from '@ywk/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
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
} from 'class-validator';
import { AS_OF, IsInstant } from './as-of.ts';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
export const CODE = /^[A-Za-z0-9][A-Za-z0-9._/:@-]{0,63}$/;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** A month, quarter, half-year or year by its name; which of them, its calendar says. */
export const PERIOD = /^\d{4}(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?$/;

const CALENDARS = ['month', ...ROLLUP_CALENDARS] as const;

/** `/month/2024-05` or `/year/2024` in an address. */
export class PeriodParams {
  @ApiProperty({ enum: CALENDARS })
  @IsIn(CALENDARS)
  calendar: string;

  @ApiProperty({ example: '2024-05' })
  @Matches(PERIOD)
  period: string;
}

/** A month in which somebody is graded. */
export class MonthName {
  @ApiProperty({ enum: ['month'] })
  @IsIn(['month'])
  calendar: string;

  @ApiProperty({ example: '2024-05' })
  @Matches(MONTH)
  period: string;
}

export class OfficerParams {
  @IsUUID()
  officer: string;
}

export class OfficerPeriodParams extends OfficerParams {
  @ApiProperty({ example: '2024-05' })
  @Matches(MONTH)
  period: string;
}

export class ProposalParams {
  @IsUUID()
  id: string;
}

/** Grades of one unit. */
export class ProposeGradesRequest extends MonthName {
  @ApiProperty({ example: 'ZJG-110' })
  @Matches(CODE)
  unit: string;
}

/** Grades of many units at once; without units, of all that have a grade and lie within reach. */
export class ProposeManyRequest extends MonthName {
  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @Matches(CODE, { each: true })
  units?: string[];
}

/** Approves many proposals at once. */
export class ApproveManyRequest {
  @ApiProperty({ type: [String], format: 'uuid' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @IsUUID(undefined, { each: true })
  ids: string[];
}

/** A level of a proposal is moved: whose, to which, why, and by what evidence. */
export class CalibrateRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  officer: string;

  @ApiProperty({ enum: FORCE_LEVELS, description: 'Force level 警务等级, 1 the best' })
  @IsIn(FORCE_LEVELS)
  level: ForceLevel;

  @ApiProperty({ example: 'DIARY', description: 'Code of the reason' })
  @Matches(CODE)
  reason: string;

  @ApiProperty({ example: 'DIARY-2024-05-17', description: 'Document or diary entry' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  evidence: string;
}

/** A seat above a ceiling is given to whom it was refused, by a document of a superior. */
export class GiveSeatRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  officer: string;

  @ApiProperty({ example: 'SP-2024-07', description: 'Number of the approval' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  document: string;
}

export class TierChangeRequest {
  @ApiProperty({ format: 'uuid', description: 'Made by the client; the same again is a duplicate' })
  @IsUUID()
  id: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  officer: string;

  @ApiProperty({ minimum: 1, maximum: 7, description: '7 is the lowest tier' })
  @IsInt()
  @Min(1)
  @Max(7)
  from: number;

  @ApiProperty({ minimum: 1, maximum: 7 })
  @IsInt()
  @Min(1)
  @Max(7)
  to: number;

  @ApiProperty({ example: '2024-01-01', description: 'First day; may lie in the past' })
  @Matches(DAY)
  effectiveDate: string;

  @ApiProperty({ example: 'SENIORITY' })
  @Matches(CODE)
  ground: string;
}

export class ProposalsQuery extends PageQuery {
  @ApiProperty({ example: '2024-05' })
  @Matches(MONTH)
  period: string;
}

export class TierChangesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['PROPOSED', 'APPROVED'] })
  @IsOptional()
  @IsIn(['PROPOSED', 'APPROVED'])
  status?: string;
}

export class ScoresQuery extends PageQuery {
  @ApiProperty({ example: '2024-05' })
  @Matches(MONTH)
  period: string;

  @ApiPropertyOptional({ example: 'ZJG-110', description: 'A unit and all below it' })
  @IsOptional()
  @Matches(CODE)
  unit?: string;

  @ApiPropertyOptional(AS_OF)
  @IsOptional()
  @IsInstant()
  asOf?: string;
}

export class FactsQuery extends PageQuery {
  @ApiProperty({ example: '2024-05' })
  @Matches(MONTH)
  period: string;

  @ApiPropertyOptional({ example: 'C1', description: 'Clause or indicator of the scheme' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  clause?: string;

  @ApiPropertyOptional({ example: '2024-06', description: 'Only late facts posted to this month' })
  @IsOptional()
  @Matches(MONTH)
  posted?: string;

  @ApiPropertyOptional(AS_OF)
  @IsOptional()
  @IsInstant()
  asOf?: string;
}

const KINDS = ['GRADE', 'TIER', 'ANNUAL_GRADE', 'LIABILITY', 'LIABILITY_ENDED'] as const;

export class DecisionsQuery extends PageQuery {
  @ApiPropertyOptional({
    enum: KINDS,
    description: 'LIABILITY is what is borne for the act of another, LIABILITY_ENDED no longer is',
  })
  @IsOptional()
  @IsIn(KINDS)
  kind?: string;

  @ApiPropertyOptional({ example: '2024-05' })
  @IsOptional()
  @Matches(/^\d{4}(-(0[1-9]|1[0-2]))?$/)
  period?: string;

  @ApiPropertyOptional({ example: 'ZJG-110' })
  @IsOptional()
  @Matches(CODE)
  unit?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  officer?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 1000, default: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  override limit = 200;
}
