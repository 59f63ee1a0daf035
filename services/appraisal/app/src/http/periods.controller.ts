import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { UnitNotices } from '../commands/notices.ts';
import { Periods, type PeriodState } from '../commands/periods.ts';
import { Access } from './access.ts';
import { actTime, Caller, CallerParam } from '@ywk/platform';
import { askingOf } from './person.ts';
import { NoticesQuery, PublishRequest } from './period.requests.ts';
import { PeriodParams } from './requests.ts';

/** The close of a month: cut off, computed, published unit by unit, final; revised where it must. */
@ApiTags('periods')
@ApiBearerAuth()
@Controller('v1/periods/:calendar/:period')
export class PeriodsController {
  constructor(
    private readonly periods: Periods,
    private readonly access: Access,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Where the close stands: markers, publications with their deadlines, what blocks it',
  })
  state(@Param() name: PeriodParams): Promise<PeriodState> {
    return this.periods.state(name, actTime());
  }

  @Get('notices')
  @ApiOperation({ summary: 'Whose window the last publication of a unit opened, and until when' })
  async notices(
    @Param() name: PeriodParams,
    @Query() { unit }: NoticesQuery,
    @CallerParam() caller: Caller,
  ): Promise<UnitNotices> {
    await this.access.requireUnit(caller, unit);
    return this.periods.notices({ ...name, unit });
  }

  @Post('cut-off')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ask every producer of facts for its marker; twice changes nothing' })
  async cutOff(@Param() name: PeriodParams, @CallerParam() caller: Caller): Promise<PeriodState> {
    return this.periods.cutOff(name, askingOf(caller));
  }

  @Post('compute')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Compute the revision that is due; refused with every reason until all markers stand',
  })
  async compute(@Param() name: PeriodParams, @CallerParam() caller: Caller): Promise<PeriodState> {
    return this.periods.compute(name, askingOf(caller));
  }

  @Post('revise')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ask for the markers of the next revision, where facts wait for it' })
  async revise(@Param() name: PeriodParams, @CallerParam() caller: Caller): Promise<PeriodState> {
    return this.periods.revise(name, askingOf(caller));
  }

  @Post('publish')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Publish approved results: of the units named, or of all that are confirmed and wait',
  })
  async publish(
    @Param() name: PeriodParams,
    @Body() { units }: PublishRequest,
    @CallerParam() caller: Caller,
  ): Promise<PeriodState> {
    if (units === undefined) this.access.requireAll(caller);
    for (const unit of units ?? []) await this.access.requireUnit(caller, unit);
    return this.periods.publish(name, units ?? null, askingOf(caller));
  }

  @Post('finalise')
  @HttpCode(200)
  @ApiOperation({ summary: 'Make the month final; refused with every obstacle' })
  async finalise(@Param() name: PeriodParams, @CallerParam() caller: Caller): Promise<PeriodState> {
    return this.periods.finalise(name, askingOf(caller));
  }
}
