import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, CallerParam, pageAmong, PageQuery } from '@ywk/platform';
import { Diary } from '../commands/diary.ts';
import { Access } from './access.ts';
import { askingOf, personOf } from './person.ts';
import { OfficerParams } from './requests.ts';
import { DiaryEntryRequest } from './reviews.requests.ts';

/** The appraisal diary: what was seen of an officer, by day, code and document. Never changed. */
@ApiTags('reviews')
@ApiBearerAuth()
@Controller('v1/officers/:officer/diary')
export class DiaryController {
  constructor(
    private readonly diary: Diary,
    private readonly access: Access,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Write an entry about an officer of the own units' })
  async write(
    @Param() { officer }: OfficerParams,
    @Body() entry: DiaryEntryRequest,
    @CallerParam() caller: Caller,
  ) {
    const { officer: self } = personOf(caller);
    if (self !== officer) await this.access.requireOfficer(caller, officer);
    return this.diary.write({ ...entry, officer }, { ...askingOf(caller), self });
  }

  @Get()
  @ApiOperation({ summary: 'The diary of an officer; officers read their own' })
  async read(
    @Param() { officer }: OfficerParams,
    @Query() query: PageQuery,
    @CallerParam() caller: Caller,
  ) {
    await this.access.requireOfficer(caller, officer);
    return pageAmong(await this.diary.of(officer), query, ({ day, entry }) => [day, entry]);
  }
}
