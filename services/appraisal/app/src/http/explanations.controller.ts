import { Controller, Get, Header, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Caller, CallerParam, Roles } from '@ywk/platform';
import type { DecidedStanding } from '@ywk/appraisal-domain';
import { KnownScores, type Asked } from '../projections/score-board/known-scores.query.ts';
import { Access } from './access.ts';
import { AsOfQuery, BetweenQuery, laterOf, untilOf } from './as-of.ts';
import { ExplanationForm, NOT_KEPT } from './explanation.form.ts';
import { differencesShown, type Explaining } from './explanation.view.ts';
import { MonthReading } from './month-reading.ts';
import { OfficerPeriodParams } from './requests.ts';
import { TierExplaining } from './tier-explaining.ts';
import { lookOf } from './tier-look.ts';

const READERS = ['officer', 'leader', 'appraiser', 'approver', 'auditor', 'hr'] as const;

/** Why a month has the total that it has, and why it is looked at differently than before. */
@ApiTags('scores')
@ApiBearerAuth()
@Controller('v1/officers/:officer/scores/:period')
export class ExplanationsController {
  constructor(
    private readonly scores: KnownScores,
    private readonly months: MonthReading,
    private readonly tiers: TierExplaining,
    private readonly access: Access,
  ) {}

  @Get('explanation')
  @Roles(...READERS)
  @UseInterceptors(ExplanationForm)
  @ApiProduces('application/json', 'text/html')
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
  @Roles(...READERS)
  @UseInterceptors(ExplanationForm)
  @ApiProduces('text/html')
  @ApiOperation({ summary: 'The same as a page of plain Chinese that prints well' })
  html(
    @Param() params: OfficerPeriodParams,
    @Query() query: AsOfQuery,
    @CallerParam() caller: Caller,
  ): Promise<Explaining> {
    return this.explaining(params, query, caller);
  }

  @Get('differences')
  @Roles(...READERS)
  @Header(...NOT_KEPT)
  @ApiOperation({
    summary: 'What changed between two instants: points that add up, and what is decided otherwise',
  })
  async differences(
    @Param() params: OfficerPeriodParams,
    @Query() query: BetweenQuery,
    @CallerParam() caller: Caller,
  ): Promise<object> {
    const asked = await this.asked(params, query, caller);
    const later = { ...asked, until: laterOf(query) };
    const decided = {
      then: await this.decided(asked, query.asOf),
      now: await this.decided(later, query.until),
    };
    const scored = await this.scores.differences(asked, later.until);
    return differencesShown({ scored, decided, asOf: query.asOf, until: query.until ?? null });
  }

  private async explaining(
    params: OfficerPeriodParams,
    query: AsOfQuery,
    caller: Caller,
  ): Promise<Explaining> {
    const asked = await this.asked(params, query, caller);
    const explained = await this.scores.explained(asked);
    const decided = await this.months.of(asked, explained.unit);
    const tier = await this.tiers.of(asked.officer, lookOf(query));
    return { explained, decided, tier, asOf: query.asOf ?? null };
  }

  private async decided(asked: Asked, instant?: string): Promise<DecidedStanding> {
    const { decision } = await this.months.of(asked, null);
    const look = lookOf(instant === undefined ? {} : { asOf: instant });
    const { tier } = await this.tiers.of(asked.officer, look);
    const { revision = null, grade = null, performancePay = null } = decision ?? {};
    return { revision, grade, level: decision?.level?.level ?? null, performancePay, tier };
  }

  private async asked({ officer, period }: OfficerPeriodParams, query: AsOfQuery, caller: Caller) {
    const until = untilOf(query.asOf);
    await this.access.requireOfficer(caller, officer, period);
    return { officer, period, until };
  }
}
