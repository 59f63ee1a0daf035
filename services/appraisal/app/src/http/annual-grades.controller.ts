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
const POINTS = ['total', 'custom', 'deducted', 'democratic'] as const;

/** A line as it comes: points that it does not name are not known. */
type Line = Omit<AnnualGradeAsk, (typeof POINTS)[number]> &
  Partial<Pick<AnnualGradeAsk, (typeof POINTS)[number]>>;

const readGrades = linesOf<Line>('annual grade', closed(members, POINTS));

const askOf = ({
  total = null,
  custom = null,
  deducted = null,
  democratic = null,
  ...line
}: Line): AnnualGradeAsk => ({ ...line, total, custom, deducted, democratic });

/** Grades of years from before this system. */
@ApiTags('grades')
@ApiBearerAuth()
@Controller('v1/annual-grades')
export class AnnualGradesController {
  constructor(private readonly grades: AnnualGrades) {}

  @Post()
  @Answers([200, 207])
  @TakesLines('One annual grade a line')
  @ApiOperation({
    summary: 'Bring in annual grades, one a line; another document corrects a year',
  })
  async record(
    @Req() request: Request & { res: Response },
    @CallerParam() caller: Caller,
  ): Promise<void> {
    const { good, refused } = await readGrades(request);
    const results = await this.grades.record(
      good.map(({ value }) => askOf(value)),
      askingOf(caller),
    );
    answerLines(request.res, results, { lines: good.map(({ line }) => line), refused });
  }
}
