import { Controller, Get, Header, Param, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Caller, CallerParam, Roles } from '@ywk/platform';
import type { Request, Response } from 'express';
import { KnownScores } from '../projections/score-board/known-scores.query.ts';
import { Access } from './access.ts';
import { AsOfQuery, SinceQuery, untilOf } from './as-of.ts';
import { differencesShown, explanationShown } from './explanation.view.ts';
import { explanationPage, PAGE_POLICY } from './page/explanation.page.ts';
import { OfficerPeriodParams } from './requests.ts';

const READERS = ['officer', 'leader', 'appraiser', 'approver', 'auditor', 'hr'] as const;
const NOT_KEPT = ['Cache-Control', 'private, no-store'] as const;

/** Why a month has the total that it has, and why it is looked at differently than before. */
@ApiTags('scores')
@ApiBearerAuth()
@Controller('v1/officers/:officer/scores/:period')
export class ExplanationsController {
  constructor(
    private readonly scores: KnownScores,
    private readonly access: Access,
  ) {}

  @Get('explanation')
  @Roles(...READERS)
  @ApiProduces('application/json', 'text/html')
  @ApiOperation({
    summary: 'From the total to every fact and its event; as a page for Accept: text/html',
  })
  async explanation(
    @Param() params: OfficerPeriodParams,
    @Query() query: AsOfQuery,
    @CallerParam() caller: Caller,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    response.setHeader('Vary', 'Accept');
    if (request.accepts(['json', 'html']) === 'html') {
      return this.send(response, await this.page(params, query, caller));
    }
    const asked = await this.asked(params, query, caller);
    const explained = await this.scores.explained(asked);
    response.setHeader(...NOT_KEPT).json(explanationShown(explained, query.asOf ?? null));
  }

  @Get('explanation.html')
  @Roles(...READERS)
  @ApiProduces('text/html')
  @ApiOperation({ summary: 'The same as a page of plain Chinese that prints well' })
  async html(
    @Param() params: OfficerPeriodParams,
    @Query() query: AsOfQuery,
    @CallerParam() caller: Caller,
    @Res() response: Response,
  ): Promise<void> {
    this.send(response, await this.page(params, query, caller));
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

  private async page(
    params: OfficerPeriodParams,
    query: AsOfQuery,
    caller: Caller,
  ): Promise<string> {
    const explained = await this.scores.explained(await this.asked(params, query, caller));
    return explanationPage(explained, query.asOf ?? null);
  }

  private async asked({ officer, period }: OfficerPeriodParams, query: AsOfQuery, caller: Caller) {
    const until = untilOf(query.asOf);
    await this.access.requireOfficer(caller, officer, period);
    return { officer, period, until };
  }

  private send(response: Response, page: string): void {
    response
      .setHeader(...NOT_KEPT)
      .setHeader('Content-Security-Policy', PAGE_POLICY)
      .type('text/html')
      .send(page);
  }
}
