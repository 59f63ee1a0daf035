import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Objection } from '@ywk/appraisal-domain';
import { Caller, CallerParam, pageAmong } from '@ywk/platform';
import { Objections } from '../commands/objections.ts';
import { Access } from './access.ts';
import { ObjectionReach } from './objection-reach.ts';
import {
  ObjectedPeriod,
  ObjectionParams,
  ObjectionRequest,
  ObjectionsQuery,
  PapersRequest,
} from './objections.requests.ts';
import { askingOf, personOf, themselves } from './person.ts';

/** Objections of officers to the published results of a month or year, and the answers of unit and bureau. */
@ApiTags('objections')
@ApiBearerAuth()
@Controller('v1/periods/:calendar/:period/objections')
export class ObjectionsController {
  constructor(
    private readonly objections: Objections,
    private readonly reach: ObjectionReach,
    private readonly access: Access,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Own objections, or those to results of the units within reach' })
  async list(
    @Param() name: ObjectedPeriod,
    @Query() query: ObjectionsQuery,
    @CallerParam() caller: Caller,
  ) {
    const mine = await this.reached(await this.objections.list(name), caller, query.unit);
    return pageAmong(mine, query, ({ lodgedOn, objection }) => [lodgedOn, objection]);
  }

  @Get(':objection')
  @ApiOperation({ summary: 'One objection with its rulings' })
  one(@Param() params: ObjectionParams, @CallerParam() caller: Caller): Promise<Objection> {
    return this.reach.one(params, caller);
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Object to the own published result; OBJECTION_LATE after the window' })
  async lodge(
    @Param() name: ObjectedPeriod,
    @Body() { fact, code, ...stated }: ObjectionRequest,
    @CallerParam() caller: Caller,
  ): Promise<Objection> {
    const officer = themselves(caller);
    const own = { ...stated, officer, code: code ?? null, fact: fact?.toLowerCase() ?? null };
    return this.objections.lodge({ ...name }, own, askingOf(caller));
  }

  @Post(':objection/withdraw')
  @HttpCode(200)
  @ApiOperation({ summary: 'Withdraw the own objection while nobody has answered it' })
  withdraw(
    @Param() { objection, ...name }: ObjectionParams,
    @CallerParam() caller: Caller,
  ): Promise<Objection> {
    const asking = { ...askingOf(caller), appellant: personOf(caller) };
    return this.objections.withdraw(name, objection, asking);
  }

  @Post(':objection/appeal')
  @HttpCode(200)
  @ApiOperation({ summary: "Take the unit's ruling to the bureau" })
  appeal(
    @Param() { objection, ...name }: ObjectionParams,
    @Body() papers: PapersRequest,
    @CallerParam() caller: Caller,
  ): Promise<Objection> {
    const asking = { ...askingOf(caller), appellant: personOf(caller) };
    return this.objections.appeal(name, { ...papers, objection }, asking);
  }

  private async reached(all: readonly Objection[], caller: Caller, unit?: string) {
    if (caller.onlySelf) return all.filter(({ officer }) => officer === caller.officer);
    const units = new Set(await this.access.unitsUnder(caller, unit));
    return all.filter((each) => units.has(each.unit));
  }
}
