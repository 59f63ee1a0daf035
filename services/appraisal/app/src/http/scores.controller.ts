import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, CallerParam, decodeCursor, pageOf, Roles } from '@ywk/platform';
import { Periods } from '../commands/periods.ts';
import { NOW } from '../persistence/database.ts';
import { KnownScores } from '../projections/score-board/known-scores.query.ts';
import { ScoreBoard, type ShownSheet } from '../projections/score-board/score-board.query.ts';
import { Access } from './access.ts';
import { AsOfQuery, untilOf } from './as-of.ts';
import { OfficerPeriodParams, ScoresQuery } from './requests.ts';
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
    private readonly board: ScoreBoard,
    private readonly known: KnownScores,
    private readonly periods: Periods,
    private readonly access: Access,
  ) {}

  @Get('officers/:officer/scores/:period')
  @Roles('officer', 'leader', 'appraiser', 'approver', 'auditor', 'hr')
  @ApiOperation({ summary: 'One month of one officer, each point with clause and facts' })
  async one(
    @Param() { officer, period }: OfficerPeriodParams,
    @Query() { asOf }: AsOfQuery,
    @CallerParam() caller: Caller,
  ) {
    const until = untilOf(asOf);
    await this.access.requireOfficer(caller, officer, period);
    if (until < NOW) return shown(await this.known.one({ officer, period, until }));
    const revision = await this.periods.revisionOf(period);
    return shown(await this.board.one(officer, { period, revision }));
  }

  @Get('scores')
  @Roles('leader', 'appraiser', 'approver', 'auditor', 'hr')
  @ApiOperation({ summary: 'Scores of a unit and all below it, page by page' })
  async list(@Query() query: ScoresQuery, @CallerParam() caller: Caller) {
    const units = await this.access.unitsUnder(caller, query.unit);
    const [after] = query.cursor === undefined ? [FIRST] : decodeCursor(query.cursor, 1);
    const asked = { units, after: String(after), limit: query.limit + 1 };
    const rows = await this.rows(query, asked);
    const page = pageOf(rows, query.limit, ({ sheet }) => [sheet.officer]);
    return { ...page, items: page.items.map(summary) };
  }

  private async rows(
    { period, asOf }: ScoresQuery,
    asked: { readonly units: string[]; readonly after: string; readonly limit: number },
  ): Promise<ShownSheet[]> {
    const until = untilOf(asOf);
    if (until < NOW) return this.known.page({ ...asked, period, until });
    return this.board.page({ period, revision: await this.periods.revisionOf(period) }, asked);
  }
}
