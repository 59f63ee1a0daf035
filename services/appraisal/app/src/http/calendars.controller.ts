import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CalendarName } from '@ywk/appraisal-domain';
import { Caller, CallerParam, pageAmong, PageQuery, type Page } from '@ywk/platform';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { Calendars, type ListedCalendar } from '../commands/calendars.ts';
import { askingOf } from './person.ts';

export class CalendarParams {
  @Type(() => Number)
  @IsInt()
  @Min(2000)
  @Max(2999)
  year: number;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  version: number;
}

/** Working days of years that do not ship: one drafts the notice, another approves, it is in force. */
@ApiTags('calendars')
@ApiBearerAuth()
@Controller('v1/calendars')
export class CalendarsController {
  constructor(private readonly calendars: Calendars) {}

  @Get()
  @ApiOperation({ summary: 'Calendars that were added, with who drafted and approved them' })
  async list(@Query() query: PageQuery): Promise<Page<ListedCalendar>> {
    return pageAmong(await this.calendars.list(), query, ({ year, version }) => [year, version]);
  }

  @Post()
  @HttpCode(HttpStatus.CREATED)
  @ApiOperation({ summary: 'Draft the calendar of a year: the notice about its holidays' })
  @ApiBody({ schema: { type: 'object' } })
  draft(@Body() document: object, @CallerParam() caller: Caller): Promise<CalendarName> {
    return this.calendars.draft(document, askingOf(caller));
  }

  @Post(':year/:version/approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Approve a calendar as a second person: it is in force from now on' })
  approve(@Param() name: CalendarParams, @CallerParam() caller: Caller): Promise<CalendarName> {
    return this.calendars.approve(name, askingOf(caller));
  }
}
