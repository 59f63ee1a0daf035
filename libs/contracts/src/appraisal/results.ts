import { closed, defineEvent, orNull, shape, type JsonSchema } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import { PARTITIONS } from '../partition.ts';
import { sampleYear, yearFound, yearFoundV1, type YearFound } from './annual-decision.ts';
import { quotaUsed, sampleQuota, type QuotaUsed } from './level.ts';

const proposal = '4d0f2b86-7c1e-5a3d-9b42-6e8f0a1c2d05';
const officer = '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01';
const decision = '9b1f0a64-2f0b-5e57-a7c9-3d1e5b7f9a04';

const count = { type: 'integer', minimum: 0 };
const points = { type: 'integer', minimum: 0, maximum: 11000 };

/** What a unit's results of a quarter, half-year or year rest on. */
export interface ResultsProposed {
  readonly proposal: string;
  readonly calendar: string;
  readonly period: string;
  readonly revision: number;
  readonly unit: string;
  readonly schemeVersion: string;
  readonly members: number;
  readonly author: string;
  /** Revisions of the months that went in, by month. */
  readonly months: Readonly<Record<string, number>>;
  /** Seats of the excellent of a year, and the units whose people stood for them. */
  readonly quota: { readonly units: readonly string[]; readonly use: QuotaUsed } | null;
  /** Position of the period's marker in each partition, by log. */
  readonly vector: Readonly<Record<string, readonly number[]>>;
}

const positions: JsonSchema = {
  type: 'object',
  propertyNames: shape.code,
  additionalProperties: {
    ...{ type: 'array', items: count, minItems: PARTITIONS, maxItems: PARTITIONS },
  },
};

const revision = { type: 'integer', minimum: 1 };
const keyed = {
  log: LOGS.proposal,
  v: 1,
  key: (data: { readonly proposal: string }) => data.proposal,
};

export const resultsProposed = defineEvent<ResultsProposed>({
  ...keyed,
  type: 'ResultsProposed',
  title: 'Results of a unit in a longer period were proposed',
  schema: closed({
    proposal: shape.uuid,
    calendar: { enum: ['quarter', 'half-year', 'year'] },
    period: shape.code,
    revision,
    unit: shape.code,
    schemeVersion: shape.code,
    members: count,
    author: shape.text,
    months: { type: 'object', propertyNames: shape.code, additionalProperties: revision },
    quota: orNull(
      closed({
        units: { type: 'array', items: shape.code, minItems: 1, uniqueItems: true },
        use: quotaUsed,
      }),
    ),
    vector: positions,
  }),
  sample: {
    ...{ proposal, calendar: 'year', period: '2024', revision: 1, unit: 'ZJG-110' },
    ...{ schemeVersion: 'rc-1@1', members: 1, author: 'appraiser-1' },
    months: { '2024-11': 1, '2024-12': 2 },
    quota: { units: ['ZJG-110'], use: { ...sampleQuota, quota: 'EXCELLENT', share: '20%' } },
    vector: { [LOGS.decision]: Array.from({ length: PARTITIONS }, () => 12) },
  },
});

/** One officer's line. */
interface ListedResult {
  readonly decision: string;
  readonly officer: string;
  /** Hundredths of a point. */
  readonly total: number | null;
  /** Among the unit's people with a total: 1 + number strictly better. */
  readonly rank: number | null;
  /** Months that have a total. */
  readonly months: number;
  /** Null in a period that has no grades of its own. */
  readonly year: YearFound | null;
}

/** A piece of the list, at most 50 lines. */
interface ResultsListed {
  readonly proposal: string;
  /** From 1. */
  readonly part: number;
  readonly results: readonly ListedResult[];
}

const listed = {
  ...keyed,
  type: 'ResultsListed',
  title: 'Lines of a unit’s results in a longer period',
};

const linesWith = (year: Readonly<Record<string, JsonSchema>>): JsonSchema =>
  closed({
    proposal: shape.uuid,
    part: revision,
    results: {
      type: 'array',
      maxItems: 50,
      items: closed({
        decision: shape.uuid,
        officer: shape.uuid,
        total: orNull(points),
        rank: orNull(revision),
        months: count,
        year: orNull(closed(year)),
      }),
    },
  });

const sampleLine = { decision, officer, total: 9071, rank: 5, months: 12 };

/** Every piece of version 1 is one of version 2. */
export const resultsListedV1 = defineEvent<ResultsListed>({
  ...listed,
  v: 1,
  schema: linesWith(yearFoundV1),
  sample: { proposal, part: 1, results: [{ ...sampleLine, year: sampleYear }] },
  upcast: (data) => data,
});

export const resultsListed = defineEvent<ResultsListed>({
  ...listed,
  v: 2,
  schema: linesWith(yearFound),
  sample: {
    ...{ proposal, part: 1 },
    results: [{ ...sampleLine, year: { ...sampleYear, rule: 'RULING', by: 'CD-2025-0212' } }],
  },
});

interface ResultsApproved {
  readonly proposal: string;
  readonly approver: string;
  readonly members: number;
}

export const resultsApproved = defineEvent<ResultsApproved>({
  ...keyed,
  type: 'ResultsApproved',
  title: 'Results of a unit in a longer period were approved',
  schema: closed({ proposal: shape.uuid, approver: shape.text, members: count }),
  sample: { proposal, approver: 'approver-1', members: 1 },
});
