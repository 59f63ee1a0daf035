import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, CallerParam, Roles } from '@ywk/platform';
import { Periods, type PeriodState } from '../commands/periods.ts';
import { Access } from './access.ts';
import { askingOf } from './person.ts';
import { PeriodParams } from './requests.ts';

/** The close of a month: cut off, then computed once every log has its marker. */
@ApiTags('periods')
@ApiBearerAuth()
@Controller('v1/periods/:calendar/:period')
export class PeriodsController {
  constructor(
    private readonly periods: Periods,
    private readonly access: Access,
  ) {}

  @Get()
  @Roles('appraiser', 'approver', 'leader', 'auditor', 'hr', 'operator')
  @ApiOperation({ summary: 'Where the close stands, which markers are applied and what blocks it' })
  state(@Param() name: PeriodParams): Promise<PeriodState> {
    return this.periods.state(name);
  }

  @Post('cut-off')
  @HttpCode(200)
  @Roles('appraiser')
  @ApiOperation({ summary: 'Ask every producer of facts for its marker; twice changes nothing' })
  async cutOff(@Param() name: PeriodParams, @CallerParam() caller: Caller): Promise<PeriodState> {
    this.access.requireAll(caller);
    return this.periods.cutOff(name, askingOf(caller));
  }

  @Post('compute')
  @HttpCode(200)
  @Roles('appraiser')
  @ApiOperation({ summary: 'Compute the month; refused with every reason until all markers stand' })
  async compute(@Param() name: PeriodParams, @CallerParam() caller: Caller): Promise<PeriodState> {
    this.access.requireAll(caller);
    return this.periods.compute(name, askingOf(caller));
  }
}
