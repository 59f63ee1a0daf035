import { describe, expect, test } from '@jest/globals';
import { fold, isRejection } from '@ywk/kernel';
import { diaryEntry, type DiaryEntry } from './diary.decider.ts';
import { review, type ReviewCommand } from './review.decider.ts';
import type { ReviewEvent, ReviewHead } from './review.events.ts';
import type { ReviewResult } from './review-result.ts';
import { RC1_REVIEWS } from './review-rules.ts';
import type { Review } from './review.state.ts';

const { unitWeights: _none, ...reviews } = RC1_REVIEWS;

const head: ReviewHead = {
  review: 'R1',
  unit: 'ZJG-110',
  year: 2024,
  round: 1,
  roll: {
    subjects: ['A', 'B'],
    voters: ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((voter) => ({ voter, class: 'PEERS' })),
    leaders: [{ leader: 'L1', role: 'LEADER' }],
    panel: ['L1', 'P1', 'P2'],
    kin: [['C', 'A']],
  },
  rules: {
    schemeVersion: 'rc-1@1',
    ...reviews,
    parts: [{ part: 'VOTES', weight: 100 }],
    votes: { EXCELLENT: 100, COMPETENT: 85, BASIC: 65, INCOMPETENT: 40 },
    minTurnout: '80%',
    minVoters: 5,
  },
  author: 'appraiser-1',
};

const drawnUp: ReviewEvent = { type: 'ReviewDrawnUp', data: head };
const opened: ReviewEvent = {
  type: 'ReviewOpened',
  data: { review: 'R1', opener: 'approver-1', modulus: 'AA' },
};
const given = (...events: ReviewEvent[]): Review => fold(review, events);
const open = given(drawnUp, opened);

const result = (officer: string, gap: 'TURNOUT_TOO_LOW' | null): ReviewResult => ({
  officer,
  leaders: '90',
  democratic: { eligible: 6, votes: 5, groups: [], value: gap === null ? '85' : null, gap },
});
const closedWith = (...results: ReviewResult[]): Review =>
  given(drawnUp, opened, { type: 'ReviewClosed', data: { review: 'R1', closer: 'x', results } });

const person = (actor: string, officer: string | null = null) => ({ actor, officer });

const codeOf = (state: Review, command: ReviewCommand): string => {
  try {
    return (
      review
        .decide(command, state)
        .map(({ type }) => type)
        .join() || 'UNCHANGED'
    );
  } catch (error) {
    if (isRejection(error)) return error.code;
    throw error;
  }
};

const drawUp = (over: Partial<ReviewHead>, previous: Review | null = null): ReviewCommand => ({
  type: 'DrawUpReview',
  data: { head: { ...head, ...over }, previous },
});
const papers = (voter: string, officers: string[], digest = 'd1'): ReviewCommand => ({
  type: 'IssueVotingPapers',
  data: { voter, officers, digest },
});
const close = (closer = person('appraiser-1')): ReviewCommand => ({
  type: 'CloseReview',
  data: { closer, sums: [{ officer: 'A', class: 'PEERS', grade: 'COMPETENT', n: 5 }] },
});
const marked: ReviewEvent = {
  type: 'VotingPapersIssued',
  data: { review: 'R1', voter: 'D', digest: 'd1' },
};

/** What is tried, in which state, and the events or the refusal that come of it. */
type Tried = [string, Review, ReviewCommand, string];

describe('a review', () => {
  const again = drawUp({ round: 2, roll: { ...head.roll, subjects: ['B'] } });
  const after = (previous: Review): ReviewCommand =>
    ({ ...again, data: { ...again.data, previous } }) as ReviewCommand;
  const none = given();

  test.each<Tried>([
    ['is drawn up', none, drawUp({}), 'ReviewDrawnUp'],
    ['is drawn up once', given(drawnUp), drawUp({}), 'UNCHANGED'],
    ['keeps its roll', given(drawnUp), drawUp({ roll: { ...head.roll, kin: [] } }), 'ID_REUSED'],
    ['needs a roll', none, drawUp({ roll: { ...head.roll, panel: [] } }), 'ROLL_INVALID'],
    ['needs a round before the second', none, after(none), 'REVIEW_NOT_CLOSED'],
    ['needs that round closed', none, after(open), 'REVIEW_NOT_CLOSED'],
    [
      'is held again for whom the vote was not valid',
      none,
      after(closedWith(result('A', null), result('B', 'TURNOUT_TOO_LOW'))),
      'ReviewDrawnUp',
    ],
    [
      'is not held again for others',
      none,
      after(closedWith(result('A', 'TURNOUT_TOO_LOW'), result('B', null))),
      'REVIEW_VALID',
    ],
  ])('%s', (...[, state, command, code]) => expect(codeOf(state, command)).toBe(code));

  test.each<[string, string | null, Review, string]>([
    ['approver-1', null, given(drawnUp), 'ReviewOpened'],
    ['approver-1', null, open, 'UNCHANGED'],
    ['appraiser-1', null, given(drawnUp), 'SAME_PERSON'],
    ['approver-1', 'B', given(drawnUp), 'SAME_PERSON'],
    ['approver-1', null, given(), 'REVIEW_UNKNOWN'],
  ])('opened by %s (officer %s)', (...[actor, officer, state, code]) => {
    const data = { opener: person(actor, officer), modulus: 'AA' };
    expect(codeOf(state, { type: 'OpenReview', data })).toBe(code);
  });

  test.each<Tried>([
    ['papers', open, papers('D', ['A', 'B']), 'VotingPapersIssued'],
    ['the same papers', given(drawnUp, opened, marked), papers('D', ['A', 'B']), 'UNCHANGED'],
    ['others', given(drawnUp, opened, marked), papers('D', ['A'], 'd2'), 'ALREADY_VOTED'],
    ['two on one', open, papers('D', ['A', 'A']), 'ALREADY_VOTED'],
    ['one on oneself', open, papers('A', ['B', 'A']), 'SELF_VOTE'],
    ['one on a relative', open, papers('C', ['A']), 'KIN_RECUSED'],
    ['one before it is open', given(drawnUp), papers('D', ['A']), 'REVIEW_NOT_OPEN'],
    [
      'one after it is closed',
      closedWith(result('A', null)),
      papers('D', ['A']),
      'REVIEW_NOT_OPEN',
    ],
  ])('asked for %s', (...[, state, command, code]) => expect(codeOf(state, command)).toBe(code));

  test('keeps the last score of a leader and the last words of an officer', () => {
    const score = (value: string): ReviewEvent => ({
      type: 'LeaderScored',
      data: { review: 'R1', leader: 'L1', officer: 'A', score: value },
    });
    const codes = (...each: string[]): ReviewEvent => ({
      type: 'SelfAssessed',
      data: { review: 'R1', officer: 'A', codes: each },
    });
    const state = given(drawnUp, opened, score('70'), score('92'), codes('X'), codes('Y', 'Z'));
    expect(state.assessments.get('A')).toEqual(['Y', 'Z']);
    const data = { leader: 'L1', officer: 'A' };
    const by = (value: string): ReviewCommand => ({
      type: 'ScoreAsLeader',
      data: { ...data, score: value },
    });
    expect([codeOf(state, by('92')), codeOf(state, by('70'))]).toEqual([
      'UNCHANGED',
      'LeaderScored',
    ]);
    const told = { officer: 'A', codes: ['Y', 'Z'] };
    expect(codeOf(state, { type: 'AssessOneself', data: told })).toBe('UNCHANGED');
    expect(codeOf(state, { type: 'AssessOneself', data: { ...told, officer: 'C' } })).toBe(
      'NOT_ON_ROLL',
    );
    const [event] = review.decide(close(), state);
    expect(event).toMatchObject({
      type: 'ReviewClosed',
      data: {
        results: [
          { officer: 'A', leaders: '92', democratic: { eligible: 5, votes: 5, value: '85' } },
          { officer: 'B', leaders: null, democratic: { votes: 0, gap: 'TOO_FEW_VOTERS' } },
        ],
      },
    });
  });

  test('is closed once, while it is open, by nobody whom it reviews', () => {
    expect(codeOf(open, close())).toBe('ReviewClosed');
    expect(codeOf(given(drawnUp), close())).toBe('REVIEW_NOT_OPEN');
    expect(codeOf(open, close(person('x', 'A')))).toBe('SAME_PERSON');
    expect(codeOf(closedWith(result('A', null)), close())).toBe('UNCHANGED');
  });

  test('is confirmed by its panel when something is valid', () => {
    const confirm = (member: string): ReviewCommand => ({
      type: 'ConfirmReview',
      data: { member },
    });
    const half = closedWith(result('A', null), result('B', 'TURNOUT_TOO_LOW'));
    expect(codeOf(half, confirm('P1'))).toBe('ReviewConfirmed');
    expect(codeOf(half, confirm('D'))).toBe('NOT_ON_PANEL');
    expect(codeOf(open, confirm('P1'))).toBe('REVIEW_NOT_CLOSED');
    expect(codeOf(closedWith(result('A', 'TURNOUT_TOO_LOW')), confirm('P1'))).toBe(
      'REVIEW_NOT_VALID',
    );
    const twice = review.evolve(half, {
      type: 'ReviewConfirmed',
      data: { review: 'R1', member: 'P1' },
    });
    expect(codeOf(twice, confirm('P1'))).toBe('UNCHANGED');
  });
});

describe('the appraisal diary', () => {
  const entry: DiaryEntry = {
    ...{ entry: 'E1', officer: 'A', day: '2024-05-17' },
    ...{ code: 'DUTY_PRAISED', document: 'ZJG-1', author: 'L1' },
  };
  const write = (over: Partial<DiaryEntry>, self: string | null = null) => {
    const known = fold(diaryEntry, [{ type: 'DiaryEntryWritten', data: entry }]);
    const data = { entry: { ...entry, ...over }, self, today: '2024-05-18' };
    try {
      return diaryEntry.decide({ type: 'WriteEntry', data }, known).length;
    } catch (error) {
      if (isRejection(error)) return error.code;
      throw error;
    }
  };

  test.each<[Partial<DiaryEntry>, string | null, number | string]>([
    [{ entry: 'E2', day: '2024-05-18' }, null, 1],
    [{}, null, 0],
    [{ code: 'OTHER' }, null, 'ID_REUSED'],
    [{ author: 'L2' }, null, 'ID_REUSED'],
    [{ entry: 'E2', day: '2024-05-19' }, null, 'DAY_IN_FUTURE'],
    [{ entry: 'E2' }, 'A', 'SELF_VOTE'],
  ])('%j written by %s: %s', (over, self, code) => expect(write(over, self)).toBe(code));
});
