import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ParkingLot } from './parking-lot.ts';
import type { ParkedItem, StrayItem } from './parking-lot.ts';

/** Provide the parking lots of the service's followers under this token. */
export const PARKING_LOTS = Symbol('PARKING_LOTS');

const MAX_ITEMS = 500;

/** What followers of this service could not apply, for operators. */
@ApiTags('parked')
@Controller('v1/parked')
export class ParkedController {
  constructor(@Inject(PARKING_LOTS) private readonly lots: readonly ParkingLot[]) {}

  /** Parked events, oldest first, and records that were no events; of one key when it is given. */
  @Get()
  @ApiOperation({ summary: 'What followers could not apply, oldest first' })
  @ApiQuery({ name: 'key', required: false })
  async list(@Query('key') key?: string): Promise<{ parked: ParkedItem[]; strays: StrayItem[] }> {
    const filter = { limit: MAX_ITEMS, ...(key === undefined ? {} : { key }) };
    const parked = await Promise.all(this.lots.map((lot) => lot.list(filter)));
    const strays = await Promise.all(this.lots.map((lot) => lot.strays(MAX_ITEMS)));
    return { parked: parked.flat(), strays: strays.flat() };
  }

  /** Applies what is parked of a key again, in order, at every follower. */
  @Post(':key/replay')
  @ApiOperation({ summary: 'Apply what is parked of a key again, in order' })
  @HttpCode(200)
  async replay(@Param('key') key: string): Promise<{ applied: number; left: number }> {
    let applied = 0;
    let left = 0;
    for (const lot of this.lots) {
      const result = await lot.replay(key);
      applied += result.applied;
      left += result.left;
    }
    return { applied, left };
  }
}
