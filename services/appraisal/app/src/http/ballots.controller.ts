import { Body, Controller, HttpCode, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Ballots } from '../commands/ballots.ts';
import { BallotRequest, ReviewParams } from './reviews.requests.ts';

/**
 * Where ballots are cast: without a token, because a signed paper is right enough and a token would
 * name its voter. A PUT, because answers to a POST may be kept with a hash of what was asked.
 */
@ApiTags('reviews')
@Controller('v1/reviews')
export class BallotsController {
  constructor(private readonly ballots: Ballots) {}

  @Put(':review/ballots')
  @HttpCode(204)
  @ApiOperation({ summary: 'Cast a ballot with a signed voting paper, and without a token' })
  async cast(@Param() { review }: ReviewParams, @Body() ballot: BallotRequest): Promise<void> {
    await this.ballots.cast(review, { ...ballot });
  }
}
