import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import type { Deadline } from '@ywk/appraisal-domain';
import { actTime, Caller, CallerParam } from '@ywk/platform';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { Deadlines } from '../commands/deadlines.ts';
import { Access } from './access.ts';

/** How far ahead is looked. */
export class DeadlinesQuery {
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
  @ApiOperation({ summary: 'What is overdue, and what ends within some working days' })
  async list(@Query() { within }: DeadlinesQuery, @CallerParam() caller: Caller) {
    const units = new Set(await this.access.unitsUnder(caller));
    const all = await this.deadlines.list({ at: actTime(), within });
    // What concerns the whole month concerns everybody.
    const items = all.filter(({ unit }) => unit === null || units.has(unit));
    const isOverdue = ({ overdue }: Deadline) => overdue;
    return { overdue: items.filter(isOverdue), soon: items.filter((item) => !isOverdue(item)) };
  }
}
