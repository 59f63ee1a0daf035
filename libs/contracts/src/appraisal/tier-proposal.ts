import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';

const log = LOGS.proposal;
const proposal = '4d0f2b86-7c1e-5a3d-9b42-6e8f0a1c2d05';
const officer = '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01';

/** What a run or a conversion proposed a change on; a change asked for by a person has none. */
export interface TierBasis {
  /** The run it comes from, as `2022` or the document of a conversion. */
  readonly run: string;
  readonly schemeVersion: string;
  /** Rules applied, as JSON Pointers into the scheme. */
  readonly clauses: readonly string[];
  /** Credit years there and needed, in hundredths. */
  readonly credits: number;
  readonly needed: number;
  /** Total of the year in hundredths of a point; null for a year graded without one. */
  readonly total: number | null;
  /** Fen a month by which pay is held up for who is mapped down. */
  readonly protection: number;
  readonly says: { readonly zh: string; readonly en: string };
}

/** A tier change as version 1 told of one: nothing of what it rests on. */
interface TierChangeProposedV1 {
  readonly proposal: string;
  readonly officer: string;
  /** 7 (low) … 1 (high). */
  readonly from: number;
  readonly to: number;
  /** First day of the new tier, Asia/Shanghai. */
  readonly effectiveDate: string;
  readonly ground: string;
  readonly author: string;
}

/** A tier change that waits for a second person. */
export interface TierChangeProposed extends TierChangeProposedV1 {
  readonly basis: TierBasis | null;
}

const change = {
  proposal: shape.uuid,
  officer: shape.uuid,
  from: shape.tier,
  to: shape.tier,
  effectiveDate: shape.day,
  ground: shape.code,
  author: shape.text,
};

const sampleChange: TierChangeProposedV1 = {
  proposal,
  officer,
  from: 5,
  to: 4,
  effectiveDate: '2024-01-01',
  ground: 'SENIORITY',
  author: 'appraiser-1',
};

export const tierChangeProposedV1 = defineEvent<TierChangeProposedV1>({
  log,
  type: 'TierChangeProposed',
  v: 1,
  title: 'A tier change was proposed',
  key: (data) => data.proposal,
  promote: (data) => ({ officer: data.officer, num: data.to }),
  schema: closed(change),
  sample: sampleChange,
  upcast: (data): TierChangeProposed => ({ ...data, basis: null }),
});

const count = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };

export const tierChangeProposed = defineEvent<TierChangeProposed>({
  log,
  type: 'TierChangeProposed',
  v: 2,
  title: 'A tier change was proposed',
  key: (data) => data.proposal,
  promote: (data) => ({ officer: data.officer, num: data.to }),
  schema: closed({
    ...change,
    basis: orNull(
      closed({
        run: shape.text,
        schemeVersion: shape.code,
        clauses: { type: 'array', items: shape.text, maxItems: 20 },
        credits: count,
        needed: count,
        total: orNull(count),
        protection: count,
        says: closed({ zh: shape.text, en: shape.text }),
      }),
    ),
  }),
  sample: {
    ...sampleChange,
    basis: {
      run: '2023',
      schemeVersion: 'rc-1@1',
      clauses: ['/decisions/tiers/ladder'],
      credits: 300,
      needed: 300,
      total: 9120,
      protection: 0,
      says: {
        zh: '计分年3，需3，可晋升四级',
        en: '3 credit years of 3 needed for tier 4',
      },
    },
  },
});

export interface TierChangeApproved {
  readonly proposal: string;
  /** Id of the decision that it became. */
  readonly decision: string;
  readonly approver: string;
}

export const tierChangeApproved = defineEvent<TierChangeApproved>({
  log,
  type: 'TierChangeApproved',
  v: 1,
  title: 'A tier change was approved',
  key: (data) => data.proposal,
  schema: closed({ proposal: shape.uuid, decision: shape.uuid, approver: shape.text }),
  sample: {
    proposal,
    decision: 'c2a7f9d0-4b6e-5c8a-9e13-5f7b9d1c3e05',
    approver: 'approver-1',
  },
});

/** The one stream of runs and conversions, which is also its key. */
export const TIER_RUNS_STREAM = 'tier-runs';

/** A tier run or a conversion was made; the approved posts it states hold until the next one. */
export interface TierRunMade {
  /** `2022`, or the document of a conversion. */
  readonly run: string;
  readonly kind: 'RUN' | 'CONVERSION';
  readonly effectiveDate: string;
  readonly schemeVersion: string;
  /** Approved posts, and the document that approves them. */
  readonly establishment: number;
  readonly document: string;
  /** Seats by group: the highest number of its tiers, how many, and taken before and after. */
  readonly seats: readonly {
    readonly upTo: number;
    readonly cap: number;
    readonly before: number;
    readonly after: number;
  }[];
  /** How many changes were proposed, and how many officers wait. */
  readonly proposed: number;
  readonly waiting: number;
  readonly author: string;
}

export const tierRunMade = defineEvent<TierRunMade>({
  log,
  type: 'TierRunMade',
  v: 1,
  title: 'A tier run or a conversion was made',
  key: () => TIER_RUNS_STREAM,
  schema: closed({
    run: shape.text,
    kind: { enum: ['RUN', 'CONVERSION'] },
    effectiveDate: shape.day,
    schemeVersion: shape.code,
    establishment: count,
    document: shape.text,
    seats: {
      type: 'array',
      maxItems: 6,
      items: closed({ upTo: shape.tier, cap: count, before: count, after: count }),
    },
    proposed: count,
    waiting: count,
    author: shape.text,
  }),
  sample: {
    run: '2022',
    kind: 'RUN',
    effectiveDate: '2023-01-01',
    schemeVersion: 'rc-1@1',
    establishment: 200,
    document: 'ZJG-2022-9',
    seats: [
      { upTo: 3, cap: 60, before: 57, after: 60 },
      { upTo: 1, cap: 18, before: 3, after: 3 },
    ],
    proposed: 3,
    waiting: 1,
    author: 'appraiser-1',
  },
});
