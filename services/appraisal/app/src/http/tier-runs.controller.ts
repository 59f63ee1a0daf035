import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Conversion, TierRun } from '@ywk/appraisal-domain';
import { Caller, CallerParam } from '@ywk/platform';
import {
  TierRuns,
  type ConversionOrder,
  type Establishment,
  type Proposed,
} from '../commands/tier-runs.ts';
import { askingOf } from './person.ts';
import { ConversionRequest, TierRunRequest } from './tier.requests.ts';

const statedIn = ({ establishment, document }: TierRunRequest): Establishment | null =>
  establishment === undefined || document === undefined ? null : { establishment, document };

const orderOf = ({ mapping, incumbents, ...ask }: ConversionRequest): ConversionOrder => ({
  ...ask,
  dryRun: ask.dryRun ?? false,
  mapping: {
    ranks: Object.fromEntries(mapping.ranks.map(({ rank, tier }) => [rank, tier])),
    years: mapping.years,
    educations: Object.fromEntries(mapping.educations.map((each) => [each.education, each.tier])),
  },
  incumbents: incumbents.map(({ officer, rank, education }) => ({
    ...{ officer, rank: rank ?? null, education: education ?? null },
  })),
});

/** What the rules make of a year, and the one-off conversion: both propose, a second person approves. */
@ApiTags('tiers')
@ApiBearerAuth()
@Controller('v1')
export class TierRunsController {
  constructor(private readonly runs: TierRuns) {}

  @Post('tier-runs')
  @HttpCode(200)
  @ApiOperation({ summary: 'Propose the tier changes of a year, with the waiting list' })
  async run(
    @Body() ask: TierRunRequest,
    @CallerParam() caller: Caller,
  ): Promise<TierRun & Proposed> {
    const order = { year: ask.year, stated: statedIn(ask), dryRun: ask.dryRun ?? false };
    return this.runs.run(order, askingOf(caller));
  }

  @Post('tier-conversions')
  @HttpCode(200)
  @ApiOperation({ summary: 'Propose the conversion of incumbents, with effect also in the past' })
  async convert(
    @Body() ask: ConversionRequest,
    @CallerParam() caller: Caller,
  ): Promise<Conversion & Proposed> {
    return this.runs.convert(orderOf(ask), askingOf(caller));
  }
}
