import { Body, Controller, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ratioOf, toHundredths } from '@ywk/kernel';
import { Caller, CallerParam } from '@ywk/platform';
import { Access } from './access.ts';
import { CompositeRequest, OfficerYearParams } from './annual-scores.requests.ts';
import { YearReading } from './year-reading.ts';

/** The score of a year as a question: nothing is recorded. */
@ApiTags('scores')
@ApiBearerAuth()
@Controller('v1/officers/:officer/years/:year')
export class AnnualScoresController {
  constructor(
    private readonly years: YearReading,
    private readonly access: Access,
  ) {}

  @Post('composite')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary:
      'What month totals, scores by leaders and votes come to in a year; nothing is recorded',
  })
  async composite(
    @Param() { officer, year }: OfficerYearParams,
    @Body() { leaders, votes, months }: CompositeRequest,
    @CallerParam() caller: Caller,
  ): Promise<object> {
    await this.access.requireOfficer(caller, officer);
    const given = months?.map((total) => toHundredths(ratioOf(total))) ?? null;
    const told = votes && { eligible: votes.eligible, given: { ...votes.given } };
    const asked = { leaders, votes: told, months: given };
    return { officer, year, ...(await this.years.of({ officer, year, ...asked })) };
  }
}
