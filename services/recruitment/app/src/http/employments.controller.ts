import {
  Body,
  Controller,
  Delete,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EventStore } from '@ywk/event-store';
import { Caller, CallerParam, ChangeParam, type Change } from '@ywk/platform';
import { v7 } from 'uuid';
import { ChangeOfficer, type Changed, type PlainCommand } from '../commands/change-officer.ts';
import { EraseSubject } from '../commands/erase-subject.ts';
import { loadOfficer } from '../commands/streams.ts';
import { UnitPaths } from '../commands/unit-paths.ts';
import { mayReachOfficer, officerUnknown, requireUnit } from './access.ts';
import { asking } from './asking.ts';
import { EraseQuery } from './erase.request.ts';
import { hireOf } from './enlistment.ts';
import { MentorRequest, RoleRequest, SecondPostRequest } from './held-beside.request.ts';
import { HireRequest, LeaveRequest, RestrictRequest, TransferRequest } from './officers.request.ts';

const answer = (officer: string, { outcome }: Changed) => ({ outcome, officer });

/** What becomes of an officer after the registration. */
@ApiTags('officers')
@ApiBearerAuth()
@Controller('v1/officers/:officer')
export class EmploymentsController {
  constructor(
    private readonly changes: ChangeOfficer,
    private readonly subjects: EraseSubject,
    private readonly store: EventStore,
  ) {}

  @Post('hire')
  @HttpCode(200)
  @ApiOperation({ summary: 'Begin an employment' })
  async hire(
    @Param('officer', ParseUUIDPipe) id: string,
    @Body() body: HireRequest,
    @ChangeParam() change: Change,
  ): Promise<object> {
    const officer = id.toLowerCase();
    await this.requireBoth(change.caller, officer, body.unit);
    const command = { type: 'HireOfficer' as const, data: hireOf(officer, body) };
    return this.apply(command, body.commandId, change);
  }

  @Post('transfer')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give another placement, badge or seat from a day on' })
  async transfer(
    @Param('officer', ParseUUIDPipe) id: string,
    @Body() body: TransferRequest,
    @ChangeParam() change: Change,
  ): Promise<object> {
    const officer = id.toLowerCase();
    await this.requireBoth(change.caller, officer, body.unit);
    const { from, unit, post, badge } = body;
    const place = { unit, post, badge, team: body.team ?? null, seat: body.seat ?? null };
    const command = { type: 'TransferOfficer' as const, data: { officer, from, ...place } };
    return this.apply(command, body.commandId, change);
  }

  @Post('second-post')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give a second post beside the main one, or its end' })
  async secondPost(
    @Param('officer', ParseUUIDPipe) id: string,
    @Body() body: SecondPostRequest,
    @ChangeParam() change: Change,
  ): Promise<object> {
    const officer = id.toLowerCase();
    await this.requireBoth(change.caller, officer, body.unit);
    const { from, unit, post, share } = body;
    const held = { from, to: body.to ?? null, unit, post, team: body.team ?? null, share };
    const command = { type: 'HoldSecondPost' as const, data: { officer, ...held } };
    return this.apply(command, body.commandId, change);
  }

  @Post('role')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give a role beside the post, or its end' })
  async role(
    @Param('officer', ParseUUIDPipe) id: string,
    @Body() { role, from, to = null, commandId }: RoleRequest,
    @ChangeParam() change: Change,
  ): Promise<object> {
    const officer = id.toLowerCase();
    await this.requireOfficer(change.caller, officer);
    const command = { type: 'HoldRole' as const, data: { officer, role, from, to } };
    return this.apply(command, commandId, change);
  }

  @Post('mentor')
  @HttpCode(200)
  @ApiOperation({ summary: 'Bind the auxiliary to a responsible police officer, or end it' })
  async mentor(
    @Param('officer', ParseUUIDPipe) id: string,
    @Body() { mentor, from, to = null, commandId }: MentorRequest,
    @ChangeParam() change: Change,
  ): Promise<object> {
    const officer = id.toLowerCase();
    await this.requireOfficer(change.caller, officer);
    const command = { type: 'BindMentor' as const, data: { officer, mentor, from, to } };
    return this.apply(command, commandId, change);
  }

  @Post('leave')
  @HttpCode(200)
  @ApiOperation({ summary: 'End the employment' })
  async leave(
    @Param('officer', ParseUUIDPipe) id: string,
    @Body() { on, ground, commandId }: LeaveRequest,
    @ChangeParam() change: Change,
  ): Promise<object> {
    const officer = id.toLowerCase();
    await this.requireOfficer(change.caller, officer);
    const command = { type: 'RecordLeave' as const, data: { officer, on, ground } };
    return this.apply(command, commandId, change);
  }

  @Post('restrict')
  @HttpCode(200)
  @ApiOperation({ summary: 'Keep the personal data by duty, and show them to nobody' })
  async restrict(
    @Param('officer', ParseUUIDPipe) id: string,
    @Body() { ground, commandId = v7() }: RestrictRequest,
    @CallerParam() caller: Caller,
  ): Promise<object> {
    const officer = id.toLowerCase();
    await this.requireOfficer(caller, officer);
    const data = { officer, ground };
    return answer(officer, await this.subjects.restrict(data, commandId, asking(caller)));
  }

  @Delete('personal-data')
  @ApiOperation({ summary: "Destroy the person's key: nobody can read the personal data again" })
  async erase(
    @Param('officer', ParseUUIDPipe) id: string,
    @Query() { commandId = v7() }: EraseQuery,
    @CallerParam() caller: Caller,
  ): Promise<object> {
    const officer = id.toLowerCase();
    await this.requireOfficer(caller, officer);
    return answer(officer, await this.subjects.erase(officer, commandId, asking(caller)));
  }

  private async apply(
    command: PlainCommand,
    commandId: string | undefined,
    { caller, seen }: Change,
  ): Promise<object> {
    const change = { command, commandId: commandId ?? v7(), seen };
    const { officer } = command.data;
    return answer(officer, await this.changes.apply(change, asking(caller)));
  }

  /** Where the officer comes from, and where the officer goes. */
  private async requireBoth(caller: Caller, officer: string, unit: string): Promise<void> {
    await this.requireOfficer(caller, officer);
    await requireUnit(caller, new UnitPaths(this.store), unit);
  }

  private async requireOfficer(caller: Caller, officer: string): Promise<void> {
    const state = await loadOfficer(this.store, officer);
    const tree = new UnitPaths(this.store);
    if (state === undefined || !(await mayReachOfficer(caller, tree, state)))
      throw officerUnknown();
  }
}
