import { Body, Controller, Get, HttpStatus, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers, Caller, CallerParam, decodeCursor, pageOf, PageQuery } from '@ywk/platform';
import type { Response } from 'express';
import { AnswerLines, type AnswerResult } from '../commands/answer-lines.ts';
import { takeAnswers } from '../commands/take-answers.ts';
import { RefusedAnswers } from '../persistence/refused-answer.store.ts';
import { AcknowledgementsRequest } from './acknowledgements.request.ts';

const afterOf = (cursor: string | undefined) => {
  if (cursor === undefined) return null;
  const parts = decodeCursor(cursor, ['instant', 'text', 'text']).map(String);
  const [seenAt = '', reference = '', door = ''] = parts;
  return { seenAt, reference, door };
};

const count = (results: readonly AnswerResult[], outcome: AnswerResult['outcome']): number =>
  results.filter((result) => result.outcome === outcome).length;

/** What the bureau's payroll system says about lines. */
@ApiTags('acknowledgements')
@ApiBearerAuth()
@Controller('v1/acknowledgements')
export class AcknowledgementsController {
  constructor(
    private readonly lines: AnswerLines,
    private readonly refusals: RefusedAnswers,
  ) {}

  /** 200 when every answer stands, else 207 with the refused ones by their index. */
  @Post()
  @Answers([200, 207])
  @ApiOperation({ summary: 'Accept or refuse change lines; sending it again changes nothing' })
  async answer(
    @Body() { acknowledgements }: AcknowledgementsRequest,
    @CallerParam() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const raws = acknowledgements.map((value, at) => ({ value, place: `${caller.sub}/#${at}` }));
    const delivery = { door: 'http', actor: caller.sub };
    const { results, refused } = await takeAnswers(this.lines, raws, delivery);
    await this.refusals.keep(refused);
    const refusedAt = results.flatMap((result, index) =>
      result.outcome === 'refused' ? [{ index, code: result.code, detail: result.detail }] : [],
    );
    response.status(refusedAt.length === 0 ? HttpStatus.OK : HttpStatus.MULTI_STATUS);
    return {
      accepted: count(results, 'accepted'),
      duplicates: count(results, 'duplicate'),
      refused: refusedAt,
    };
  }

  /** Answers that were not taken, from both doors. */
  @Get('refused')
  @ApiOperation({ summary: 'Answers that were refused or could not be read, newest first' })
  async refused(@Query() { limit, cursor }: PageQuery): Promise<unknown> {
    const rows = await this.refusals.latest(afterOf(cursor), limit + 1);
    return pageOf(rows, limit, ({ seenAt, reference, door }) => [seenAt, reference, door]);
  }
}
