import { Controller, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { annualGradeRecorded, closed } from '@ywk/contracts';
import { Answers, Caller, CallerParam, TakesLines } from '@ywk/platform';
import type { Request, Response } from 'express';
import { AnnualGrades, type AnnualGradeAsk } from '../commands/annual-grades.ts';
import { answerLines, linesOf } from './bulk-lines.ts';
import { askingOf } from './person.ts';

const { author: _author, ...members } = annualGradeRecorded.schema['properties'] as Record<
  string,
  unknown
>;
const readGrades = linesOf<AnnualGradeAsk>('annual grade', closed(members));

/** Grades of years from before this system. */
@ApiTags('grades')
@ApiBearerAuth()
@Controller('v1/annual-grades')
export class AnnualGradesController {
  constructor(private readonly grades: AnnualGrades) {}

  @Post()
  @Answers([200, 207])
  @TakesLines('One annual grade a line')
  @ApiOperation({ summary: 'Bring in annual grades, one a line; a year is recorded once' })
  async record(
    @Req() request: Request & { res: Response },
    @CallerParam() caller: Caller,
  ): Promise<void> {
    const { good, refused } = await readGrades(request);
    const results = await this.grades.record(
      good.map(({ value }) => value),
      askingOf(caller),
    );
    answerLines(request.res, results, { lines: good.map(({ line }) => line), refused });
  }
}
