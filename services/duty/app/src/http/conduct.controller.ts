import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, CallerParam, decodeCursor, pageAmong, pageOf, PageQuery } from '@ywk/platform';
import { Leaves } from '../commands/leaves.ts';
import { ShowConduct } from '../commands/show-conduct.ts';
import { ConductQuery, DeadlinesQuery, LeaveRequest } from './conduct.request.ts';
import { leaderOf } from './leader-of.ts';

/** Behind every day: where nobody knows when a step is due. */
const NO_DAY = '9999';

const afterOf = (cursor: string | undefined) => {
  if (cursor === undefined) return null;
  const [begunAt, id] = decodeCursor(cursor, ['instant', 'uuid']);
  return { begunAt: String(begunAt), id: String(id) };
};

/** Leave, and all that goes on about the conduct of officers, to be looked at. */
@ApiTags('conduct')
@ApiBearerAuth()
@Controller('v1')
export class ConductController {
  constructor(
    private readonly leaves: Leaves,
    private readonly shown: ShowConduct,
  ) {}

  @Post('leaves')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Ask for leave, for oneself or for an officer of your units' })
  request(@CallerParam() caller: Caller, @Body() body: LeaveRequest): Promise<object> {
    const { kind, from, to } = body;
    const leave = body.leave.toLowerCase();
    const officer = body.officer.toLowerCase();
    return this.leaves.request({ leave, officer, kind, from, to }, leaderOf(caller));
  }

  @Post('leaves/:id\\:approve')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Approve leave; by another person than who asked' })
  approve(@CallerParam() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<object> {
    return this.leaves.step(id.toLowerCase(), 'Approve', leaderOf(caller));
  }

  @Post('leaves/:id\\:withdraw')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Take leave back' })
  withdraw(@CallerParam() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<object> {
    return this.leaves.step(id.toLowerCase(), 'Withdraw', leaderOf(caller));
  }

  @Get('conduct')
  @ApiOperation({
    summary: 'Cases of discipline, commendations and leave of your units, oldest first',
  })
  async list(@CallerParam() caller: Caller, @Query() query: ConductQuery): Promise<unknown> {
    const { kind = null, officer = null, open = null, limit, cursor } = query;
    const question = { kind, officer, open, after: afterOf(cursor), limit: limit + 1 };
    const items = await this.shown.list(question, leaderOf(caller));
    return pageOf(items, limit, ({ begunAt, id }) => [begunAt, id]);
  }

  @Get('conduct/own')
  @ApiOperation({ summary: 'What goes on about yourself, once you were told of it' })
  async own(@CallerParam() caller: Caller, @Query() query: PageQuery): Promise<unknown> {
    const all = await this.shown.own(leaderOf(caller));
    return pageAmong(all, query, ({ begunAt, id }) => [begunAt, id]);
  }

  @Get('conduct-deadlines')
  @ApiOperation({ summary: 'Open steps in working days, the earliest deadline first' })
  async deadlines(
    @CallerParam() caller: Caller,
    @Query() { overdue, ...query }: DeadlinesQuery,
  ): Promise<unknown> {
    const all = await this.shown.deadlines(leaderOf(caller), overdue);
    return pageAmong(all, query, ({ due, id }) => [due?.due ?? NO_DAY, id]);
  }
}
