import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { hundredthsText, Rejection } from '@ywk/kernel';
import {
  AnswersVersion,
  Caller,
  CallerParam,
  ChangeParam,
  pageAmong,
  type Change,
  type Versioned,
} from '@ywk/platform';
import { GradeProposals } from '../commands/grade-proposals.ts';
import type { StandingGrades } from '../commands/proposal.stream.ts';
import { eachTwoAtOnce } from '../persistence/two-at-once.ts';
import { DecisionBoard } from '../projections/decision-board/decision-board.query.ts';
import { Access } from './access.ts';
import { answerFor } from './answer-each.ts';
import { proposalShown, type ProposalAnswer as Answer } from './grade-proposal.view.ts';
import { askingOf, personOf } from './person.ts';
import {
  ApproveManyRequest,
  CalibrateRequest,
  GiveSeatRequest,
  ProposalParams,
  ProposalsQuery,
  ProposeGradesRequest,
  ProposeManyRequest,
} from './requests.ts';

/** A proposal as it is answered, with the version that a change of it names. */
type Shown = Answer & Versioned;

const refuseOverrun = (state: StandingGrades): void => {
  const { head, status } = state;
  if (status !== 'REFUSED' || head === null) return;
  const overrun = head.asked - head.budget;
  throw new Rejection(
    'BUDGET_EXCEEDED',
    {
      zh: `单位${head.unit}的等次所需金额超出其预算${hundredthsText(overrun)}元。`,
      en: `The grades of ${head.unit} ask for ${overrun} fen more than its budget.`,
    },
    { unit: head.unit, budget: head.budget, asked: head.asked, overrun },
  );
};

/** Grades of units: proposed by one person, approved by another who is not among the graded. */
@ApiTags('grades')
@ApiBearerAuth()
@Controller('v1')
export class GradeProposalsController {
  constructor(
    private readonly proposals: GradeProposals,
    private readonly board: DecisionBoard,
    private readonly access: Access,
  ) {}

  @Get('grade-proposals')
  @ApiOperation({ summary: 'Proposals of a period, refused ones with their overrun' })
  async list(@Query() query: ProposalsQuery, @CallerParam() caller: Caller) {
    const units = new Set(await this.access.unitsUnder(caller));
    const all = await this.board.proposals(query.period);
    const mine = all.filter(({ unit }) => units.has(unit));
    return pageAmong(mine, query, ({ unit, revision, id }) => [unit, revision, id]);
  }

  @Get('grade-proposals/:id')
  @AnswersVersion(200)
  @ApiOperation({ summary: 'One proposal with its lines' })
  async one(@Param() { id }: ProposalParams, @CallerParam() caller: Caller): Promise<Shown> {
    return proposalShown(await this.reached(id, caller));
  }

  @Post('grade-proposals')
  @AnswersVersion(201)
  @ApiOperation({ summary: 'Propose the grades of a unit; BUDGET_EXCEEDED when BLOCK forbids it' })
  async propose(@Body() name: ProposeGradesRequest, @CallerParam() caller: Caller): Promise<Shown> {
    await this.access.requireUnit(caller, name.unit);
    const state = await this.proposals.propose(name, askingOf(caller));
    refuseOverrun(state);
    return proposalShown(state);
  }

  @Post('grade-proposals\\:batch')
  @HttpCode(200)
  @ApiOperation({ summary: 'Propose the grades of many units; each answers for itself' })
  async proposeMany(@Body() request: ProposeManyRequest, @CallerParam() caller: Caller) {
    const reached = new Set(await this.access.unitsUnder(caller));
    const asked = request.units ?? (await this.proposals.unitsOf(request));
    const units = asked.filter((unit) => reached.has(unit));
    const items = await eachTwoAtOnce(units, (unit) => {
      const name = { calendar: request.calendar, period: request.period, unit };
      return answerFor({ unit }, async () => {
        const state = await this.proposals.propose(name, askingOf(caller));
        refuseOverrun(state);
        return { outcome: 'proposed', id: state.head?.proposal, members: state.grades.length };
      });
    });
    return { items };
  }

  @Post('grade-proposals/:id/calibrate')
  @HttpCode(200)
  @AnswersVersion(200)
  @ApiOperation({
    summary: 'Move a level within the quotas before the approval; before and after are kept',
  })
  async calibrate(
    @Param() { id }: ProposalParams,
    @Body() move: CalibrateRequest,
    @ChangeParam() { caller, seen }: Change,
  ): Promise<Shown> {
    await this.reached(id, caller);
    const { at } = askingOf(caller);
    const ask = { ...move, proposal: id, author: personOf(caller), at, seen };
    return proposalShown(await this.proposals.calibrate(ask));
  }

  @Post('grade-proposals/:id/give-seat')
  @HttpCode(200)
  @AnswersVersion(200)
  @ApiOperation({
    summary:
      'Give a level above a ceiling after a month is final; SEAT_ABOVE_CEILING unless a superior does',
  })
  async giveSeat(
    @Param() { id }: ProposalParams,
    @Body() seat: GiveSeatRequest,
    @ChangeParam() { caller, seen }: Change,
  ): Promise<Shown> {
    const { head } = await this.reached(id, caller);
    const isSuperior = await this.access.isAbove(caller, head?.unit ?? '');
    const { at } = askingOf(caller);
    const ask = { ...seat, proposal: id, approver: personOf(caller), isSuperior, at, seen };
    return proposalShown(await this.proposals.giveSeat(ask));
  }

  @Post('grade-proposals/:id/approve')
  @HttpCode(200)
  @AnswersVersion(200)
  @ApiOperation({ summary: 'Approve as a second person; each grade becomes a decision' })
  async approve(
    @Param() { id }: ProposalParams,
    @ChangeParam() { caller, seen }: Change,
  ): Promise<Shown> {
    await this.reached(id, caller);
    const { at } = askingOf(caller);
    const approving = { approver: personOf(caller), at, seen };
    return proposalShown(await this.proposals.approve(id, approving));
  }

  @Post('grade-proposals\\:approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Approve many proposals; each answers for itself' })
  async approveMany(@Body() { ids }: ApproveManyRequest, @CallerParam() caller: Caller) {
    const items: Answer[] = [];
    for (const id of ids) {
      const work = async (): Promise<Answer> => {
        await this.reached(id, caller);
        const approving = { approver: personOf(caller), at: askingOf(caller).at, seen: null };
        const { head } = await this.proposals.approve(id, approving);
        return { outcome: 'approved', unit: head?.unit, members: head?.members };
      };
      items.push(await answerFor({ id }, work));
    }
    return { items };
  }

  private async reached(id: string, caller: Caller): Promise<StandingGrades> {
    const state = await this.proposals.load(id);
    const { head } = state;
    if (head !== null && (await this.access.reaches(caller, head.unit))) return state;
    throw new Rejection(
      'PROPOSAL_UNKNOWN',
      { zh: '没有该编号的等次提案。', en: 'No grade proposal has this id.' },
      { id },
    );
  }
}
