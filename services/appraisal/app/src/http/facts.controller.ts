import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { metricsOfClause } from '@ywk/appraisal-domain';
import { partitionOf } from '@ywk/contracts';
import { addDays } from '@ywk/kernel';
import { Caller, CallerParam, decodeCursor, pageOf, Problem } from '@ywk/platform';
import { FactBoard } from '../projections/score-board/fact-board.query.ts';
import { Access } from './access.ts';
import { untilOf } from './as-of.ts';
import { FactsQuery, OfficerParams } from './requests.ts';
import { RuleBooks } from './rule-books.ts';

const noClause = (clause: string): Problem =>
  new Problem({
    code: 'CLAUSE_UNKNOWN',
    status: 404,
    title: { zh: '条款不存在', en: 'No such clause' },
    detail: {
      zh: `当月方案没有条款“${clause}”，请使用考核单上的条款编号。`,
      en: `The scheme of this month has no clause "${clause}". Use an id of the score sheet.`,
    },
    errors: [
      {
        ...{ pointer: '?clause', code: 'CLAUSE_UNKNOWN' },
        ...{ detail: 'names no clause', detailZh: '没有此条款' },
      },
    ],
  });

/** The evidence behind scores. */
@ApiTags('scores')
@ApiBearerAuth()
@Controller('v1/officers/:officer/facts')
export class FactsController {
  constructor(
    private readonly facts: FactBoard,
    private readonly rules: RuleBooks,
    private readonly access: Access,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The facts behind a clause of a month, in log order' })
  async list(
    @Param() { officer }: OfficerParams,
    @Query() query: FactsQuery,
    @CallerParam() caller: Caller,
  ) {
    await this.access.requireOfficer(caller, officer, query.period);
    const until = untilOf(query.asOf);
    const { from, until: before } = (await this.rules.by(until)).months.boundsOf(query.period);
    const [after] = query.cursor === undefined ? [0] : decodeCursor(query.cursor, ['whole']);
    const rows = await this.facts.page({
      officer,
      partition: partitionOf(officer),
      ...{ from, before, until },
      codes: await this.codesOf(query, until),
      posted: query.posted ?? null,
      after: Number(after),
      limit: query.limit + 1,
    });
    return pageOf(rows, query.limit, ({ pos }) => [pos]);
  }

  private async codesOf({ clause, period }: FactsQuery, until: number): Promise<string[] | null> {
    if (clause === undefined) return null;
    const rules = await this.rules.by(until);
    const month = rules.of(period);
    const metrics = metricsOfClause(month, clause);
    if (metrics === undefined) throw noClause(clause);
    return rules.metrics.codesOf(metrics, addDays(month.days.until, -1));
  }
}
