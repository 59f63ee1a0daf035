import { Body, Controller, HttpStatus, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EventStore } from '@ywk/event-store';
import { Answers, Caller, CallerParam } from '@ywk/platform';
import type { Response } from 'express';
import { EnlistOfficers } from '../commands/enlist-officers.ts';
import { UnitPaths } from '../commands/unit-paths.ts';
import { requireUnit } from './access.ts';
import { asking } from './asking.ts';
import { enlistmentOf } from './enlistment.ts';
import { RegisterRequest } from './officers.request.ts';

/** Registers persons. */
@ApiTags('officers')
@ApiBearerAuth()
@Controller('v1/officers')
export class RegistrationController {
  constructor(
    private readonly enlist: EnlistOfficers,
    private readonly store: EventStore,
  ) {}

  @Post()
  @Answers([200, 201])
  @ApiOperation({ summary: 'Register a person, and hire in the same step when `hire` is given' })
  async register(
    @Body() body: RegisterRequest,
    @CallerParam() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    if (body.hire !== undefined) {
      await requireUnit(caller, new UnitPaths(this.store), body.hire.unit);
    }
    const [outcome] = await this.enlist.take([enlistmentOf(body)], asking(caller));
    if (outcome === undefined) throw new Error('One request has one outcome.');
    if (outcome.outcome === 'rejected') throw outcome.why;
    response.status(outcome.outcome === 'accepted' ? HttpStatus.CREATED : HttpStatus.OK);
    response.setHeader('Location', `/v1/officers/${body.officer}`);
    return { outcome: outcome.outcome, officer: body.officer };
  }
}
