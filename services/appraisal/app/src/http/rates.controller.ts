import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, CallerParam } from '@ywk/platform';
import { PooledFigures } from '../projections/score-board/pooled-figures.query.ts';
import { Access } from './access.ts';
import { FigureParams, PooledQuery } from './rates.requests.ts';

/** Rates and sums over several officers. */
@ApiTags('scores')
@ApiBearerAuth()
@Controller('v1/rates')
export class RatesController {
  constructor(
    private readonly figures: PooledFigures,
    private readonly access: Access,
  ) {}

  @Get(':figure')
  @ApiOperation({
    summary: 'A rate or a sum of a month over a unit, a team or officers: one division, at the end',
  })
  async pooled(
    @Param() { figure }: FigureParams,
    @Query() query: PooledQuery,
    @CallerParam() caller: Caller,
  ): Promise<object> {
    const { unit, officers = null, team = null } = query;
    const whole = unit === undefined && caller.reachesAll;
    const units = whole ? null : await this.access.unitsUnder(caller, unit);
    const scope = { period: query.period, team, officers };
    const found = await this.figures.of(figure, { ...scope, units });
    return { figure, unit: unit ?? null, ...scope, ...found };
  }
}
