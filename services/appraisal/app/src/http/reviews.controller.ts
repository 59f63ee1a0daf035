import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Review } from '@ywk/appraisal-domain';
import { Rejection } from '@ywk/kernel';
import { Caller, CallerParam } from '@ywk/platform';
import { Reviews } from '../commands/reviews.ts';
import { Access } from './access.ts';
import { askingOf, personOf } from './person.ts';
import {
  DrawUpRequest,
  LeaderScoreRequest,
  PapersRequest,
  ReviewParams,
  SelfAssessmentRequest,
} from './reviews.requests.ts';
import { headOf, resultsView, reviewView } from './reviews.view.ts';

/** The name by which a caller stands on a roll: always one's own. */
const rollName = ({ officer, sub }: Caller): string => officer ?? sub;

/** The same for a review that is not there and one that is none of the caller's business. */
const reviewUnknown = (): Rejection =>
  new Rejection('REVIEW_UNKNOWN', { zh: '没有该评议。', en: 'There is no such review.' });

/** Reviews of units and years: self-assessments, leaders' scores, votes, confirmation by a panel. */
@ApiTags('reviews')
@ApiBearerAuth()
@Controller('v1/reviews')
export class ReviewsController {
  constructor(
    private readonly reviews: Reviews,
    private readonly access: Access,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Draw up a review with its roll; another person opens it' })
  async drawUp(@Body() asked: DrawUpRequest, @CallerParam() caller: Caller) {
    const { unit, year, round, kin, subjects, voters, leaders, panel } = asked;
    await this.access.requireUnit(caller, unit);
    const roll = {
      subjects,
      voters: voters.map(({ voter, class: voters }) => ({ voter, class: voters })),
      leaders: leaders.map(({ leader, role }) => ({ leader, role })),
      panel,
      kin: kin.map(({ pair }) => pair),
    };
    const review = await this.reviews.drawUp({ unit, year, round }, roll, askingOf(caller));
    return { review };
  }

  @Get(':review')
  @ApiOperation({ summary: 'A review as those on its roll see it, with their own papers' })
  async one(@Param() { review }: ReviewParams, @CallerParam() caller: Caller) {
    return reviewView(await this.known(review, caller), rollName(caller));
  }

  @Post(':review/open')
  @HttpCode(200)
  @ApiOperation({ summary: 'Open a review as a second person' })
  async open(@Param() { review }: ReviewParams, @CallerParam() caller: Caller) {
    await this.reach(review, caller);
    await this.reviews.open(review, personOf(caller), askingOf(caller));
    return { review };
  }

  @Post(':review/self-assessments')
  @HttpCode(200)
  @ApiOperation({ summary: 'Assess the own year by codes' })
  async assess(
    @Param() { review }: ReviewParams,
    @Body() { codes }: SelfAssessmentRequest,
    @CallerParam() caller: Caller,
  ) {
    await this.known(review, caller);
    const data = { officer: rollName(caller), codes };
    await this.reviews.tell(review, { type: 'AssessOneself', data }, askingOf(caller));
    return { review };
  }

  @Post(':review/leader-scores')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Score an officer as a leader named on the roll; the last score counts',
  })
  async score(
    @Param() { review }: ReviewParams,
    @Body() { officer, score }: LeaderScoreRequest,
    @CallerParam() caller: Caller,
  ) {
    await this.known(review, caller);
    const data = { leader: rollName(caller), officer, score };
    await this.reviews.tell(review, { type: 'ScoreAsLeader', data }, askingOf(caller));
    return { review };
  }

  @Post(':review/voting-papers')
  @HttpCode(200)
  @ApiOperation({ summary: 'Have the own blinded voting papers signed, all at once' })
  async papers(
    @Param() { review }: ReviewParams,
    @Body() { papers }: PapersRequest,
    @CallerParam() caller: Caller,
  ) {
    await this.known(review, caller);
    return this.reviews.issuePapers(review, {
      voter: rollName(caller),
      asked: papers.map(({ officer, blinded }) => ({ officer, blinded })),
      asking: askingOf(caller),
    });
  }

  @Post(':review/close')
  @HttpCode(200)
  @ApiOperation({ summary: 'Count the votes and close for good' })
  async close(@Param() { review }: ReviewParams, @CallerParam() caller: Caller) {
    await this.reach(review, caller);
    await this.reviews.close(review, personOf(caller), askingOf(caller));
    return { review };
  }

  @Post(':review/confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm the results as a member of the panel' })
  async confirm(@Param() { review }: ReviewParams, @CallerParam() caller: Caller) {
    await this.known(review, caller);
    const data = { member: rollName(caller) };
    await this.reviews.tell(review, { type: 'ConfirmReview', data }, askingOf(caller));
    return { review };
  }

  @Get(':review/result')
  @ApiOperation({ summary: 'Results; officers see their own' })
  async result(@Param() { review }: ReviewParams, @CallerParam() caller: Caller) {
    if (caller.onlySelf) {
      return resultsView(await this.known(review, caller), rollName(caller));
    }
    return resultsView(await this.reach(review, caller), null);
  }

  /** A review of one's units, or one whose roll names the caller, for whatever part in it. */
  private async known(review: string, caller: Caller): Promise<Review> {
    const found = await this.reviews.load(review);
    const { roll, unit } = headOf(found);
    const names = [
      ...[...roll.subjects, ...roll.panel],
      ...roll.voters.map(({ voter }) => voter),
      ...roll.leaders.map(({ leader }) => leader),
    ];
    if (names.includes(rollName(caller)) || (await this.access.reaches(caller, unit))) return found;
    throw reviewUnknown();
  }

  private async reach(review: string, caller: Caller): Promise<Review> {
    const found = await this.reviews.load(review);
    if (await this.access.reaches(caller, headOf(found).unit)) return found;
    throw reviewUnknown();
  }
}
