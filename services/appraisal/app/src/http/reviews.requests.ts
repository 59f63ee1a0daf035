import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ANNUAL_GRADES, type AnnualGrade } from '@ywk/appraisal-domain';
import { Type } from 'class-transformer';
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
  ValidateNested,
} from 'class-validator';

const CODE = /^[A-Za-z0-9][A-Za-z0-9._/:@-]{0,63}$/;
const SCORE = /^(100([.]0{1,2})?|\d{1,2}([.]\d{1,2})?)$/;
const PAPER = /^[A-Za-z0-9_-]{43}$/;
const NUMBER = /^[A-Za-z0-9_-]{1,344}$/;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export class ReviewParams {
  @IsUUID()
  review: string;
}

export class RollVoter {
  @ApiProperty({ description: 'Officer id, or the name in the token of a police officer' })
  @Matches(CODE)
  voter: string;

  @ApiProperty({ example: 'PEERS', description: 'A class of the scheme' })
  @Matches(CODE)
  class: string;
}

export class RollLeader {
  @ApiProperty({ description: 'Officer id, or the name in the token of a police officer' })
  @Matches(CODE)
  leader: string;

  @ApiProperty({ example: 'LEADER', description: 'A role of the scheme' })
  @Matches(CODE)
  role: string;
}

export class KinPair {
  @ApiProperty({ type: [String], minItems: 2, maxItems: 2 })
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(2)
  @Matches(CODE, { each: true })
  pair: [string, string];
}

/** A review of a unit and year, with its roll. */
export class DrawUpRequest {
  @ApiProperty({ example: 'ZJG-110' })
  @Matches(CODE)
  unit: string;

  @ApiProperty({ example: 2024 })
  @IsInt()
  @Min(2000)
  @Max(2100)
  year: number;

  @ApiPropertyOptional({
    ...{ type: 'integer', default: 1 },
    description: 'A vote that was not valid is held again',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  round = 1;

  @ApiProperty({ type: [String], format: 'uuid', description: 'Who is reviewed' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(300)
  @IsUUID(undefined, { each: true })
  subjects: string[];

  @ApiProperty({ type: [RollVoter] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(400)
  @ValidateNested({ each: true })
  @Type(() => RollVoter)
  voters: RollVoter[];

  @ApiProperty({ type: [RollLeader] })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => RollLeader)
  leaders: RollLeader[];

  @ApiProperty({ type: [String], description: 'Who confirms the results' })
  @IsArray()
  @ArrayMaxSize(50)
  @Matches(CODE, { each: true })
  panel: string[];

  @ApiProperty({ type: [KinPair], description: 'Relatives do not judge each other' })
  @IsArray()
  @ArrayMaxSize(300)
  @ValidateNested({ each: true })
  @Type(() => KinPair)
  kin: KinPair[];
}

export class SelfAssessmentRequest {
  @ApiProperty({ type: [String], example: ['DUTIES_MET'], description: 'Codes, no score' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @Matches(CODE, { each: true })
  codes: string[];
}

export class LeaderScoreRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  officer: string;

  @ApiProperty({ example: '88.5', description: '0 … 100, at most two decimals, as text' })
  @Matches(SCORE, { message: 'score must be text from "0" to "100" with at most two decimals' })
  score: string;
}

export class BlindedPaperRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  officer: string;

  @ApiProperty({ description: 'base64url of a number below the modulus' })
  @Matches(NUMBER)
  blinded: string;
}

/** All papers of a voter at once. */
export class PapersRequest {
  @ApiProperty({ type: [BlindedPaperRequest] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(300)
  @ValidateNested({ each: true })
  @Type(() => BlindedPaperRequest)
  papers: BlindedPaperRequest[];
}

/** A ballot on one officer; who casts it is not asked. */
export class BallotRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  officer: string;

  @ApiProperty({ example: 'PEERS' })
  @Matches(CODE)
  class: string;

  @ApiProperty({ enum: ANNUAL_GRADES })
  @IsIn(ANNUAL_GRADES)
  grade: AnnualGrade;

  @ApiProperty({ description: '32 random bytes of the voter, base64url' })
  @Matches(PAPER)
  paper: string;

  @ApiProperty({ description: 'The signature of the paper, its blinding removed, base64url' })
  @Matches(NUMBER)
  signature: string;
}

export class DiaryEntryRequest {
  @ApiProperty({ format: 'uuid', description: 'Made by the client; the same again is a duplicate' })
  @IsUUID()
  entry: string;

  @ApiProperty({ example: '2024-05-17' })
  @Matches(DAY)
  day: string;

  @ApiProperty({ example: 'DUTY_PRAISED' })
  @Matches(CODE)
  code: string;

  @ApiProperty({ example: 'ZJG-2024-0517', description: 'Document that holds the words' })
  @Matches(CODE)
  document: string;
}
