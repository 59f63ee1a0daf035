import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { annualReason, type ResultsProposal } from '@ywk/appraisal-domain';
import { Rejection } from '@ywk/kernel';
import { Caller, CallerParam } from '@ywk/platform';
import { ResultsProposals } from '../commands/results-proposals.ts';
import { Access } from './access.ts';
import { answerFor } from './answer-each.ts';
import type { ProposalAnswer as Answer } from './grade-proposal.view.ts';
import { askingOf, personOf } from './person.ts';
import { ProposeResultsRequest, UnitResultsQuery } from './results.requests.ts';
import { ApproveManyRequest, ProposalParams } from './requests.ts';

/** A proposal as it is sent: each line with its reason in words. */
const shown = ({ status, head, results, approver }: ResultsProposal): Answer => {
  if (head === null) return { status };
  const { proposal, vector: _vector, ...rest } = head;
  const lines = results.map((line) => ({ ...line, words: annualReason(line, head.quota) }));
  return { id: proposal, status, ...rest, approver, results: lines };
};

/** Results of longer periods: a unit's means and ranks, of a year its grades. */
@ApiTags('grades')
@ApiBearerAuth()
@Controller('v1')
export class ResultsProposalsController {
  constructor(
    private readonly proposals: ResultsProposals,
    private readonly access: Access,
  ) {}

  @Get('results-proposals')
  @ApiOperation({ summary: 'What is proposed for a unit in the last revision of a period' })
  async ofUnit(@Query() name: UnitResultsQuery, @CallerParam() caller: Caller): Promise<Answer> {
    await this.access.requireUnit(caller, name.unit);
    return shown(await this.proposals.ofUnit(name));
  }

  @Get('results-proposals/:id')
  @ApiOperation({ summary: 'One proposal with its lines, each with its reason' })
  async one(@Param() { id }: ProposalParams, @CallerParam() caller: Caller): Promise<Answer> {
    return shown(await this.reached(id, caller));
  }

  @Post('results-proposals')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Propose results of a computed period by rule; each unit answers for itself',
  })
  async propose(@Body() request: ProposeResultsRequest, @CallerParam() caller: Caller) {
    const reached = new Set(await this.access.unitsUnder(caller));
    const asked = request.units ?? (await this.proposals.unitsOf(request));
    const round = await this.proposals.round(request);
    const items: Answer[] = [];
    for (const unit of asked.filter((each) => reached.has(each))) {
      items.push(
        await answerFor({ unit }, async () => {
          const { head, status } = await this.proposals.propose(round, unit, askingOf(caller));
          const outcome = status === 'PROPOSED' ? 'proposed' : 'approved';
          return { outcome, id: head?.proposal, members: head?.members };
        }),
      );
    }
    return { items };
  }

  @Post('results-proposals\\:approve')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Approve as a second person; each grade of a year becomes a decision',
  })
  async approve(@Body() { ids }: ApproveManyRequest, @CallerParam() caller: Caller) {
    const items: Answer[] = [];
    for (const id of ids) {
      items.push(
        await answerFor({ id }, async () => {
          await this.reached(id, caller);
          const { at } = askingOf(caller);
          const { head } = await this.proposals.approve(id, personOf(caller), at);
          return { outcome: 'approved', unit: head?.unit, members: head?.members };
        }),
      );
    }
    return { items };
  }

  private async reached(id: string, caller: Caller): Promise<ResultsProposal> {
    const state = await this.proposals.load(id);
    const { head } = state;
    if (head !== null && (await this.access.reaches(caller, head.unit))) return state;
    throw new Rejection(
      'PROPOSAL_UNKNOWN',
      { zh: '没有该编号的结果提案。', en: 'No proposal of results has this id.' },
      { id },
    );
  }
}
