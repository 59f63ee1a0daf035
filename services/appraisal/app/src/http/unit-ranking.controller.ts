import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, CallerParam, pageAmong } from '@ywk/platform';
import { hundredthsText } from '@ywk/kernel';
import { UnitRanking } from '../projections/decision-board/unit-ranking.query.ts';
import { Access } from './access.ts';
import { ProposalsQuery } from './requests.ts';

/** Units ranked like people: by a declared measure, among those of their level of management. */
@ApiTags('decisions')
@ApiBearerAuth()
@Controller('v1/units')
export class UnitRankingController {
  constructor(
    private readonly ranking: UnitRanking,
    private readonly access: Access,
  ) {}

  @Get('ranking')
  @ApiOperation({
    summary: 'Units of a closed month by the mean of their totals; ties share a rank',
  })
  async list(@Query() query: ProposalsQuery, @CallerParam() caller: Caller) {
    const units = new Set(await this.access.unitsUnder(caller));
    const { items, ...rest } = await this.ranking.of(query.period);
    const mine = items
      .filter(({ unit }) => units.has(unit))
      .map((item) => ({
        ...item,
        shown: item.value === null ? null : hundredthsText(item.value),
      }));
    const page = pageAmong(mine, query, ({ depth, rank, unit }) => [
      ...[depth, rank ?? items.length + 1, unit],
    ]);
    return { ...rest, ...page };
  }
}
