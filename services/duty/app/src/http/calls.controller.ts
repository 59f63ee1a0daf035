import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { ShowCall } from '../commands/show-call.ts';

/** One call with all that was said of it. */
@ApiTags('calls')
@ApiBearerAuth()
@Controller('v1/calls')
export class CallsController {
  constructor(private readonly calls: ShowCall) {}

  @Get(':source/*callId')
  @ApiOperation({ summary: 'A call, its messages in order of arrival, its facts and cases' })
  async one(
    @Param('source') source: string,
    @Param('callId') callId: string | string[],
  ): Promise<unknown> {
    // An id may hold slashes: what the router cut is put together again.
    return this.calls.show({ source, callId: [callId].flat().join('/') });
  }
}
