import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ROLLUP_CALENDARS, type RollupCalendar } from '@ywk/appraisal-domain';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, Matches } from 'class-validator';
import { CODE, PERIOD } from './requests.ts';

/** A quarter, half-year or year. */
class LongPeriod {
  @ApiProperty({ enum: ROLLUP_CALENDARS })
  @IsIn(ROLLUP_CALENDARS)
  calendar: RollupCalendar;

  @ApiProperty({ example: '2024' })
  @Matches(PERIOD)
  period: string;
}

/** Results of many units at once; without units, of all that have people and lie within reach. */
export class ProposeResultsRequest extends LongPeriod {
  @ApiPropertyOptional({ type: [String], example: ['ZJG-110'] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @Matches(CODE, { each: true })
  units?: string[];
}

/** Results of one unit. */
export class UnitResultsQuery extends LongPeriod {
  @ApiProperty({ example: 'ZJG-110' })
  @Matches(CODE)
  unit: string;
}
