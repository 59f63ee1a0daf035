import { Rejection, type Decider, type Message } from '@ywk/kernel';
import type { Person } from '../grade/grade-proposal.state.ts';
import type { LeaderScore } from './leader-score.ts';
import { reviewResults, yearPartsOf, type VoteSum } from './review-result.ts';
import type { ReviewEvent, ReviewHead } from './review.events.ts';
import { evolveReview, noReview, type Review } from './review.state.ts';
import { refuseRoll } from './roll-faults.ts';
import { requireLeader, requireVoter, type Roll } from './roll.ts';

export type ReviewCommand =
  | Message<'DrawUpReview', { readonly head: ReviewHead; readonly previous: Review | null }>
  | Message<'OpenReview', { readonly opener: Person; readonly modulus: string }>
  | Message<'AssessOneself', { readonly officer: string; readonly codes: readonly string[] }>
  | Message<'ScoreAsLeader', LeaderScore>
  | Message<
      'IssueVotingPapers',
      { readonly voter: string; readonly officers: readonly string[]; readonly digest: string }
    >
  | Message<'CloseReview', { readonly closer: Person; readonly sums: readonly VoteSum[] }>
  | Message<'ConfirmReview', { readonly member: string }>;

type DataOf<Type extends ReviewCommand['type']> = Extract<ReviewCommand, { type: Type }>['data'];

const headOf = ({ head }: Review): ReviewHead => {
  if (head !== null) return head;
  throw new Rejection('REVIEW_UNKNOWN', { zh: '该评议不存在。', en: 'There is no such review.' });
};

const openHead = (state: Review): ReviewHead => {
  const head = headOf(state);
  if (state.status === 'OPEN') return head;
  throw new Rejection(
    'REVIEW_NOT_OPEN',
    { zh: '仅在评议开放期间可以办理。', en: 'This is possible while the review is open.' },
    { status: state.status },
  );
};

const refuseSubject = (person: Person, { roll }: ReviewHead): void => {
  if (person.officer === null || !roll.subjects.includes(person.officer)) return;
  throw new Rejection(
    'SAME_PERSON',
    {
      zh: '被评议人不得开放或结束该评议。',
      en: 'Who is reviewed neither opens nor closes the review.',
    },
    { officer: person.officer },
  );
};

/** A round follows one whose vote was not valid for somebody it reviews again. */
const refuseRound = ({ round, roll }: ReviewHead, previous: Review | null): void => {
  if (round === 1) return;
  if (previous?.status !== 'CLOSED') {
    throw new Rejection(
      'REVIEW_NOT_CLOSED',
      { zh: `第${round - 1}轮评议尚未结束。`, en: `Round ${round - 1} is not closed.` },
      { round },
    );
  }
  const again = previous.results.filter(({ democratic }) => democratic.gap !== null);
  const valid = roll.subjects.filter((each) => again.every(({ officer }) => officer !== each));
  if (valid.length === 0) return;
  throw new Rejection(
    'REVIEW_VALID',
    { zh: '有效的评议不重新进行。', en: 'A vote that was valid is not held again.' },
    { officers: valid },
  );
};

/** A roll as one text, whatever the order of members in which it was written down. */
const textOf = ({ subjects, voters, leaders, panel, kin }: Roll): string =>
  JSON.stringify([
    subjects,
    voters.map((each) => [each.voter, each.class]),
    leaders.map(({ leader, role }) => [leader, role]),
    panel,
    kin,
  ]);

const drawUp = ({ head, previous }: DataOf<'DrawUpReview'>, state: Review): ReviewEvent[] => {
  if (state.head !== null) {
    if (textOf(state.head.roll) === textOf(head.roll)) return [];
    throw new Rejection('ID_REUSED', {
      zh: '本轮评议已按另一名册拟定。',
      en: 'This round was drawn up with another roll.',
    });
  }
  refuseRound(head, previous);
  refuseRoll(head.roll, { reviews: head.rules, minVoters: head.rules.minVoters });
  return [{ type: 'ReviewDrawnUp', data: head }];
};

const open = ({ opener, modulus }: DataOf<'OpenReview'>, state: Review): ReviewEvent[] => {
  const head = headOf(state);
  if (opener.actor === head.author) {
    throw new Rejection(
      'SAME_PERSON',
      { zh: '拟定名册的人不得开放该评议。', en: 'Who drew up the roll does not open the review.' },
      { author: head.author },
    );
  }
  refuseSubject(opener, head);
  if (state.status !== 'DRAWN_UP') return [];
  return [{ type: 'ReviewOpened', data: { review: head.review, opener: opener.actor, modulus } }];
};

const assess = ({ officer, codes }: DataOf<'AssessOneself'>, state: Review): ReviewEvent[] => {
  const { review, roll } = openHead(state);
  if (!roll.subjects.includes(officer)) {
    throw new Rejection(
      'NOT_ON_ROLL',
      { zh: '该人员不是本次评议的对象。', en: 'This officer is not reviewed here.' },
      { officer },
    );
  }
  if (state.assessments.get(officer)?.join() === codes.join()) return [];
  return [{ type: 'SelfAssessed', data: { review, officer, codes } }];
};

const score = (data: LeaderScore, state: Review): ReviewEvent[] => {
  const { review, roll } = openHead(state);
  requireLeader(roll, data.leader, data.officer);
  if (state.scores.get(`${data.leader} ${data.officer}`)?.score === data.score) return [];
  return [{ type: 'LeaderScored', data: { review, ...data } }];
};

const issue = (data: DataOf<'IssueVotingPapers'>, state: Review): ReviewEvent[] => {
  const { review, roll } = openHead(state);
  const { voter, officers, digest } = data;
  for (const officer of officers) requireVoter(roll, voter, officer);
  if (new Set(officers).size < officers.length) {
    throw new Rejection(
      'ALREADY_VOTED',
      { zh: '每名投票人对每名人员只有一张选票。', en: 'A voter has one paper for each officer.' },
      { voter },
    );
  }
  const known = state.papers.get(voter);
  if (known === digest) return [];
  if (known !== undefined) {
    throw new Rejection(
      'ALREADY_VOTED',
      { zh: '该投票人已领取选票。', en: 'This voter has the voting papers already.' },
      { voter },
    );
  }
  return [{ type: 'VotingPapersIssued', data: { review, voter, digest } }];
};

const close = ({ closer, sums }: DataOf<'CloseReview'>, state: Review): ReviewEvent[] => {
  if (state.status === 'CLOSED') return [];
  const head = openHead(state);
  refuseSubject(closer, head);
  const { review, roll, rules } = head;
  const scores = [...state.scores.values()];
  const results = reviewResults({ roll, scores, sums, reviews: rules, annual: rules });
  return [{ type: 'ReviewClosed', data: { review, closer: closer.actor, results } }];
};

const confirm = ({ member }: DataOf<'ConfirmReview'>, state: Review): ReviewEvent[] => {
  const { review, roll } = headOf(state);
  if (!roll.panel.includes(member)) {
    throw new Rejection(
      'NOT_ON_PANEL',
      {
        zh: '该人不是本次评议的考核小组成员。',
        en: 'The panel of this review has no such member.',
      },
      { member },
    );
  }
  if (state.status !== 'CLOSED') {
    throw new Rejection('REVIEW_NOT_CLOSED', {
      zh: '计票之前没有可确认的结果。',
      en: 'There is nothing to confirm before it is counted.',
    });
  }
  if (state.results.every(({ democratic }) => democratic.gap !== null)) {
    const officers = state.results.map((result) => ({
      officer: result.officer,
      ...yearPartsOf(result),
    }));
    throw new Rejection(
      'REVIEW_NOT_VALID',
      { zh: '须先重新进行评议。', en: 'The vote is held again first.' },
      { officers },
    );
  }
  if (state.confirmedBy.includes(member)) return [];
  return [{ type: 'ReviewConfirmed', data: { review, member } }];
};

/** A review of a unit and year: drawn up by one, opened by another, closed, confirmed by a panel. */
export const review: Decider<ReviewCommand, Review, ReviewEvent> = {
  initialState: noReview,
  evolve: evolveReview,

  decide: (command, state) => {
    switch (command.type) {
      case 'DrawUpReview':
        return drawUp(command.data, state);
      case 'OpenReview':
        return open(command.data, state);
      case 'AssessOneself':
        return assess(command.data, state);
      case 'ScoreAsLeader':
        return score(command.data, state);
      case 'IssueVotingPapers':
        return issue(command.data, state);
      case 'CloseReview':
        return close(command.data, state);
      case 'ConfirmReview':
        return confirm(command.data, state);
    }
  },
};
