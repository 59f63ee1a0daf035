import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, CallerParam, decodeCursor, pageAmong, pageOf, PageQuery } from '@ywk/platform';
import { Rejection } from '@ywk/kernel';
import { Signs } from '../commands/signs.ts';
import { Access } from './access.ts';
import { askingOf } from './person.ts';
import { OfficerParams } from './requests.ts';
import { SignReading, today } from './sign-reading.ts';
import { AcknowledgeRequest, SignsQuery, UnitSignsQuery } from './signs.requests.ts';

const FIRST = '00000000-0000-0000-0000-000000000000';

/** Early signs: small findings that repeat, thresholds that are near. They dock no point. */
@ApiTags('signs')
@ApiBearerAuth()
@Controller('v1')
export class SignsController {
  constructor(
    private readonly reading: SignReading,
    private readonly signs: Signs,
    private readonly access: Access,
  ) {}

  @Get('officers/:officer/signs')
  @ApiOperation({ summary: 'Early signs; others than the officer read them after the officer did' })
  async read(
    @Param() { officer }: OfficerParams,
    @Query() { day = today() }: SignsQuery,
    @CallerParam() caller: Caller,
  ) {
    await this.access.requireOfficer(caller, officer);
    const own = caller.officer === officer;
    return { day, items: await this.reading[own ? 'own' : 'forLeader'](officer, day) };
  }

  @Post('officers/:officer/signs\\:see')
  @HttpCode(200)
  @ApiOperation({ summary: 'Look at the own signs: what they say is kept, and leaders may know' })
  async see(
    @Param() { officer }: OfficerParams,
    @Query() { day = today() }: SignsQuery,
    @CallerParam() caller: Caller,
  ): Promise<object> {
    this.requireSelf(caller, officer);
    const state = await this.signs.see(
      officer,
      await this.reading.of(officer, day),
      askingOf(caller),
    );
    return { items: [...state.values()] };
  }

  @Post('officers/:officer/signs\\:acknowledge')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a sign to heart' })
  async acknowledge(
    @Param() { officer }: OfficerParams,
    @Body() { sign }: AcknowledgeRequest,
    @CallerParam() caller: Caller,
  ): Promise<object> {
    this.requireSelf(caller, officer);
    const state = await this.signs.acknowledge(officer, sign, askingOf(caller));
    return { items: [...state.values()] };
  }

  @Get('officers/:officer/signs/history')
  @ApiOperation({ summary: 'Signs as the officer saw them, whatever became of their facts' })
  async history(
    @Param() { officer }: OfficerParams,
    @Query() query: PageQuery,
    @CallerParam() caller: Caller,
  ): Promise<object> {
    await this.access.requireOfficer(caller, officer);
    const all = [...((await this.signs.of([officer])).get(officer)?.values() ?? [])];
    return pageAmong(all, query, ({ since, sign }) => [since, sign]);
  }

  @Get('signs')
  @ApiOperation({ summary: 'Early signs of the people of your units that you may know' })
  async list(@Query() query: UnitSignsQuery, @CallerParam() caller: Caller) {
    const units = await this.access.unitsUnder(caller, query.unit);
    const { day = today(), limit, cursor } = query;
    const [after] = cursor === undefined ? [FIRST] : decodeCursor(cursor, ['uuid']);
    const rows = await this.reading.page({ units, after: String(after), limit: limit + 1 }, day);
    return { day, ...pageOf(rows, limit, ({ officer }) => [officer]) };
  }

  /** @throws Rejection NOT_THE_OFFICER */
  private requireSelf(caller: Caller, officer: string): void {
    if (caller.officer === officer) return;
    throw new Rejection('NOT_THE_OFFICER', {
      zh: '不得代他人查看或者答复。',
      en: 'Nobody looks or answers for another.',
    });
  }
}
