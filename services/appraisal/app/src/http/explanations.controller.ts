import { Controller, Get, Header, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Caller, CallerParam, Roles } from '@ywk/platform';
import { DecisionBoard } from '../projections/decision-board/decision-board.query.ts';
import { KnownScores } from '../projections/score-board/known-scores.query.ts';
import { Access } from './access.ts';
import { AsOfQuery, SinceQuery, untilOf } from './as-of.ts';
import { decisionOf } from './decision.view.ts';
import { ExplanationForm, NOT_KEPT } from './explanation.form.ts';
import { differencesShown, type Explaining } from './explanation.view.ts';
import { OfficerPeriodParams } from './requests.ts';

const READERS = ['officer', 'leader', 'appraiser', 'approver', 'auditor', 'hr'] as const;

/** Why a month has the total that it has, and why it is looked at differently than before. */
@ApiTags('scores')
@ApiBearerAuth()
@Controller('v1/officers/:officer/scores/:period')
export class ExplanationsController {
  constructor(
    private readonly scores: KnownScores,
    private readonly board: DecisionBoard,
    private readonly access: Access,
  ) {}

  @Get('explanation')
  @Roles(...READERS)
  @UseInterceptors(ExplanationForm)
  @ApiProduces('application/json', 'text/html')
  @ApiOperation({
    summary: 'From the total to every fact and its event; as a page for Accept: text/html',
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
  @ApiOperation({ summary: 'What changed since an instant, each with its points; they add up' })
  async differences(
    @Param() params: OfficerPeriodParams,
    @Query() query: SinceQuery,
    @CallerParam() caller: Caller,
  ): Promise<object> {
    const asked = await this.asked(params, query, caller);
    return differencesShown(await this.scores.differences(asked), query.asOf);
  }

  private async explaining(
    params: OfficerPeriodParams,
    query: AsOfQuery,
    caller: Caller,
  ): Promise<Explaining> {
    const asked = await this.asked(params, query, caller);
    const decisions = await this.board.ofOfficer(asked.officer, 'GRADE');
    const decision = decisionOf(decisions, asked);
    return { explained: await this.scores.explained(asked), decision, asOf: query.asOf ?? null };
  }

  private async asked({ officer, period }: OfficerPeriodParams, query: AsOfQuery, caller: Caller) {
    const until = untilOf(query.asOf);
    await this.access.requireOfficer(caller, officer, period);
    return { officer, period, until };
  }
}
