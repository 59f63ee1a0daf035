import type { Door } from '../../../demo/doors/door.ts';
import { DONE, UNSUPPORTED, type LiveAnswer } from './answers.ts';
import type { Names } from './names.ts';
import type { OwnSystem } from './own-system.ts';
import type { LiveBallot, LiveReviewAct, LiveRoll, LiveScore, ReviewName } from './review-words.ts';
import { askInVain, signedPapers, type SignedPaper } from './voting.ts';

/** Who confirms the results, which no story asks about: as many as the rules that ship want. */
const PANEL = ['p1', 'p2', 'p3'];

/** One round of a review. */
interface Round extends ReviewName {
  readonly review: string;
  /** Ids of officers. */
  readonly subjects: readonly string[];
  /** By voter and officer. */
  readonly papers: Map<string, ReadonlyMap<string, SignedPaper>>;
  closed: boolean;
}

/** Reviews of a story: leaders score by name, voters cast ballots that name nobody. */
export class LiveReviews {
  private readonly rounds: Round[] = [];

  constructor(
    private readonly system: OwnSystem,
    private readonly names: Names,
  ) {}

  async perform(act: LiveReviewAct): Promise<LiveAnswer> {
    if (act.kind === 'ROLL') return this.begin(act, act.roll);
    const round = this.of(act).at(-1);
    // What was counted is not counted again: a story that goes on with a review is told no further.
    if (round?.closed === true) return UNSUPPORTED;
    const review = round?.review ?? this.names.id('review', `${act.unit} ${act.year}`);
    if (act.kind === 'SCORE') await this.score(review, act.score);
    else await this.vote(review, act, round);
    return DONE;
  }

  /** Counts the reviews of a year in which an officer is judged. @returns whether there are any */
  async settle(officer: string, year: number): Promise<boolean> {
    const judged = this.names.officer(officer);
    const rounds = this.rounds.filter(
      (round) => round.year === year && round.subjects.includes(judged),
    );
    for (const round of rounds) await this.close(round);
    return rounds.length > 0;
  }

  /** One draws up the roll, another opens the review; the round before is counted first. */
  private async begin(name: ReviewName, roll: LiveRoll): Promise<LiveAnswer> {
    await this.system.settled();
    const before = this.of(name);
    for (const round of before) await this.close(round);
    const drawer = await this.system.as('case-appraiser', ['appraiser'], 'appraisal');
    const subjects = roll.subjects.map((each) => this.names.officer(each));
    const { body } = await drawer.post<{ review: string }>('/v1/reviews', {
      ...{ unit: this.names.unit(name.unit), year: name.year, round: before.length + 1, subjects },
      voters: roll.voters.map((each) => ({ ...each, voter: this.nameOf(each.voter) })),
      leaders: roll.leaders.map((each) => ({ ...each, leader: this.nameOf(each.leader) })),
      panel: PANEL.map((member) => this.names.id('panel', member)),
      kin: roll.kin.map((pair) => ({ pair: pair.map((each) => this.nameOf(each)) })),
    });
    const { review } = body;
    await (await this.approver()).post(`/v1/reviews/${review}/open`, {});
    this.rounds.push({ ...name, review, subjects, papers: new Map(), closed: false });
    return DONE;
  }

  private async score(review: string, { leader, officer, score }: LiveScore): Promise<void> {
    const door = await this.as(leader);
    const judged = this.names.officer(officer);
    await door.post(`/v1/reviews/${review}/leader-scores`, { officer: judged, score });
  }

  private async vote(
    review: string,
    { voter, officer: code, grade }: LiveBallot,
    round: Round | undefined,
  ): Promise<void> {
    const path = `/v1/reviews/${review}`;
    const officer = this.names.officer(code);
    const door = await this.as(voter);
    const papers = round?.papers.get(voter) ?? (await signedPapers(door, path));
    round?.papers.set(voter, papers);
    const paper = papers.get(officer);
    if (paper === undefined) return askInVain(door, path, officer);
    // Whoever casts a ballot shows no token: only the paper counts.
    await this.system.nobody('appraisal').put(`${path}/ballots`, { officer, grade, ...paper });
  }

  private async close(round: Round): Promise<void> {
    if (round.closed) return;
    await (await this.approver()).post(`/v1/reviews/${round.review}/close`, {});
    round.closed = true;
  }

  private of({ unit, year }: ReviewName): Round[] {
    return this.rounds.filter((round) => round.unit === unit && round.year === year);
  }

  /** Officers stand on a roll by their id, others by the name in their token. */
  private nameOf(person: string): string {
    return this.names.known(person) ?? `case-${person}`;
  }

  private as(person: string): Promise<Door> {
    const officer = this.names.known(person);
    const who = { sub: `case-${person}`, ...(officer === undefined ? {} : { officer }) };
    return this.system.as(who, ['leader'], 'appraisal');
  }

  private approver(): Promise<Door> {
    return this.system.as('case-approver', ['approver'], 'appraisal');
  }
}
