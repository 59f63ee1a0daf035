import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LEAVE_KINDS, type LeaveKind } from '@ywk/contracts';
import { FINDINGS, REVIEW_RESULTS } from '@ywk/duty-domain';
import { PageQuery } from '@ywk/platform';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

const CODE = /^[A-Za-z0-9][A-Za-z0-9._/:@-]{0,63}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /T.*(Z|[+-]\d{2}:\d{2})$/;
const KINDS = ['DISCIPLINE', 'COMMENDATION', 'LEAVE'] as const;

const IsDay = () =>
  applyDecorators(
    Matches(DAY, { message: '$property must be a day like 2024-05-31' }),
    IsISO8601({ strict: true }),
  );
const IsInstant = () =>
  applyDecorators(
    Matches(INSTANT, { message: '$property must be a moment with its offset' }),
    IsISO8601({ strict: true }),
  );

/** What every step says: its document, and its day where it was not today. */
export class StepRequest {
  @ApiProperty({ example: 'ZJG-DC-2024-17', description: 'Number of the document' })
  @IsString()
  @Length(1, 128)
  evidence: string;

  @ApiPropertyOptional({ format: 'date', description: 'Day of the step; today if not given' })
  @IsOptional()
  @IsDay()
  on?: string;
}

export class ReportRequest extends StepRequest {
  @ApiProperty({
    format: 'uuid',
    description: 'Made by the sender; the same again changes nothing',
  })
  @IsUUID()
  case: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  officer: string;

  @ApiProperty({ format: 'date-time', description: 'Moment of the act' })
  @IsInstant()
  occurredAt: string;

  @ApiPropertyOptional({ description: 'The act, where other facts report it too' })
  @IsOptional()
  @Matches(CODE)
  actId?: string;
}

export class VerificationRequest extends StepRequest {
  @ApiProperty({ enum: FINDINGS })
  @IsIn(FINDINGS)
  finding: (typeof FINDINGS)[number];
}

export class HearingRequest extends StepRequest {
  @ApiPropertyOptional({ type: Boolean, default: false, description: 'The officer did without' })
  @IsOptional()
  @IsBoolean()
  waived = false;
}

export class DecidedFactRequest {
  @ApiProperty({ example: 'D07', description: 'Code of the catalogue of facts' })
  @Matches(CODE)
  code: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'integer' }, default: {} })
  @IsOptional()
  @IsObject()
  amounts: Record<string, number> = {};
}

export class DecisionRequest extends StepRequest {
  @ApiPropertyOptional({ example: 'WARNING', description: 'Code of a sanction; none if not given' })
  @IsOptional()
  @Matches(CODE)
  sanction?: string;

  @ApiPropertyOptional({ type: DecidedFactRequest, description: 'The fact that it is' })
  @IsOptional()
  @ValidateNested()
  @Type(() => DecidedFactRequest)
  fact?: DecidedFactRequest;
}

export class ReviewRequest extends DecisionRequest {
  @ApiProperty({ enum: REVIEW_RESULTS, description: 'CHANGED states the whole outcome anew' })
  @IsIn(REVIEW_RESULTS)
  result: (typeof REVIEW_RESULTS)[number];
}

export class CommendationRequest extends StepRequest {
  @ApiProperty({
    format: 'uuid',
    description: 'Made by the sender; the same again changes nothing',
  })
  @IsUUID()
  commendation: string;

  @ApiProperty({ example: 'BRAVERY' })
  @Matches(CODE)
  code: string;

  @ApiProperty({ type: [String], description: '1 to 20 officers, in the order of the report' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  officers: string[];

  @ApiProperty({ format: 'date-time', description: 'Moment of the deed' })
  @IsInstant()
  occurredAt: string;

  @ApiPropertyOptional({ example: 'CASE-2024-9', description: 'The case that it rewards' })
  @IsOptional()
  @Matches(CODE)
  matter?: string;

  @ApiPropertyOptional({ example: 'SERIES-2024-2', description: 'The series the case belongs to' })
  @IsOptional()
  @Matches(CODE)
  series?: string;

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Finding it was their duty' })
  @IsOptional()
  @IsBoolean()
  ownDuty = false;
}

export class AwardDecisionRequest extends StepRequest {
  @ApiProperty({ description: 'Whether it is granted' })
  @IsBoolean()
  grants: boolean;

  @ApiPropertyOptional({ description: 'Fen; only where the catalogue leaves it to the decision' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100_000_000_000)
  amount?: number;
}

export class LeaveRequest {
  @ApiProperty({
    format: 'uuid',
    description: 'Made by the sender; the same again changes nothing',
  })
  @IsUUID()
  leave: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  officer: string;

  @ApiProperty({ enum: LEAVE_KINDS })
  @IsIn(LEAVE_KINDS)
  kind: LeaveKind;

  @ApiProperty({ format: 'date', description: 'First day' })
  @IsDay()
  from: string;

  @ApiProperty({ format: 'date', description: 'Last day, that one included' })
  @IsDay()
  to: string;
}

const asBoolean = ({ value }: { value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;

export class ConductQuery extends PageQuery {
  @ApiPropertyOptional({ enum: KINDS })
  @IsOptional()
  @IsIn(KINDS)
  kind?: (typeof KINDS)[number];

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  officer?: string;

  @ApiPropertyOptional({
    type: Boolean,
    description: 'Only what waits for a step, or what does not',
  })
  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean()
  open?: boolean;
}

export class DeadlinesQuery extends PageQuery {
  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Only what is late' })
  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean()
  overdue = false;
}
