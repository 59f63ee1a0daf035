import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Objection } from '@ywk/appraisal-domain';
import { localDay, Rejection } from '@ywk/kernel';
import { actTime, Caller, CallerParam, Roles } from '@ywk/platform';
import { Objections } from '../commands/objections.ts';
import type { RulingEffect } from '../commands/ruling-effects.ts';
import { Rulings } from '../commands/rulings.ts';
import { NOW } from '../persistence/database.ts';
import { DecisionBoard } from '../projections/decision-board/decision-board.query.ts';
import { Access } from './access.ts';
import {
  ObjectionParams,
  ObjectionRequest,
  ObjectionsQuery,
  PapersRequest,
  PreviewRequest,
  RulingRequest,
} from './objections.requests.ts';
import { changeOf, tierEffect, type TierEffect } from './objections.view.ts';
import { askingOf, personOf } from './person.ts';
import { PeriodParams } from './requests.ts';
import { TierReading } from './tier-reading.ts';

const unknown = (objection: string): Rejection =>
  new Rejection('OBJECTION_UNKNOWN', 'You reach no objection with this id.', { objection });

/** Objections of officers to the published results of a month, and the answers of unit and bureau. */
@ApiTags('objections')
@ApiBearerAuth()
@Controller('v1/periods/:calendar/:period/objections')
export class ObjectionsController {
  constructor(
    private readonly objections: Objections,
    private readonly rulings: Rulings,
    private readonly access: Access,
    private readonly tiers: TierReading,
    private readonly decisions: DecisionBoard,
  ) {}

  @Get()
  @Roles('officer', 'leader', 'appraiser', 'approver', 'auditor', 'hr')
  @ApiOperation({ summary: 'Own objections, or those to results of the units within reach' })
  async list(
    @Param() name: PeriodParams,
    @Query() { unit }: ObjectionsQuery,
    @CallerParam() caller: Caller,
  ) {
    const all = await this.objections.list(name);
    if (caller.roles.every((role) => role === 'officer')) {
      return { items: all.filter(({ officer }) => officer === caller.officer) };
    }
    const units = new Set(await this.access.unitsUnder(caller, unit));
    return { items: all.filter((each) => units.has(each.unit)) };
  }

  @Get(':objection')
  @Roles('officer', 'leader', 'appraiser', 'approver', 'auditor', 'hr')
  @ApiOperation({ summary: 'One objection with its rulings' })
  one(@Param() params: ObjectionParams, @CallerParam() caller: Caller): Promise<Objection> {
    return this.reached(params, caller);
  }

  @Post()
  @HttpCode(200)
  @Roles('officer')
  @ApiOperation({ summary: 'Object to the own published result; OBJECTION_LATE after the window' })
  async lodge(
    @Param() name: PeriodParams,
    @Body() { fact, code, ...stated }: ObjectionRequest,
    @CallerParam() caller: Caller,
  ): Promise<Objection> {
    const officer = caller.officer ?? '';
    const own = { ...stated, officer, code: code ?? null, fact: fact?.toLowerCase() ?? null };
    return this.objections.lodge({ ...name }, own, askingOf(caller));
  }

  @Post(':objection/withdraw')
  @HttpCode(200)
  @Roles('officer')
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
  @Roles('officer')
  @ApiOperation({ summary: "Take the unit's ruling to the bureau" })
  appeal(
    @Param() { objection, ...name }: ObjectionParams,
    @Body() papers: PapersRequest,
    @CallerParam() caller: Caller,
  ): Promise<Objection> {
    const asking = { ...askingOf(caller), appellant: personOf(caller) };
    return this.objections.appeal(name, { ...papers, objection }, asking);
  }

  @Post(':objection/preview')
  @HttpCode(200)
  @Roles('appraiser', 'approver', 'leader')
  @ApiOperation({
    summary: 'The whole effect of a ruling: appellant, displaced neighbours, tier, pay',
  })
  async preview(
    @Param() params: ObjectionParams,
    @Body() { document, changes }: PreviewRequest,
    @CallerParam() caller: Caller,
  ): Promise<RulingEffect & { readonly tier: TierEffect }> {
    const { officer } = await this.reached(params, caller);
    const { objection, ...name } = params;
    const asked = { objection, document, changes: changes.map(changeOf) };
    const effect = await this.rulings.preview(name, asked);
    const look = { on: localDay(actTime()), until: NOW };
    const tier = await this.tiers.ofOfficer(officer, look);
    const decisions = await this.decisions.ofOfficer(officer, 'GRADE');
    return { ...effect, tier: tierEffect(effect, name.period, { tier, decisions }) };
  }

  @Post(':objection/rule')
  @HttpCode(200)
  @Roles('approver')
  @ApiOperation({
    summary: 'Confirm a ruling by the etag of its preview; PREVIEW_STALE, AGGRAVATION, SAME_PERSON',
  })
  async rule(
    @Param() params: ObjectionParams,
    @Body() { preview, changes, ...said }: RulingRequest,
    @CallerParam() caller: Caller,
  ): Promise<Objection> {
    const { status } = await this.reached(params, caller);
    // The second instance is the bureau's.
    if (status === 'APPEALED') this.access.requireAll(caller);
    const { objection, ...name } = params;
    const ask = { ...said, objection, preview: preview ?? null, changes: changes.map(changeOf) };
    return this.rulings.rule(name, ask, { ...askingOf(caller), ruler: personOf(caller) });
  }

  /** @throws Rejection OBJECTION_UNKNOWN also for that of another officer */
  private async reached(
    { objection, ...name }: ObjectionParams,
    caller: Caller,
  ): Promise<Objection> {
    const found = await this.objections.one(name, objection);
    if (found.officer === caller.officer) return found;
    if (caller.roles.every((role) => role === 'officer')) throw unknown(objection);
    await this.access.requireUnit(caller, found.unit);
    return found;
  }
}
