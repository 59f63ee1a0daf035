import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnswersPageOf, Caller, CallerParam, decodeCursor, pageAmong, pageOf } from '@ywk/platform';
import { DecisionBoard } from '../projections/decision-board/decision-board.query.ts';
import { Access } from './access.ts';
import { DECISION_SCHEMA } from './decision.schema.ts';
import { DecisionsQuery } from './requests.ts';

const FIRST = '00000000-0000-0000-0000-000000000000';

/** Recorded decisions, each with the place of its event in the log. */
@ApiTags('decisions')
@ApiBearerAuth()
@Controller('v1')
export class DecisionsController {
  constructor(
    private readonly board: DecisionBoard,
    private readonly access: Access,
  ) {}

  @Get('decisions')
  @AnswersPageOf(DECISION_SCHEMA)
  @ApiOperation({ summary: 'Decisions about an officer, or of one kind by period and unit' })
  async list(@Query() query: DecisionsQuery, @CallerParam() caller: Caller) {
    if (query.officer !== undefined) {
      await this.access.requireOfficer(caller, query.officer);
      const all = await this.board.ofOfficer(query.officer, query.kind ?? null);
      return pageAmong(all, query, ({ pos, eventId }) => [pos, eventId]);
    }
    // Without a name, an officer's own affairs are no list of anybody's.
    if (caller.onlySelf) return { items: [], nextCursor: null };
    const units = await this.unitsFor(caller, query.unit);
    const [officer, pos] =
      query.cursor === undefined ? [FIRST, 0] : decodeCursor(query.cursor, ['uuid', 'whole']);
    const rows = await this.board.ofPeriod({
      kind: query.kind ?? 'GRADE',
      period: query.period ?? null,
      units,
      after: [String(officer), Number(pos)],
      limit: query.limit + 1,
    });
    return pageOf(rows, query.limit, (row) => [row.officer, row.pos]);
  }

  /** Null for all: tier changes and annual grades belong to no unit. */
  private async unitsFor(caller: Caller, unit?: string): Promise<string[] | null> {
    if (unit === undefined && caller.reachesAll) return null;
    return this.access.unitsUnder(caller, unit);
  }
}
