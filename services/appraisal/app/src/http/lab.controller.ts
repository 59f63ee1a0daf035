import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, CallerParam, decodeCursor, pageOf } from '@ywk/platform';
import { LabRuns, type LabRunState } from '../commands/lab-runs.ts';
import { Access } from './access.ts';
import { LabChangesQuery, LabRunParams, LabRunRequest } from './lab.requests.ts';
import { shownChange, shownRun } from './lab.view.ts';
import { askingOf } from './person.ts';

const FIRST = ['00000000-0000-0000-0000-000000000000', ''] as const;

/** Draft rules over real months beside those in force: who would change, and by how much. */
@ApiTags('lab')
@ApiBearerAuth()
@Controller('v1/lab/runs')
export class LabController {
  constructor(
    private readonly runs: LabRuns,
    private readonly access: Access,
  ) {}

  @Post()
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({
    summary: 'Try a version over months of the past; the same again is the same run',
  })
  async ask(@Body() ask: LabRunRequest, @CallerParam() caller: Caller): Promise<object> {
    return this.shown(await this.runs.ask(ask, askingOf(caller)), caller);
  }

  @Get(':id')
  @ApiOperation({ summary: 'How far a run is in percent; in the end its report' })
  async one(@Param() { id }: LabRunParams, @CallerParam() caller: Caller): Promise<object> {
    return this.shown(await this.runs.one(id), caller);
  }

  @Get(':id/changes')
  @ApiOperation({ summary: 'Whose total, grade, pay or effects change, page by page' })
  async changes(
    @Param() { id }: LabRunParams,
    @Query() { unit, post, limit, cursor }: LabChangesQuery,
    @CallerParam() caller: Caller,
  ): Promise<object> {
    const all = unit === undefined && caller.reachesAll;
    const units = all ? null : await this.access.unitsUnder(caller, unit);
    const [officer, period] = cursor === undefined ? FIRST : decodeCursor(cursor, ['uuid', 'text']);
    const rows = await this.runs.changes({
      ...{ run: id, units, post: post ?? null, limit: limit + 1 },
      after: [String(officer), String(period)],
    });
    const page = pageOf(rows, limit, (row) => [row.officer, row.period]);
    return { ...page, items: page.items.map(shownChange) };
  }

  /** Leaders see the units and persons of their own tree; sums of the whole are for everybody. */
  private async shown(state: LabRunState, caller: Caller): Promise<object> {
    if (caller.reachesAll) return shownRun(state, () => true);
    const units = new Set(await this.access.unitsUnder(caller));
    return shownRun(state, (unit) => unit !== null && units.has(unit));
  }
}
