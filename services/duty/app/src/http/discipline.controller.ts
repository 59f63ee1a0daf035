import { Body, Controller, HttpCode, HttpStatus, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, CallerParam } from '@ywk/platform';
import { today } from '../commands/conduct-day.ts';
import { Discipline, type DisciplineStep } from '../commands/discipline.ts';
import {
  DecisionRequest,
  HearingRequest,
  ReportRequest,
  ReviewRequest,
  StepRequest,
  VerificationRequest,
} from './conduct.request.ts';
import { leaderOf } from './leader-of.ts';

const said = ({ evidence, on = today() }: StepRequest) => ({ evidence, on });

const asked = ({ sanction, fact }: DecisionRequest) => ({
  sanction: sanction ?? null,
  fact: fact === undefined ? null : { code: fact.code, amounts: fact.amounts },
});

/** Cases of discipline: reported, verified jointly, told, heard, decided, reviewed. */
@ApiTags('conduct')
@ApiBearerAuth()
@Controller('v1/discipline-cases')
export class DisciplineController {
  constructor(private readonly discipline: Discipline) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Report a breach of discipline' })
  report(@CallerParam() caller: Caller, @Body() body: ReportRequest): Promise<object> {
    const report = {
      ...said(body),
      case: body.case.toLowerCase(),
      officer: body.officer.toLowerCase(),
      occurredAt: new Date(body.occurredAt).toISOString(),
      actId: body.actId ?? null,
    };
    return this.discipline.report(report, leaderOf(caller));
  }

  @Post(':id\\:verify')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Say whether a report is so; as many persons as the settings ask for' })
  verify(
    @CallerParam() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: VerificationRequest,
  ): Promise<object> {
    return this.step(caller, id, { type: 'Verify', ...said(body), finding: body.finding });
  }

  @Post(':id\\:inform')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Put on record that the officer was told facts and basis' })
  inform(
    @CallerParam() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: StepRequest,
  ): Promise<object> {
    return this.step(caller, id, { type: 'Inform', ...said(body) });
  }

  @Post(':id\\:hear')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Put on record that statement and defence were heard' })
  hear(
    @CallerParam() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: HearingRequest,
  ): Promise<object> {
    return this.step(caller, id, { type: 'Hear', ...said(body), waived: body.waived });
  }

  /** Neither sanction nor fact: nothing is held against the officer. */
  @Post(':id\\:decide')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Decide a case: sanction, fact, both or nothing' })
  decide(
    @CallerParam() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: DecisionRequest,
  ): Promise<object> {
    return this.step(caller, id, { type: 'Decide', ...said(body), ...asked(body) });
  }

  @Post(':id\\:review')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Uphold, change or annul a decision' })
  review(
    @CallerParam() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReviewRequest,
  ): Promise<object> {
    const { result } = body;
    return this.step(caller, id, { type: 'Review', ...said(body), ...asked(body), result });
  }

  private step(caller: Caller, id: string, step: DisciplineStep): Promise<object> {
    return this.discipline.step(id.toLowerCase(), step, leaderOf(caller));
  }
}
