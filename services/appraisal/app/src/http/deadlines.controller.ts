import { Controller, Get, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiOkResponse,
  ApiOperation,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import type { Deadline } from '@ywk/appraisal-domain';
import { actTime, Caller, CallerParam, pageAmong, PageQuery } from '@ywk/platform';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { Deadlines } from '../commands/deadlines.ts';
import { Access } from './access.ts';

/** How far ahead is looked. */
export class DeadlinesQuery extends PageQuery {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: 60,
    default: 3,
    description: 'Working days to look ahead',
  })
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(60)
  within = 3;
}

const DEADLINES_SCHEMA = {
  type: 'object' as const,
  required: ['overdue', 'soon', 'nextCursor'],
  properties: {
    overdue: { type: 'array' as const, items: { type: 'object' as const } },
    soon: { type: 'array' as const, items: { type: 'object' as const } },
    nextCursor: { type: ['string', 'null'] } as object,
  },
};

/** Overdue first, each by its day. Deadlines of one day that say the same are told apart by number. */
const numbered = (deadlines: readonly Deadline[]) => {
  const seen = new Map<string, number>();
  return deadlines.map((deadline) => {
    const { overdue, day, period, unit, what } = deadline;
    const said = [overdue ? 0 : 1, day ?? '', period, unit ?? '', what];
    const number = seen.get(said.join()) ?? 0;
    seen.set(said.join(), number + 1);
    return { deadline, key: [...said, number] };
  });
};

/** Reminders: what is overdue in the closes of months, and which windows end soon. */
@ApiTags('periods')
@ApiBearerAuth()
@Controller('v1/deadlines')
export class DeadlinesController {
  constructor(
    private readonly deadlines: Deadlines,
    private readonly access: Access,
  ) {}

  @Get()
  @ApiOkResponse({ schema: DEADLINES_SCHEMA })
  @ApiOperation({ summary: 'What is overdue, then what ends within some working days' })
  async list(@Query() { within, ...query }: DeadlinesQuery, @CallerParam() caller: Caller) {
    const units = new Set(await this.access.unitsUnder(caller));
    const all = await this.deadlines.list({ at: actTime(), within });
    // What concerns the whole month concerns everybody.
    const mine = numbered(all.filter(({ unit }) => unit === null || units.has(unit)));
    const { items, nextCursor } = pageAmong(mine, query, ({ key }) => key);
    const found = items.map(({ deadline }) => deadline);
    const isOverdue = ({ overdue }: Deadline) => overdue;
    const soon = found.filter((item) => !isOverdue(item));
    return { overdue: found.filter(isOverdue), soon, nextCursor };
  }
}
