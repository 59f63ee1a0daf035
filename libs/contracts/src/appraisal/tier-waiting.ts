import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';

/** A run left an officer who has the credit years where they stand: why, and among how many. */
export interface TierWaited {
  readonly officer: string;
  /** The run, as `2022`. */
  readonly run: string;
  readonly effectiveDate: string;
  readonly schemeVersion: string;
  /** 7 (low) … 1 (high). */
  readonly from: number;
  readonly to: number;
  readonly reason: 'NO_SEAT' | 'TIE' | 'SANCTION' | 'WAITING_TIME';
  /** Place among those who wait for this step, from 1; null for who is barred. */
  readonly place: number | null;
  /** Total of the year in hundredths of a point; null for a year graded without one. */
  readonly total: number | null;
  /** How many were ready for this step, seats free for it (null: it takes none), and how many of them got one. */
  readonly competitors: number;
  readonly free: number | null;
  readonly filled: number;
  /** Total of the last who got one, hundredths; null for none, and where fewer than five were ready. */
  readonly cut: number | null;
  readonly says: { readonly zh: string; readonly en: string };
}

const count = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };

export const tierWaited = defineEvent<TierWaited>({
  log: LOGS.proposal,
  type: 'TierWaited',
  v: 1,
  title: 'A tier run left an officer waiting',
  key: (data) => data.officer,
  promote: (data) => ({ officer: data.officer, num: data.to }),
  schema: closed({
    officer: shape.uuid,
    run: shape.text,
    effectiveDate: shape.day,
    schemeVersion: shape.code,
    from: shape.tier,
    to: shape.tier,
    reason: { enum: ['NO_SEAT', 'TIE', 'SANCTION', 'WAITING_TIME'] },
    place: orNull({ type: 'integer', minimum: 1 }),
    total: orNull(count),
    competitors: count,
    free: orNull(count),
    filled: count,
    cut: orNull(count),
    says: closed({ zh: shape.text, en: shape.text }),
  }),
  sample: {
    officer: '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01',
    run: '2022',
    effectiveDate: '2023-01-01',
    schemeVersion: 'rc-1@1',
    from: 4,
    to: 3,
    reason: 'NO_SEAT',
    place: 1,
    total: 9010,
    competitors: 5,
    free: 4,
    filled: 4,
    cut: 9080,
    says: {
      zh: '一至三级无空额，排第1',
      en: 'no seat free among tiers 1 to 3; place 1 of those who wait',
    },
  },
});
