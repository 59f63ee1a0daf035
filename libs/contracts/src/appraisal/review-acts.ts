import { closed, defineEvent, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import { person } from './review-rules.ts';

const log = LOGS.review;
const review = '7b3e9c52-1d4f-5a68-8e07-2c9d4f6b8a10';
const officer = '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01';

/** What an officer says of the own year: codes alone, no score. */
export interface SelfAssessed {
  readonly review: string;
  readonly officer: string;
  readonly codes: readonly string[];
}

export const selfAssessed = defineEvent<SelfAssessed>({
  log,
  type: 'SelfAssessed',
  v: 1,
  title: 'An officer assessed the own year',
  key: (data) => data.review,
  promote: (data) => ({ officer: data.officer, num: null }),
  schema: closed({
    review: shape.uuid,
    officer: shape.uuid,
    codes: { type: 'array', items: shape.code, minItems: 1, maxItems: 20 },
  }),
  sample: { review, officer, codes: ['DUTIES_MET'] },
});

export interface LeaderScored {
  readonly review: string;
  readonly leader: string;
  readonly officer: string;
  /** 0 … 100, decimal text. */
  readonly score: string;
}

export const leaderScored = defineEvent<LeaderScored>({
  log,
  type: 'LeaderScored',
  v: 1,
  title: 'A leader scored an officer',
  key: (data) => data.review,
  promote: (data) => ({ officer: data.officer, num: null }),
  schema: closed({
    review: shape.uuid,
    leader: person,
    officer: shape.uuid,
    score: { type: 'string', pattern: '^(100([.]0{1,2})?|\\d{1,2}([.]\\d{1,2})?)$' },
  }),
  sample: { review, leader: 'leader-1', officer, score: '92' },
});

/** The mark that a voter takes part: what the voter votes stands nowhere near it. */
export interface VotingPapersIssued {
  readonly review: string;
  readonly voter: string;
  /** SHA-256 of the blinded papers, 64 hex digits: the same may be asked for again. */
  readonly digest: string;
}

export const votingPapersIssued = defineEvent<VotingPapersIssued>({
  log,
  type: 'VotingPapersIssued',
  v: 1,
  title: 'A voter got the voting papers',
  key: (data) => data.review,
  schema: closed({
    review: shape.uuid,
    voter: person,
    digest: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  }),
  sample: { review, voter: '2f7a9d31-5e8b-4c06-b1d2-7a3c5e9f0b02', digest: '0f'.repeat(32) },
});
