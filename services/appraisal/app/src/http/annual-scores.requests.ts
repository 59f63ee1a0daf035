import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { AnnualGrade } from '@ywk/appraisal-domain';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsObject,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { OfficerParams } from './requests.ts';

/** 0 … 100 with at most two decimals, as text: no float comes near a score. */
const POINTS = /^(100([.]0{1,2})?|\d{1,2}([.]\d{1,2})?)$/;
const POINTS_MESSAGE = 'each must be text from "0" to "100" with at most two decimals';
/** A total may go above 100 or below 0. */
const TOTAL = /^-?\d{1,4}([.]\d{1,2})?$/;
const TOTAL_MESSAGE = 'each must be text such as "90.90", with at most two decimals';

const MOST_VOTES = 100_000;

export class OfficerYearParams extends OfficerParams {
  @ApiProperty({ example: 2024 })
  @Type(() => Number)
  @IsInt()
  @Min(1990)
  @Max(2999)
  year: number;
}

/** Votes by annual grade. */
export class GivenVotes implements Partial<Record<AnnualGrade, number>> {
  @ApiPropertyOptional({ example: 6 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST_VOTES)
  EXCELLENT?: number;

  @ApiPropertyOptional({ example: 5 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST_VOTES)
  COMPETENT?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST_VOTES)
  BASIC?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST_VOTES)
  INCOMPETENT?: number;
}

export class YearVotes {
  @ApiProperty({ example: 14, description: 'Who may vote' })
  @IsInt()
  @Min(0)
  @Max(MOST_VOTES)
  eligible: number;

  @ApiProperty({ type: GivenVotes })
  @IsObject()
  @ValidateNested()
  @Type(() => GivenVotes)
  given: GivenVotes;
}

/** What a year is put together from beside its closed months. */
export class CompositeRequest {
  @ApiPropertyOptional({
    type: [String],
    example: ['92', '90', '88.5'],
    description: 'Scores, 0 … 100; those of the closed review of the unit when left out',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @Matches(POINTS, { each: true, message: POINTS_MESSAGE })
  leaders?: string[];

  @ApiPropertyOptional({
    type: YearVotes,
    description: 'Votes; those of the closed review of the unit when left out',
  })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => YearVotes)
  votes?: YearVotes;

  @ApiPropertyOptional({
    type: [String],
    example: ['90.90'],
    description: 'Totals of the months; those of the closed months when left out',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(12)
  @Matches(TOTAL, { each: true, message: TOTAL_MESSAGE })
  months?: string[];
}
