import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { EXIT_STEPS } from '@ywk/contracts';
import { EventStore } from '@ywk/event-store';
import { Caller, CallerParam } from '@ywk/platform';
import { IsIn, IsString, Length, Matches } from 'class-validator';
import { v7 } from 'uuid';
import { Exits } from '../commands/exits.ts';
import { loadOfficer } from '../commands/streams.ts';
import { UnitPaths } from '../commands/unit-paths.ts';
import { mayReachOfficer, officerUnknown } from './access.ts';
import { asking } from './asking.ts';
import { IsCommandId, IsLocalDay } from './field-rules.ts';
import { CODE, CODE_MESSAGE } from './units.request.ts';

class ExitStepRequest {
  @IsCommandId()
  commandId?: string;

  @ApiProperty({ enum: EXIT_STEPS })
  @IsIn(EXIT_STEPS)
  step: (typeof EXIT_STEPS)[number];

  @ApiProperty({ format: 'date', description: 'On which it happened' })
  @IsLocalDay()
  on: string;

  @ApiProperty({ example: 'ZJG-2023-117', description: 'Number of the document' })
  @IsString()
  @Length(1, 400)
  evidence: string;
}

class ExitProposalRequest {
  @IsCommandId()
  commandId?: string;

  @ApiProperty({ example: 'NOT_COMPETENT', description: 'Coded ground' })
  @Matches(CODE, CODE_MESSAGE)
  reason: string;
}

/** The way to an end of employment for want of competence; nothing here ends one. */
@ApiTags('officers')
@ApiBearerAuth()
@Controller('v1/officers/:officer/exit')
export class ExitsController {
  constructor(
    private readonly exits: Exits,
    private readonly store: EventStore,
  ) {}

  @Post('steps')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Record a failed appraisal, a training, a change of post, word to the union',
  })
  async step(
    @Param('officer', ParseUUIDPipe) id: string,
    @Body() { step, on, evidence, commandId = v7() }: ExitStepRequest,
    @CallerParam() caller: Caller,
  ): Promise<object> {
    const officer = await this.reached(caller, id);
    const by = asking(caller);
    const data = { officer, step, on, evidence, author: by.actor };
    return this.exits.apply({ type: 'RecordExitStep', data }, commandId, by);
  }

  @Post('proposal')
  @HttpCode(200)
  @ApiOperation({ summary: 'Propose the end of the employment; refused while a step is missing' })
  async propose(
    @Param('officer', ParseUUIDPipe) id: string,
    @Body() { reason, commandId = v7() }: ExitProposalRequest,
    @CallerParam() caller: Caller,
  ): Promise<object> {
    const officer = await this.reached(caller, id);
    const by = asking(caller);
    const data = { officer, reason, author: by.actor };
    return this.exits.apply({ type: 'ProposeExit', data }, commandId, by);
  }

  @Get()
  @ApiOperation({ summary: 'What is on record on the way to an exit' })
  async read(
    @Param('officer', ParseUUIDPipe) id: string,
    @CallerParam() caller: Caller,
  ): Promise<object> {
    return this.exits.of(await this.reached(caller, id));
  }

  private async reached(caller: Caller, id: string): Promise<string> {
    const officer = id.toLowerCase();
    const state = await loadOfficer(this.store, officer);
    const tree = new UnitPaths(this.store);
    if (state === undefined || !(await mayReachOfficer(caller, tree, state)))
      throw officerUnknown();
    return officer;
  }
}
