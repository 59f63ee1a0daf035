import { Body, Controller, Get, HttpStatus, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { POST_CODES, POSTS } from '@ywk/contracts';
import { EventStore } from '@ywk/event-store';
import { Answers, Caller, CallerParam, pageAmong, PageQuery, type Page } from '@ywk/platform';
import type { Response } from 'express';
import { v7 } from 'uuid';
import { DefineUnit } from '../commands/define-unit.ts';
import { UnitPaths } from '../commands/unit-paths.ts';
import { UnitBoard } from '../projections/unit-board/unit-board.query.ts';
import { requireUnit } from './access.ts';
import { asking } from './asking.ts';
import { UnitRequest } from './units.request.ts';

/** The tree of units and the list of posts. */
@ApiTags('units')
@ApiBearerAuth()
@Controller('v1')
export class UnitsController {
  constructor(
    private readonly units: DefineUnit,
    private readonly board: UnitBoard,
    private readonly store: EventStore,
  ) {}

  @Post('units')
  @Answers([200, 201])
  @ApiOperation({ summary: 'Set up a unit, or change its name, place or budget rule' })
  async define(
    @Body() body: UnitRequest,
    @CallerParam() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    const { commandId = v7(), unit, name, parent, budgetMode } = body;
    await this.requireScope(caller, body);
    const definition = { unit, name: { zh: name.zh, en: name.en }, parent, budgetMode };
    const { outcome } = await this.units.define(definition, commandId, asking(caller));
    response.status(outcome === 'accepted' ? HttpStatus.CREATED : HttpStatus.OK);
    return { outcome, ...definition };
  }

  @Get('units')
  @ApiOperation({ summary: 'Units by their path from the root' })
  async list(@Query() query: PageQuery): Promise<Page<object>> {
    const units = await this.board.read();
    const all = units.all.map((unit) => ({ ...unit, path: units.path(unit.unit) }));
    return pageAmong(all, query, ({ unit, path }) => [path.join('/'), unit]);
  }

  @Get('posts')
  @ApiOperation({ summary: 'The 19 posts' })
  posts(): object {
    return { items: POST_CODES.map((code) => ({ code, name: POSTS[code] })) };
  }

  /** Below one's own units one may build; a root, and a unit that comes from elsewhere, needs all. */
  private async requireScope(caller: Caller, { unit, parent }: UnitRequest): Promise<void> {
    const tree = new UnitPaths(this.store);
    const present = await tree.pathOf(unit);
    if (present !== undefined) caller.requireReach(present);
    if (parent === null) caller.requireReach([unit]);
    else if ((await tree.pathOf(parent)) !== undefined) await requireUnit(caller, tree, parent);
  }
}
