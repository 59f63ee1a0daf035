import {
  Body,
  Controller,
  HttpCode,
  HttpStatus,
  Param,
  ParseUUIDPipe,
  Post,
  Res,
} from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers, Caller, CallerParam } from '@ywk/platform';
import type { Response } from 'express';
import { correctionSchema, readCorrection } from '../commands/fact-entry.ts';
import { RuleOnFacts, type Ruled } from '../commands/rule-on-facts.ts';
import { factProblem } from './fact-problem.ts';
import {
  RejectRequest,
  VerifyManyRequest,
  VerifyRequest,
  WithdrawRequest,
} from './facts.request.ts';
import { leaderOf } from './leader-of.ts';

/** What becomes of entered facts: their owners verify or reject, others correct and withdraw. */
@ApiTags('facts')
@ApiBearerAuth()
@Controller('v1')
export class FactRulingsController {
  constructor(private readonly rulings: RuleOnFacts) {}

  @Post('facts\\:verify')
  @Answers([200, 207])
  @ApiOperation({ summary: 'Verify many facts; each stands or falls alone' })
  async verifyMany(
    @CallerParam() caller: Caller,
    @Body() { facts }: VerifyManyRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const ids = [...new Set(facts.map((id) => id.toLowerCase()))];
    const answers = await this.rulings.verifyMany(ids, leaderOf(caller));
    const rejected = answers.flatMap((one, at) =>
      'state' in one ? [] : [{ fact: ids[at], ...one }],
    );
    response.status(rejected.length === 0 ? HttpStatus.OK : HttpStatus.MULTI_STATUS);
    return { verified: answers.length - rejected.length, rejected };
  }

  @Post('facts/:id\\:verify')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Verify the highest version of a fact: it counts from now on' })
  verify(
    @CallerParam() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { version }: VerifyRequest,
  ): Promise<Ruled> {
    const verdict = { verdict: 'verified', version: version ?? null, reason: '' } as const;
    return this.rulings.judge(id.toLowerCase(), verdict, leaderOf(caller));
  }

  @Post('facts/:id\\:reject')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Reject the highest version of a fact: what counted before goes on' })
  reject(
    @CallerParam() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { version, reason }: RejectRequest,
  ): Promise<Ruled> {
    const verdict = { verdict: 'rejected', version: version ?? null, reason } as const;
    return this.rulings.judge(id.toLowerCase(), verdict, leaderOf(caller));
  }

  @Post('facts/:id\\:correct')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Correct a fact: what is not sent stays as it was' })
  @ApiBody({ schema: correctionSchema as object })
  async correct(
    @CallerParam() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: object,
  ): Promise<Ruled> {
    const change = readCorrection(body);
    if ('code' in change) throw factProblem(change);
    return this.rulings.correct(id.toLowerCase(), change, leaderOf(caller));
  }

  @Post('facts/:id\\:withdraw')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Take a fact back' })
  withdraw(
    @CallerParam() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason, version }: WithdrawRequest,
  ): Promise<Ruled> {
    return this.rulings.withdraw(id.toLowerCase(), { reason, version }, leaderOf(caller));
  }
}
