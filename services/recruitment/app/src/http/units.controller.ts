import { Body, Controller, Get, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { POST_CODES, POSTS } from '@ywk/contracts';
import { EventStore } from '@ywk/event-store';
import {
  AnswersVersion,
  Caller,
  ChangeParam,
  pageAmong,
  PageQuery,
  type Change,
  type Page,
  type Versioned,
} from '@ywk/platform';
import type { Unit } from '@ywk/recruitment-domain';
import type { Response } from 'express';
import { v7 } from 'uuid';
import { DefineUnit, type UnitDefinedOnce } from '../commands/define-unit.ts';
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
  @AnswersVersion(200, 201)
  @ApiOperation({
    summary: 'Set up a unit, or change its name, place or budget rule by the version that was read',
  })
  async define(
    @Body() body: UnitRequest,
    @ChangeParam() { caller, seen }: Change,
    @Res({ passthrough: true }) response: Response,
  ): Promise<UnitDefinedOnce & Unit & Versioned> {
    const { commandId = v7(), unit, name, parent, budgetMode } = body;
    await this.requireScope(caller, body);
    const definition = { unit, name: { zh: name.zh, en: name.en }, parent, budgetMode };
    const defining = { unit: definition, commandId, seen };
    const { outcome } = await this.units.define(defining, asking(caller));
    response.status(outcome === 'accepted' ? HttpStatus.CREATED : HttpStatus.OK);
    const { version } = await this.units.one(unit);
    return { outcome, ...definition, version };
  }

  @Get('units')
  @ApiOperation({ summary: 'Units by their path from the root' })
  async list(@Query() query: PageQuery): Promise<Page<object>> {
    const units = await this.board.read();
    const all = units.all.map((unit) => ({ ...unit, path: units.path(unit.unit) }));
    return pageAmong(all, query, ({ unit, path }) => [path.join('/'), unit]);
  }

  @Get('units/:unit')
  @AnswersVersion(200)
  @ApiOperation({ summary: 'One unit with the version that a change of it names' })
  one(@Param('unit') unit: string): Promise<Versioned> {
    return this.units.one(unit);
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
    else if (!caller.reachesAll) await requireUnit(caller, tree, parent);
  }
}
