import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import { ANNUAL_GRADES } from './decision.ts';
import { periodKeyOf } from './period.ts';

/**
 * What an upheld ruling puts right in an officer's year, beside the `RulingMade` that it belongs to:
 * no fact is at stake, so that the producers of facts need not know it.
 */
export interface YearPutRight {
  readonly calendar: string;
  readonly period: string;
  readonly objection: string;
  readonly ruling: string;
  readonly officer: string;
  readonly unit: string;
  /** Number of the document with the reasons. */
  readonly document: string;
  /** The first revision of the year in which it counts. */
  readonly revision: number;
  /** The year was final: nobody else moves. */
  readonly held: boolean;
  /** The grade that is given; null: by the rules. */
  readonly grade: (typeof ANNUAL_GRADES)[number] | null;
  /** Parts of the year's score, exact, 0 … 100; null: as they were reviewed. */
  readonly leaders: string | null;
  readonly votes: string | null;
}

export const yearPutRight = defineEvent<YearPutRight>({
  ...{ log: LOGS.period, type: 'YearPutRight', v: 1, title: 'A ruling put a year right' },
  key: periodKeyOf,
  promote: (data) => ({ officer: data.officer, num: Number(data.period) }),
  schema: closed({
    ...{ calendar: { enum: ['year'] }, period: shape.code, document: shape.code },
    ...{ objection: shape.uuid, ruling: shape.uuid, officer: shape.uuid, unit: shape.code },
    revision: { type: 'integer', minimum: 1 },
    held: { type: 'boolean' },
    grade: orNull({ enum: ANNUAL_GRADES }),
    leaders: orNull(shape.text),
    votes: orNull(shape.text),
  }),
  sample: {
    ...{ calendar: 'year', period: '2024', document: 'CD-2025-0212', unit: 'ZJG-110' },
    objection: '7a2f0c91-4b3d-4e58-9c16-5d8e2f7b1a05',
    ruling: '5e1d3c7b-0a94-4f26-8b3d-7c9e1f2a4b06',
    officer: '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01',
    ...{ revision: 2, held: false, grade: null, leaders: '185/2', votes: null },
  },
});
