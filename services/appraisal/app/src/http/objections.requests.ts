import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ANNUAL_GRADES,
  OBJECTION_SUBJECTS,
  RULING_OUTCOMES,
  type AnnualGrade,
  type RulingOutcome,
} from '@ywk/appraisal-domain';
import { PageQuery } from '@ywk/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsISO8601,
  IsObject,
  IsOptional,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { CODE, PERIOD } from './requests.ts';

const ETAG = /^[0-9a-f]{64}$/;
const CHANGES = ['REVERSE', 'REPLACE', 'ADD'] as const;

const DECIMAL = /^\d{1,3}([.]\d{1,4})?$/;

/** `/month/2024-05` or `/year/2024` in an address: what officers object to decides about them. */
export class ObjectedPeriod {
  @ApiProperty({ enum: ['month', 'year'] })
  @IsIn(['month', 'year'])
  calendar: string;

  @ApiProperty({ example: '2024-05' })
  @Matches(PERIOD)
  period: string;
}

/** `/month/2024-05/objections/{objection}` in an address. */
export class ObjectionParams extends ObjectedPeriod {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  objection: string;
}

/** Which objections are listed. */
export class ObjectionsQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'ZJG-110', description: 'A unit and all below it' })
  @IsOptional()
  @Matches(CODE)
  unit?: string;
}

/** Numbers of the documents that hold the words and the proof. */
export class PapersRequest {
  @ApiProperty({ example: 'YY-2024-0611', description: 'Number of the written statement' })
  @Matches(CODE)
  statement: string;

  @ApiProperty({ type: [String], example: ['REC-20240531-7'], minItems: 1, maxItems: 20 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @Matches(CODE, { each: true })
  evidence: string[];
}

/** What an officer objects to; the id is made by the sender. */
export class ObjectionRequest extends PapersRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  objection: string;

  @ApiProperty({
    enum: OBJECTION_SUBJECTS,
    description: 'Of a year GRADE, or METRIC for a part of its score',
  })
  @IsIn(OBJECTION_SUBJECTS)
  about: (typeof OBJECTION_SUBJECTS)[number];

  @ApiPropertyOptional({ format: 'uuid', description: 'Of a FACT' })
  @IsOptional()
  @IsUUID()
  fact?: string;

  @ApiPropertyOptional({
    example: 'B06',
    description: 'Of a MISSING_FACT or a METRIC; of a year LEADERS or VOTES',
  })
  @IsOptional()
  @Matches(CODE)
  code?: string;
}

/** What is to become of one fact. */
export class ChangeRequest {
  @ApiProperty({ enum: CHANGES })
  @IsIn(CHANGES)
  kind: (typeof CHANGES)[number];

  @ApiProperty({ format: 'uuid', description: 'The fact; a new id for one that is added' })
  @IsUUID()
  fact: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'Of REPLACE and ADD',
  })
  @IsOptional()
  @IsObject()
  amounts?: Record<string, number>;

  @ApiPropertyOptional({ example: 'B06', description: 'Of ADD' })
  @IsOptional()
  @Matches(CODE)
  code?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Of ADD' })
  @IsOptional()
  @IsISO8601({ strict: true })
  occurredAt?: string;

  @ApiPropertyOptional({ example: 'LETTER-17', description: 'Of ADD' })
  @IsOptional()
  @MaxLength(200)
  evidence?: string;
}

/** What is to be put right in a year: the grade, or parts of its score. */
export class YearRightRequest {
  @ApiPropertyOptional({ enum: ANNUAL_GRADES })
  @IsOptional()
  @IsIn(ANNUAL_GRADES)
  grade?: AnnualGrade;

  @ApiPropertyOptional({ example: '92.5', description: 'Score by leaders, 0 to 100' })
  @IsOptional()
  @Matches(DECIMAL)
  leaders?: string;

  @ApiPropertyOptional({ example: '95', description: 'Score of the votes, 0 to 100' })
  @IsOptional()
  @Matches(DECIMAL)
  votes?: string;
}

/** A ruling as its effect is looked at. */
export class PreviewRequest {
  @ApiProperty({ example: 'CD-2024-0612', description: 'Number of the document with the reasons' })
  @Matches(CODE)
  document: string;

  @ApiProperty({ type: [ChangeRequest], maxItems: 50 })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ChangeRequest)
  changes: ChangeRequest[];

  @ApiPropertyOptional({ type: YearRightRequest, description: 'Of an objection to a year' })
  @IsOptional()
  @ValidateNested()
  @Type(() => YearRightRequest)
  year?: YearRightRequest;
}

/** A ruling as it is confirmed: it names the preview that was seen. */
export class RulingRequest extends PreviewRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  ruling: string;

  @ApiProperty({ enum: RULING_OUTCOMES })
  @IsIn(RULING_OUTCOMES)
  outcome: RulingOutcome;

  @ApiProperty({ example: 'WRONG_PERSON' })
  @Matches(CODE)
  reason: string;

  @ApiPropertyOptional({ description: 'The etag of the preview; none for a rejection' })
  @IsOptional()
  @Matches(ETAG)
  preview?: string;
}
