import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { OFFICES } from '@ywk/contracts';
import { Caller, CallerParam, pageAmong, PageQuery, type Page } from '@ywk/platform';
import { bindingGaps, type Officer } from '@ywk/recruitment-domain';
import { v7 } from 'uuid';
import { NameLeader } from '../commands/name-leader.ts';
import { OfficerBoard } from '../projections/officer-board/officer-board.query.ts';
import { UnitBoard } from '../projections/unit-board/unit-board.query.ts';
import { requireUnit } from './access.ts';
import { asking } from './asking.ts';
import { GapsQuery, LeaderRequest } from './leaders.request.ts';

const PAGE = 500;

/** In which order what is missing of one officer is told. */
const BONDS = ['MENTOR', ...OFFICES] as const;

/** Who answers for the people of a unit. */
@ApiTags('units')
@ApiBearerAuth()
@Controller('v1/units/:unit')
export class LeadersController {
  constructor(
    private readonly leaders: NameLeader,
    private readonly officers: OfficerBoard,
    private readonly units: UnitBoard,
  ) {}

  @Post('leaders')
  @HttpCode(200)
  @ApiOperation({ summary: 'Name a chief, a deputy in charge or a group leader, or give an end' })
  async name(
    @Param('unit') unit: string,
    @Body() { office, team = null, person, from, to = null, commandId = v7() }: LeaderRequest,
    @CallerParam() caller: Caller,
  ): Promise<object> {
    await requireUnit(caller, this.leaders.units, unit);
    const leader = { unit, office, team, person, from, to };
    const { outcome } = await this.leaders.name(leader, commandId, asking(caller));
    return { outcome, ...leader };
  }

  @Get('leaders')
  @ApiOperation({ summary: 'Who leads the unit and its teams, now and before' })
  async list(
    @Param('unit') unit: string,
    @Query() query: PageQuery,
    @CallerParam() caller: Caller,
  ): Promise<Page<object>> {
    await requireUnit(caller, this.leaders.units, unit);
    const all = await this.leaders.of([unit]);
    return pageAmong(all, query, ({ from, office, team }) => [from, office, team ?? '']);
  }

  @Get('binding-gaps')
  @ApiOperation({ summary: 'Who in the unit, or below it, is bound to nobody on a day' })
  async gaps(
    @Param('unit') unit: string,
    @Query() { on, ...query }: GapsQuery,
    @CallerParam() caller: Caller,
  ): Promise<object> {
    await requireUnit(caller, this.leaders.units, unit);
    const below = (await this.units.read()).below(unit);
    const leaders = await this.leaders.of(below);
    const gaps = bindingGaps(await this.standingIn(below), leaders, on);
    return { on, ...pageAmong(gaps, query, (gap) => [gap.officer, BONDS.indexOf(gap.missing)]) };
  }

  private async standingIn(units: readonly string[]): Promise<Officer[]> {
    const found: Officer[] = [];
    for (let after: { badge: string; officer: string } | null = null; ;) {
      const page = await this.officers.list({ units, text: null, after, limit: PAGE });
      found.push(...page.map(({ state }) => state));
      const last = page.at(-1);
      if (page.length < PAGE || last === undefined) return found;
      after = { badge: last.badge ?? '', officer: last.state.officer };
    }
  }
}
