import { Controller, HttpStatus, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EventStore } from '@ywk/event-store';
import { Answers, Caller, CallerParam, Metrics, readNdjson, TakesLines } from '@ywk/platform';
import type { Request, Response } from 'express';
import { EnlistOfficers } from '../commands/enlist-officers.ts';
import { UnitPaths } from '../commands/unit-paths.ts';
import { asking } from './asking.ts';
import { enlistmentOfLine } from './enlistment.ts';
import { readImportLine, refusedLine, type ReadLine, type RefusedLine } from './import-line.ts';

interface ImportAnswer {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly RefusedLine[];
}

/** Takes over the people of a bureau. */
@ApiTags('officers')
@ApiBearerAuth()
@Controller('v1')
export class ImportController {
  constructor(
    private readonly enlist: EnlistOfficers,
    private readonly store: EventStore,
    private readonly metrics: Metrics,
  ) {}

  @Post('officers\\:import')
  @ApiOperation({
    summary: 'Register and hire up to 10,000 people, one JSON object a line',
    description:
      'Each line is taken whole or refused with its number. 200 when every line was taken, else 207.',
  })
  @Answers([200, 207])
  @TakesLines('One person a line')
  async import(
    @Req() request: Request,
    @CallerParam() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportAnswer> {
    const read = await this.read(request, caller);
    const good = read.filter((one) => 'value' in one);
    const outcomes = await this.enlist.take(
      good.map(({ value }) => enlistmentOfLine(value)),
      asking(caller),
    );
    const refused = good.flatMap(({ line }, at) => {
      const outcome = outcomes[at];
      return outcome?.outcome === 'rejected' ? [refusedLine(line, outcome.why)] : [];
    });
    const rejected = [...read.filter((one) => 'code' in one), ...refused];
    const answer = {
      accepted: outcomes.filter(({ outcome }) => outcome === 'accepted').length,
      duplicates: outcomes.filter(({ outcome }) => outcome === 'duplicate').length,
      rejected: rejected.sort((a, b) => a.line - b.line),
    };
    this.count(answer);
    response.status(rejected.length === 0 ? HttpStatus.OK : HttpStatus.MULTI_STATUS);
    return answer;
  }

  private async read(request: Request, caller: Caller): Promise<ReadLine[]> {
    const tree = new UnitPaths(this.store);
    const lines: ReadLine[] = [];
    for (const line of await readNdjson(request))
      lines.push(await readImportLine(line, caller, tree));
    return lines;
  }

  private count({ accepted, duplicates, rejected }: ImportAnswer): void {
    const door = 'officers-import';
    this.metrics.ingest.inc({ door, outcome: 'accepted' }, accepted);
    this.metrics.ingest.inc({ door, outcome: 'duplicate' }, duplicates);
    this.metrics.ingest.inc({ door, outcome: 'rejected' }, rejected.length);
  }
}
