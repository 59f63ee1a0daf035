import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, CallerParam, pageAmong, type Page } from '@ywk/platform';
import { Access } from './access.ts';
import { NOT_KEPT } from './explanation.form.ts';
import { OfficerParams } from './requests.ts';
import { TierExplaining, type ExplainedTier } from './tier-explaining.ts';
import { lookOf } from './tier-look.ts';
import {
  TierReading,
  type OfficerTier,
  type TierProjection,
  type UnitTierItem,
} from './tier-reading.ts';
import { TierLookQuery, TierProjectionQuery, UnitParams, UnitTiersQuery } from './tier.requests.ts';

/** Behind the lowest tier: those who stand on none yet. */
const NO_TIER = 8;

/** Where people stand on the ladder, how it came about, and what is to be expected. */
@ApiTags('tiers')
@ApiBearerAuth()
@Controller('v1')
export class TierBoardController {
  constructor(
    private readonly reading: TierReading,
    private readonly explaining: TierExplaining,
    private readonly access: Access,
  ) {}

  @Get('officers/:officer/tier')
  @ApiOperation({
    summary: 'The tier an officer stands on, how it came about, and what comes next',
  })
  async ofOfficer(
    @Param() { officer }: OfficerParams,
    @Query() query: TierLookQuery,
    @CallerParam() caller: Caller,
  ): Promise<OfficerTier> {
    await this.access.requireOfficer(caller, officer);
    return this.reading.ofOfficer(officer, lookOf(query));
  }

  @Get('officers/:officer/tier/explanation')
  @Header(...NOT_KEPT)
  @ApiOperation({
    summary: 'Every step of a career and every wait, down to rule, seats and event',
  })
  async explanation(
    @Param() { officer }: OfficerParams,
    @Query() query: TierLookQuery,
    @CallerParam() caller: Caller,
  ): Promise<ExplainedTier> {
    await this.access.requireOfficer(caller, officer);
    return this.explaining.of(officer, lookOf(query));
  }

  @Get('units/:unit/tiers')
  @ApiOperation({ summary: 'Everybody of a unit and of all below it, the highest tier first' })
  async ofUnit(
    @Param() { unit }: UnitParams,
    @Query() query: UnitTiersQuery,
    @CallerParam() caller: Caller,
  ): Promise<Page<UnitTierItem> & { readonly unit: string; readonly on: string }> {
    const units = await this.access.unitsUnder(caller, unit);
    const look = lookOf(query);
    const all = await this.reading.ofUnits(units, look);
    const page = pageAmong(all, query, ({ tier, officer }) => [tier ?? NO_TIER, officer]);
    return { unit, on: look.on, ...page };
  }

  @Get('tier-projection')
  @ApiOperation({ summary: 'Where everybody stands, who moves next, and what it costs in a year' })
  async projection(
    @Query() query: TierProjectionQuery,
    @CallerParam() caller: Caller,
  ): Promise<TierProjection> {
    const all = query.unit === undefined && caller.reachesAll;
    const units = all ? null : await this.access.unitsUnder(caller, query.unit);
    return this.reading.projection(units, lookOf(query));
  }
}
