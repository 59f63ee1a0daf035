import { Body, Controller, HttpCode, HttpStatus, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, CallerParam } from '@ywk/platform';
import { Commendations, type AwardStep } from '../commands/commendations.ts';
import { today } from '../commands/conduct-day.ts';
import { AwardDecisionRequest, CommendationRequest, StepRequest } from './conduct.request.ts';
import { leaderOf } from './leader-of.ts';

const said = ({ evidence, on = today() }: StepRequest) => ({ evidence, on });

/** Commendations: proposed, verified, decided, annulled, each by another person. */
@ApiTags('conduct')
@ApiBearerAuth()
@Controller('v1/commendations')
export class CommendationsController {
  constructor(private readonly commendations: Commendations) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Propose officers for a commendation' })
  propose(@CallerParam() caller: Caller, @Body() body: CommendationRequest): Promise<object> {
    const proposal = {
      ...said(body),
      commendation: body.commendation.toLowerCase(),
      code: body.code,
      officers: body.officers.map((officer) => officer.toLowerCase()),
      occurredAt: new Date(body.occurredAt).toISOString(),
      matter: body.matter ?? null,
      series: body.series ?? null,
      ownDuty: body.ownDuty,
    };
    return this.commendations.propose(proposal, leaderOf(caller));
  }

  @Post(':id\\:verify')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Verify a proposed commendation' })
  verify(
    @CallerParam() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: StepRequest,
  ): Promise<object> {
    return this.step(caller, id, { type: 'Verify', ...said(body) });
  }

  @Post(':id\\:decide')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Grant or refuse a commendation, with its money' })
  decide(
    @CallerParam() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AwardDecisionRequest,
  ): Promise<object> {
    const { grants, amount = null } = body;
    return this.step(caller, id, { type: 'Decide', ...said(body), grants, amount });
  }

  @Post(':id\\:annul')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Annul a commendation: fact and money are taken back' })
  annul(
    @CallerParam() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: StepRequest,
  ): Promise<object> {
    return this.step(caller, id, { type: 'Annul', ...said(body) });
  }

  private step(caller: Caller, id: string, step: AwardStep): Promise<object> {
    return this.commendations.step(id.toLowerCase(), step, leaderOf(caller));
  }
}
