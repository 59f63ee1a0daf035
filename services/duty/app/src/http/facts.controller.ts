import { Body, Controller, Get, HttpCode, HttpStatus, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FACT_CODES, type FactCode } from '@ywk/duty-domain';
import { Caller, CallerParam, ndjsonLines, Problem, Roles } from '@ywk/platform';
import type { Request, Response } from 'express';
import { EnterFacts, type EntryOutcome } from '../commands/enter-facts.ts';
import { factEntrySchema, readFactEntry } from '../commands/fact-entry.ts';
import type { LineProblem } from '../commands/read-line.ts';
import { leaderOf } from './leader-of.ts';

const STATUS: Readonly<Record<string, number>> = {
  SCHEMA_MISMATCH: HttpStatus.BAD_REQUEST,
  FOREIGN_UNIT: HttpStatus.FORBIDDEN,
  SAME_PERSON: HttpStatus.FORBIDDEN,
  FACT_REUSED: HttpStatus.CONFLICT,
};

const problemOf = ({ code, detail, pointer }: LineProblem): Problem =>
  new Problem({
    code,
    status: STATUS[code] ?? HttpStatus.UNPROCESSABLE_ENTITY,
    title: { zh: '事实未被接受', en: 'Fact not accepted' },
    detail,
    errors: [{ pointer, code, detail }],
  });

interface BatchReport {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly (LineProblem & { readonly line: number })[];
}

const reportOf = (outcomes: readonly EntryOutcome[], lines: readonly number[]): BatchReport => ({
  accepted: outcomes.filter((outcome) => outcome === 'accepted').length,
  duplicates: outcomes.filter((outcome) => outcome === 'duplicate').length,
  rejected: outcomes.flatMap((outcome, at) =>
    typeof outcome === 'string' ? [] : [{ line: lines[at] ?? 0, ...outcome }],
  ),
});

/** Facts that the feed lacks, entered by those who answer for them. */
@ApiTags('facts')
@ApiBearerAuth()
@Controller('v1')
export class FactsController {
  constructor(private readonly facts: EnterFacts) {}

  @Get('fact-codes')
  @Roles('leader', 'hr', 'operator', 'appraiser', 'auditor', 'approver', 'officer')
  @ApiOperation({ summary: 'Codes under which facts are entered, with their amounts and ranges' })
  codes(): { items: FactCode[] } {
    return { items: [...FACT_CODES.values()] };
  }

  /** The same fact again answers `duplicate`; the same id with other content is refused. */
  @Post('facts')
  @HttpCode(HttpStatus.OK)
  @Roles('leader', 'hr', 'operator')
  @ApiOperation({ summary: 'Enter one fact about an officer of your units' })
  @ApiBody({ schema: factEntrySchema as object })
  async enter(
    @CallerParam() caller: Caller,
    @Body() body: object,
  ): Promise<{ outcome: EntryOutcome }> {
    const [outcome] = await this.facts.enter([readFactEntry(body)], leaderOf(caller));
    if (outcome !== 'accepted' && outcome !== 'duplicate') {
      throw problemOf(outcome ?? { code: 'SCHEMA_MISMATCH', detail: 'No fact.', pointer: '' });
    }
    return { outcome };
  }

  @Post('facts\\:batch')
  @Roles('leader', 'hr', 'operator')
  @ApiOperation({ summary: 'Enter many facts: NDJSON, one a line; each stands or falls alone' })
  async enterAll(
    @CallerParam() caller: Caller,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BatchReport> {
    const lines: number[] = [];
    const entries: ReturnType<typeof readFactEntry>[] = [];
    for await (const found of ndjsonLines(request)) {
      lines.push(found.line);
      const { code, detail } = found.ok ? { code: '', detail: '' } : found;
      entries.push(found.ok ? readFactEntry(found.value) : { code, detail, pointer: '' });
    }
    const report = reportOf(await this.facts.enter(entries, leaderOf(caller)), lines);
    response.status(report.rejected.length === 0 ? HttpStatus.OK : HttpStatus.MULTI_STATUS);
    return report;
  }
}
