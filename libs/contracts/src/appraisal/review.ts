import { closed, defineEvent, orNull, shape, type JsonSchema } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import { person, reviewRulesShape, type RulesOfReview } from './review-rules.ts';

const log = LOGS.review;
const review = '7b3e9c52-1d4f-5a68-8e07-2c9d4f6b8a10';
const officer = '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01';
const colleague = '2f7a9d31-5e8b-4c06-b1d2-7a3c5e9f0b02';

const list = (items: JsonSchema, maxItems: number, minItems = 0) => ({
  ...{ type: 'array', items, minItems, maxItems },
});
const count = { type: 'integer', minimum: 0, maximum: 100_000 };
const year = { type: 'integer', minimum: 2000, maximum: 2100 };
/** An exact ratio as text, 545/6. */
const exact: JsonSchema = { type: 'string', pattern: '^\\d+(/\\d+)?$', maxLength: 400 };

/** Who reviews whom, and by which rules. */
export interface ReviewDrawnUp {
  readonly review: string;
  readonly unit: string;
  readonly year: number;
  /** From 1; a vote that was not valid is held again in the next one. */
  readonly round: number;
  readonly roll: {
    readonly subjects: readonly string[];
    readonly voters: readonly { readonly voter: string; readonly class: string }[];
    readonly leaders: readonly { readonly leader: string; readonly role: string }[];
    readonly panel: readonly string[];
    readonly kin: readonly (readonly [string, string])[];
  };
  readonly rules: RulesOfReview;
  readonly author: string;
}

export const reviewDrawnUp = defineEvent<ReviewDrawnUp>({
  log,
  type: 'ReviewDrawnUp',
  v: 1,
  title: 'A review of a unit and year was drawn up',
  key: (data) => data.review,
  schema: closed({
    review: shape.uuid,
    unit: shape.code,
    year,
    round: { type: 'integer', minimum: 1, maximum: 100 },
    roll: closed({
      subjects: list(shape.uuid, 300, 1),
      voters: list(closed({ voter: person, class: shape.code }), 400, 1),
      leaders: list(closed({ leader: person, role: shape.code }), 50),
      panel: list(person, 50),
      kin: list({ ...list(person, 2, 2) }, 300),
    }),
    rules: reviewRulesShape,
    author: shape.text,
  }),
  sample: {
    ...{ review, unit: 'ZJG-110', year: 2024, round: 1, author: 'appraiser-1' },
    roll: {
      subjects: [officer],
      voters: [
        { voter: officer, class: 'PEERS' },
        { voter: colleague, class: 'PEERS' },
      ],
      leaders: [{ leader: 'leader-1', role: 'LEADER' }],
      panel: ['leader-1'],
      kin: [[colleague, 'leader-1']],
    },
    rules: {
      schemeVersion: 'rc-1@1',
      classes: [{ id: 'PEERS', label: { zh: '同事', en: 'Colleagues' }, weight: 100 }],
      smallClasses: 'MERGE',
      leaders: [{ role: 'LEADER', label: { zh: '领导', en: 'Leader' }, weight: 1 }],
      strictness: 'OFF',
      panel: { minMembers: 3, quorum: '60%' },
      parts: [{ part: 'VOTES', weight: 100 }],
      votes: { EXCELLENT: 100, COMPETENT: 85, BASIC: 65, INCOMPETENT: 40 },
      minTurnout: '80%',
      minVoters: 5,
    },
  },
});

export interface ReviewOpened {
  readonly review: string;
  readonly opener: string;
  /** Modulus by which voting papers are signed, base64url. */
  readonly modulus: string;
}

export const reviewOpened = defineEvent<ReviewOpened>({
  log,
  type: 'ReviewOpened',
  v: 1,
  title: 'A review was opened by a second person',
  key: (data) => data.review,
  schema: closed({
    review: shape.uuid,
    opener: shape.text,
    modulus: { type: 'string', pattern: '^[A-Za-z0-9_-]+$', maxLength: 800 },
  }),
  sample: { review, opener: 'approver-1', modulus: 'wJ8w' },
});

/** Results as they may be known: nothing in them rests on fewer votes than the scheme allows. */
export interface ReviewClosed {
  readonly review: string;
  readonly closer: string;
  readonly results: readonly {
    readonly officer: string;
    /** Exact, 0 … 100; null when no leader scored. */
    readonly leaders: string | null;
    readonly democratic: {
      readonly eligible: number;
      readonly votes: number;
      readonly groups: readonly {
        readonly classes: readonly string[];
        readonly votes: number;
        readonly mean: string | null;
      }[];
      readonly value: string | null;
      readonly gap: 'TOO_FEW_VOTERS' | 'TURNOUT_TOO_LOW' | null;
    };
  }[];
}

export const reviewClosed = defineEvent<ReviewClosed>({
  log,
  type: 'ReviewClosed',
  v: 1,
  title: 'A review was closed and counted',
  key: (data) => data.review,
  schema: closed({
    review: shape.uuid,
    closer: shape.text,
    results: list(
      closed({
        officer: shape.uuid,
        leaders: orNull(exact),
        democratic: closed({
          eligible: count,
          votes: count,
          groups: list(
            closed({ classes: list(shape.code, 20, 1), votes: count, mean: orNull(exact) }),
            20,
          ),
          value: orNull(exact),
          gap: { enum: ['TOO_FEW_VOTERS', 'TURNOUT_TOO_LOW', null] },
        }),
      }),
      300,
      1,
    ),
  }),
  sample: {
    review,
    closer: 'appraiser-1',
    results: [
      {
        officer,
        leaders: '90',
        democratic: {
          ...{ eligible: 14, votes: 12, value: '545/6', gap: null },
          groups: [{ classes: ['PEERS'], votes: 12, mean: '545/6' }],
        },
      },
    ],
  },
});

export interface ReviewConfirmed {
  readonly review: string;
  readonly member: string;
}

export const reviewConfirmed = defineEvent<ReviewConfirmed>({
  log,
  type: 'ReviewConfirmed',
  v: 1,
  title: 'A member of the panel confirmed the results',
  key: (data) => data.review,
  schema: closed({ review: shape.uuid, member: person }),
  sample: { review, member: 'leader-1' },
});
