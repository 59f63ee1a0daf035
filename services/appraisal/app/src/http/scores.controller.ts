import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnswersPageOf, Caller, CallerParam, decodeCursor, pageOf } from '@ywk/platform';
import type { ShownSheet } from '../projections/score-board/score-board.query.ts';
import { Access } from './access.ts';
import { AsOfQuery, untilOf } from './as-of.ts';
import { OfficerPeriodParams, ScoresQuery } from './requests.ts';
import { ScoreReading } from './score-reading.ts';
import { SCORE_SCHEMA } from './score.schema.ts';
import { explained } from './score.view.ts';

const FIRST = '00000000-0000-0000-0000-000000000000';

const shown = ({ provisional, revision, sheet }: ShownSheet) => ({
  provisional,
  revision,
  ...explained(sheet),
});

const summary = ({ provisional, revision, sheet }: ShownSheet) => {
  const { officer, unit, post, status, reason, total, grade, probation } = sheet;
  const score = `/v1/officers/${officer}/scores/${sheet.period}`;
  const row = { officer, unit, post, status, reason, total, grade, probation };
  return { ...row, provisional, revision, score };
};

/** Score sheets that explain themselves, down to the facts. */
@ApiTags('scores')
@ApiBearerAuth()
@Controller('v1')
export class ScoresController {
  constructor(
    private readonly scores: ScoreReading,
    private readonly access: Access,
  ) {}

  @Get('officers/:officer/scores/:period')
  @ApiOperation({ summary: 'One month of one officer, each point with clause and facts' })
  async one(
    @Param() { officer, period }: OfficerPeriodParams,
    @Query() { asOf }: AsOfQuery,
    @CallerParam() caller: Caller,
  ) {
    const until = untilOf(asOf);
    await this.access.requireOfficer(caller, officer, period);
    return shown(await this.scores.one({ officer, period, until }));
  }

  @Get('scores')
  @AnswersPageOf(SCORE_SCHEMA)
  @ApiOperation({ summary: 'Scores of a unit and all below it, page by page' })
  async list(@Query() query: ScoresQuery, @CallerParam() caller: Caller) {
    const units = await this.access.unitsUnder(caller, query.unit);
    const [after] = query.cursor === undefined ? [FIRST] : decodeCursor(query.cursor, ['uuid']);
    const { period, asOf, limit } = query;
    const asked = { period, until: untilOf(asOf), units, after: String(after), limit: limit + 1 };
    const rows = await this.scores.page(asked);
    const page = pageOf(rows, query.limit, ({ sheet }) => [sheet.officer]);
    return { ...page, items: page.items.map(summary) };
  }
}
