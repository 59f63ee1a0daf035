import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import type { Ruling } from '@ywk/duty-domain';
import { Caller, CallerParam, decodeCursor, pageOf, PageQuery } from '@ywk/platform';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { WrongDispatches } from '../commands/wrong-dispatch.ts';
import { leaderOf } from './leader-of.ts';

const CODE = /^[A-Za-z0-9][A-Za-z0-9._/:@-]{0,63}$/;
const STATES = ['claimed', 'confirmed', 'rejected'] as const;

class ClaimRequest {
  @ApiProperty({ description: 'Made by the sender; the same again changes nothing' })
  @IsUUID()
  id: string;

  @ApiProperty({ example: 'cad-zjg' })
  @Matches(CODE)
  source: string;

  @ApiProperty({ example: 'C-20240531-01234' })
  @Matches(CODE)
  callId: string;

  @ApiProperty({ example: 'O-1' })
  @Matches(CODE)
  orderId: string;

  @ApiProperty({ example: 'WRONG_UNIT', description: 'Coded ground' })
  @Matches(CODE)
  reason: string;

  @ApiPropertyOptional({ description: 'Reference to the evidence, e.g. a recording' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  evidence?: string;
}

class RulingRequest {
  @ApiPropertyOptional({ description: 'Reference to the evidence' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  evidence?: string;
}

class CasesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: string;
}

/** Claims that an order went to the wrong unit, and the shift leader's rulings. */
@ApiTags('wrong dispatches')
@ApiBearerAuth()
@Controller('v1/wrong-dispatches')
export class WrongDispatchesController {
  constructor(private readonly cases: WrongDispatches) {}

  @Get()
  @ApiOperation({ summary: 'Cases, oldest claim first' })
  async list(@Query() { state, limit, cursor }: CasesQuery): Promise<unknown> {
    const after = cursor === undefined ? null : String(decodeCursor(cursor, ['uuid'])[0]);
    const rows = await this.cases.list({ state: state ?? null, after, limit: limit + 1 });
    return pageOf(rows, limit, (row) => [row.case]);
  }

  @Post()
  @HttpCode(HttpStatus.CREATED)
  @ApiOperation({ summary: 'Claim that an order went wrong; nothing counts until a leader rules' })
  async claim(@CallerParam() caller: Caller, @Body() body: ClaimRequest): Promise<{ id: string }> {
    const { id, source, callId, orderId, reason, evidence } = body;
    const claim = { case: id.toLowerCase(), orderId, reason, evidence: evidence ?? null };
    await this.cases.claim({ source, callId }, claim, caller.sub);
    return { id: claim.case };
  }

  @Post(':id/confirm')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'It was wrong: it counts at the moment of dispatch' })
  confirm(
    @CallerParam() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RulingRequest,
  ): Promise<{ id: string; state: Ruling }> {
    return this.rule(caller, { id, ruling: 'confirmed', evidence: body.evidence ?? null });
  }

  @Post(':id/reject')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'It was not wrong: nothing counts' })
  reject(
    @CallerParam() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RulingRequest,
  ): Promise<{ id: string; state: Ruling }> {
    return this.rule(caller, { id, ruling: 'rejected', evidence: body.evidence ?? null });
  }

  private async rule(
    caller: Caller,
    { id, ruling, evidence }: { id: string; ruling: Ruling; evidence: string | null },
  ): Promise<{ id: string; state: Ruling }> {
    const name = id.toLowerCase();
    await this.cases.rule({ case: name, ruling, evidence }, leaderOf(caller));
    return { id: name, state: ruling };
  }
}
