import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TierChange } from '@ywk/appraisal-domain';
import { closed, shape } from '@ywk/contracts';
import { Rejection } from '@ywk/kernel';
import { Answers, Caller, CallerParam, decodeCursor, pageOf, TakesLines } from '@ywk/platform';
import type { Request, Response } from 'express';
import { refused, type ItemResult } from '../commands/bulk.ts';
import { TierChanges, type TierChangeAsk } from '../commands/tier-changes.ts';
import { DecisionBoard } from '../projections/decision-board/decision-board.query.ts';
import { Access } from './access.ts';
import { answerLines, linesOf } from './bulk-lines.ts';
import { askingOf, personOf } from './person.ts';
import {
  ApproveManyRequest,
  ProposalParams,
  TierChangeRequest,
  TierChangesQuery,
} from './requests.ts';

const FIRST = '00000000-0000-0000-0000-000000000000';

const readChanges = linesOf<TierChangeAsk>(
  'tier change',
  closed({
    id: shape.uuid,
    officer: shape.uuid,
    from: shape.tier,
    to: shape.tier,
    effectiveDate: shape.day,
    ground: shape.code,
  }),
);

const notOpen = (proposal: string): Rejection =>
  new Rejection(
    'PROPOSAL_NOT_OPEN',
    { zh: '没有待审批的层级调整。', en: 'There is no tier change to approve.' },
    { proposal },
  );

const outOfReach = new Rejection('OFFICER_UNKNOWN', {
  zh: '所辖单位中没有该编号的人员。',
  en: 'No officer of your units has this id.',
});

const single = ([result]: readonly ItemResult[]): ItemResult => {
  if (result === undefined) throw new Error('A bulk of one gave no answer.');
  if (result.outcome === 'refused') throw new Rejection(result.code, result.details);
  return result;
};

/** A tier change with what it rests on. */
export interface ShownTierChange extends Omit<TierChange, 'proposal'> {
  readonly id: string;
  readonly status: string;
  readonly approver: string | null;
}

/** Career tier changes: asked for by one person, approved by another who is not the subject. */
@ApiTags('tiers')
@ApiBearerAuth()
@Controller('v1')
export class TierChangesController {
  constructor(
    private readonly changes: TierChanges,
    private readonly board: DecisionBoard,
    private readonly access: Access,
  ) {}

  @Get('tier-changes')
  @ApiOperation({ summary: 'Tier changes, page by page' })
  async list(@Query() query: TierChangesQuery, @CallerParam() caller: Caller) {
    const [after] = query.cursor === undefined ? [FIRST] : decodeCursor(query.cursor, ['uuid']);
    const rows = await this.board.tierChanges({
      status: query.status ?? null,
      after: String(after),
      limit: query.limit + 1,
    });
    const page = pageOf(rows, query.limit, ({ id }) => [id]);
    const reached = await this.access.reachable(
      caller,
      page.items.map(({ officer }) => officer),
    );
    return { ...page, items: page.items.filter(({ officer }) => reached.has(officer)) };
  }

  @Get('tier-changes/:id')
  @ApiOperation({ summary: 'A tier change with the rules and inputs it rests on' })
  async one(
    @Param() { id }: ProposalParams,
    @CallerParam() caller: Caller,
  ): Promise<ShownTierChange> {
    const { change, status, approver } = await this.changes.load(id);
    if (change === null || !(await this.reaches(caller, change.officer)))
      throw new Rejection('PROPOSAL_UNKNOWN', {
        zh: '没有该编号的层级调整。',
        en: 'No tier change has this id.',
      });
    const { proposal, ...told } = change;
    return { id: proposal, status, ...told, approver };
  }

  @Post('tier-changes')
  @ApiOperation({ summary: 'Propose a tier change' })
  async propose(
    @Body() ask: TierChangeRequest,
    @CallerParam() caller: Caller,
  ): Promise<ItemResult> {
    return single(await this.proposed([{ ...ask }], caller));
  }

  @Post('tier-changes\\:batch')
  @Answers([200, 207])
  @TakesLines('One such proposal a line')
  @ApiOperation({ summary: 'Propose tier changes, one a line' })
  async proposeMany(
    @Req() request: Request & { res: Response },
    @CallerParam() caller: Caller,
  ): Promise<void> {
    const { good, refused: unread } = await readChanges(request);
    const results = await this.proposed(
      good.map(({ value }) => value),
      caller,
    );
    const lines = good.map(({ line }) => line);
    answerLines(request.res, results, { lines, refused: unread });
  }

  @Post('tier-changes/:id/approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Approve as a second person' })
  async approve(
    @Param() { id }: ProposalParams,
    @CallerParam() caller: Caller,
  ): Promise<ItemResult> {
    return single(await this.approved([id], caller));
  }

  @Post('tier-changes\\:approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Approve many tier changes; each answers for itself' })
  async approveMany(@Body() { ids }: ApproveManyRequest, @CallerParam() caller: Caller) {
    return { items: await this.approved(ids, caller) };
  }

  private async proposed(
    asks: readonly TierChangeAsk[],
    caller: Caller,
  ): Promise<readonly ItemResult[]> {
    const reached = await this.access.reachable(
      caller,
      asks.map(({ officer }) => officer),
    );
    const allowed = asks.filter(({ officer }) => reached.has(officer));
    const results = await this.changes.propose(allowed, askingOf(caller));
    const byPlace = results[Symbol.iterator]();
    return asks.map((ask) =>
      reached.has(ask.officer) ? (byPlace.next().value as ItemResult) : refused(ask.id, outOfReach),
    );
  }

  /** What is about somebody out of reach is answered like what was never proposed. */
  private async approved(ids: readonly string[], caller: Caller): Promise<ItemResult[]> {
    const approver = personOf(caller);
    const { at } = askingOf(caller);
    if (caller.reachesAll) return this.changes.approve(ids, approver, at);
    const known = await Promise.all(ids.map((id) => this.changes.load(id)));
    const reached = await this.access.reachable(
      caller,
      known.flatMap(({ change }) => change?.officer ?? []),
    );
    const mine = ids.filter((_, at) => reached.has(known[at]?.change?.officer ?? ''));
    const results = new Map(
      (await this.changes.approve(mine, approver, at)).map((result) => [result.id, result]),
    );
    return ids.map((id) => results.get(id) ?? refused(id, notOpen(id)));
  }

  private async reaches(caller: Caller, officer: string): Promise<boolean> {
    return (await this.access.reachable(caller, [officer])).has(officer);
  }
}
