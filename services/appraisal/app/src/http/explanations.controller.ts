import { Controller, Get, Header, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers, Caller, CallerParam } from '@ywk/platform';
import { Access } from './access.ts';
import { AsOfQuery, BetweenQuery, laterOf } from './as-of.ts';
import { ExplanationForm, NOT_KEPT } from './explanation.form.ts';
import { differencesShown, type Explaining } from './explanation.view.ts';
import { MonthExplaining, type MonthAsked } from './month-explaining.ts';
import { OfficerPeriodParams } from './requests.ts';
import { lookOf } from './tier-look.ts';

/** Why a month has the total that it has, and why it is looked at differently than before. */
@ApiTags('scores')
@ApiBearerAuth()
@Controller('v1/officers/:officer/scores/:period')
export class ExplanationsController {
  constructor(
    private readonly months: MonthExplaining,
    private readonly access: Access,
  ) {}

  @Get('explanation')
  @UseInterceptors(ExplanationForm)
  @Answers([200], ['application/json', 'text/html'])
  @ApiOperation({
    summary:
      'From the total to every fact and event, with grade, level, pay and tier; a page for Accept: text/html',
  })
  explanation(
    @Param() params: OfficerPeriodParams,
    @Query() query: AsOfQuery,
    @CallerParam() caller: Caller,
  ): Promise<Explaining> {
    return this.explaining(params, query, caller);
  }

  @Get('explanation.html')
  @UseInterceptors(ExplanationForm)
  @Answers([200], ['text/html'])
  @ApiOperation({ summary: 'The same as a page of plain Chinese that prints well' })
  html(
    @Param() params: OfficerPeriodParams,
    @Query() query: AsOfQuery,
    @CallerParam() caller: Caller,
  ): Promise<Explaining> {
    return this.explaining(params, query, caller);
  }

  @Get('differences')
  @Header(...NOT_KEPT)
  @ApiOperation({
    summary: 'What changed between two instants: points that add up, and what is decided otherwise',
  })
  async differences(
    @Param() params: OfficerPeriodParams,
    @Query() query: BetweenQuery,
    @CallerParam() caller: Caller,
  ): Promise<object> {
    const later = laterOf(query);
    const then = await this.asked(params, query, caller);
    const look = lookOf(query.until === undefined ? {} : { asOf: query.until });
    const found = await this.months.differing(then, { ...then, until: later, look });
    return differencesShown({ ...found, asOf: query.asOf, until: query.until ?? null });
  }

  private async explaining(
    params: OfficerPeriodParams,
    query: AsOfQuery,
    caller: Caller,
  ): Promise<Explaining> {
    const explained = await this.months.explained(await this.asked(params, query, caller));
    return { ...explained, asOf: query.asOf ?? null };
  }

  private async asked(
    { officer, period }: OfficerPeriodParams,
    query: AsOfQuery,
    caller: Caller,
  ): Promise<MonthAsked> {
    const look = lookOf(query);
    await this.access.requireOfficer(caller, officer, period);
    return { officer, period, until: look.until, look };
  }
}
