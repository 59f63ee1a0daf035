import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ParseUUIDPipe } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Answers,
  AnswersPageOf,
  Caller,
  CallerParam,
  decodeCursor,
  ndjsonLines,
  pageOf,
  TakesLines,
} from '@ywk/platform';
import type { Request, Response } from 'express';
import { EnterFacts, type Entered, type EntryOutcome } from '../commands/enter-facts.ts';
import { factEntrySchema, readFactEntry } from '../commands/fact-entry.ts';
import type { LineProblem } from '../commands/read-line.ts';
import { ShowFacts } from '../commands/show-facts.ts';
import { ENTRY_SCHEMA } from './entry.schema.ts';
import { factProblem } from './fact-problem.ts';
import { FactsQuery } from './facts.request.ts';
import { leaderOf } from './leader-of.ts';

interface BatchReport {
  readonly accepted: number;
  readonly duplicates: number;
  /** Taken in under a version that a higher one had overtaken before. */
  readonly superseded: number;
  /** Of all these, how many wait for their owner. */
  readonly pending: number;
  readonly rejected: readonly (LineProblem & { readonly line: number })[];
}

const reportOf = (outcomes: readonly EntryOutcome[], lines: readonly number[]): BatchReport => {
  const entered = outcomes.filter((one): one is Entered => 'outcome' in one);
  const count = (outcome: Entered['outcome']): number =>
    entered.filter((one) => one.outcome === outcome).length;
  return {
    accepted: count('accepted'),
    duplicates: count('duplicate'),
    superseded: count('superseded'),
    pending: entered.filter(({ state }) => state === 'pending').length,
    rejected: outcomes.flatMap((outcome, at) =>
      'outcome' in outcome ? [] : [{ line: lines[at] ?? 0, ...outcome }],
    ),
  };
};

const afterOf = (cursor: string | undefined) => {
  if (cursor === undefined) return null;
  const [enteredAt, fact] = decodeCursor(cursor, ['instant', 'uuid']);
  return { enteredAt: String(enteredAt), fact: String(fact) };
};

/** Facts that the feed lacks, entered by those who answer for them. */
@ApiTags('facts')
@ApiBearerAuth()
@Controller('v1')
export class FactsController {
  constructor(
    private readonly facts: EnterFacts,
    private readonly shown: ShowFacts,
  ) {}

  @Get('facts')
  @AnswersPageOf(ENTRY_SCHEMA)
  @ApiOperation({ summary: 'Entered facts of your units and where they stand, oldest first' })
  async list(@CallerParam() caller: Caller, @Query() query: FactsQuery): Promise<unknown> {
    const { state = null, unit = null, code = null, limit, cursor } = query;
    const question = { state, unit, code, after: afterOf(cursor), limit: limit + 1 };
    const items = await this.shown.list(question, leaderOf(caller));
    return pageOf(items, limit, ({ enteredAt, fact }) => [enteredAt, fact]);
  }

  @Get('facts/:id')
  @ApiOperation({ summary: 'An entered fact: every version, and who did what' })
  one(@CallerParam() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<unknown> {
    return this.shown.show(id.toLowerCase(), leaderOf(caller));
  }

  /** The same version again answers `duplicate`; the same version with other content is refused. */
  @Post('facts')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Enter one fact, or a higher version of it, about your units' })
  @ApiBody({ schema: factEntrySchema as object })
  async enter(@CallerParam() caller: Caller, @Body() body: object): Promise<Entered> {
    const [outcome] = await this.facts.enter([readFactEntry(body)], leaderOf(caller));
    if (outcome !== undefined && 'outcome' in outcome) return outcome;
    throw factProblem(outcome ?? { code: 'SCHEMA_MISMATCH', detail: 'No fact.', pointer: '' });
  }

  @Post('facts\\:batch')
  @Answers([200, 207])
  @TakesLines('One such entry a line', factEntrySchema)
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
