import { createHash } from 'node:crypto';
import type { AnnualGrade, VoteSum } from '@ywk/appraisal-domain';
import { partitionOf } from '@ywk/contracts';
import { inTransaction } from '@ywk/event-store';
import { Rejection } from '@ywk/kernel';
import type { Connections } from './database.ts';

/** A ballot without its voter. */
export interface Ballot {
  readonly officer: string;
  readonly class: string;
  readonly grade: AnnualGrade;
  /** The paper's random number; it serves once. */
  readonly paper: string;
}

/** How sums are kept: `officer class grade` → votes. */
type Sums = Readonly<Record<string, number>>;

const OPEN = `
INSERT INTO vote_urn (partition, review, key) VALUES ($1, $2, $3)
ON CONFLICT (partition, review) DO NOTHING`;
const KEY = `SELECT key FROM vote_urn WHERE partition = $1 AND review = $2`;
const TAKE = `SELECT sums, sealed FROM vote_urn WHERE partition = $1 AND review = $2 FOR UPDATE`;
const SPEND = `
INSERT INTO spent_paper (partition, review, paper) VALUES ($1, $2, $3)
ON CONFLICT (partition, review, paper) DO NOTHING`;
const COUNT = `UPDATE vote_urn SET sums = $3 WHERE partition = $1 AND review = $2`;
const SEAL = `
UPDATE vote_urn SET sealed = true, key = NULL WHERE partition = $1 AND review = $2 RETURNING sums`;
const CLEAR = `DELETE FROM vote_urn WHERE partition = $1 AND review = $2`;

/** Partition and review, as keys begin. */
const placeOf = (review: string): [number, string] => [partitionOf(review), review];

const notOpen = (): Rejection =>
  new Rejection('REVIEW_NOT_OPEN', {
    zh: '仅在评议开放期间可以办理。',
    en: 'This is possible while the review is open.',
  });

/**
 * The urns of open reviews. A ballot is added to the sums of its review and is no row of its own; one
 * row holds all sums, so that whoever looks sees neither an order nor a time nor a transaction of any
 * ballot but the last one's, and of that one not what it was.
 */
export class UrnStore {
  constructor(private readonly pool: Connections) {}

  /** Puts up an urn with the key that signs its papers; one that stands already keeps its own. */
  async open(review: string, key: string): Promise<string> {
    await this.pool.query(OPEN, [...placeOf(review), key]);
    return this.keyOf(review);
  }

  /** @throws Rejection REVIEW_NOT_OPEN */
  async keyOf(review: string): Promise<string> {
    const { rows } = await this.pool.query<{ key: string | null }>(KEY, placeOf(review));
    const key = rows[0]?.key ?? null;
    if (key === null) throw notOpen();
    return key;
  }

  /**
   * Counts a ballot. Its paper is spent, as a hash, in a table that knows nothing else.
   * @throws Rejection REVIEW_NOT_OPEN, ALREADY_VOTED
   */
  async cast(review: string, ballot: Ballot): Promise<void> {
    await inTransaction(this.pool, async (tx) => {
      const { rows } = await tx.query<{ sums: Sums; sealed: boolean }>(TAKE, placeOf(review));
      const [urn] = rows;
      if (urn === undefined || urn.sealed) throw notOpen();
      const hash = createHash('sha256').update(ballot.paper).digest('hex');
      const spent = await tx.query(SPEND, [...placeOf(review), hash]);
      if (spent.rowCount === 0) {
        throw new Rejection('ALREADY_VOTED', {
          zh: '该选票已经使用。',
          en: 'This voting paper was used before.',
        });
      }
      const name = [ballot.officer, ballot.class, ballot.grade].join(' ');
      const sums = { ...urn.sums, [name]: (urn.sums[name] ?? 0) + 1 };
      await tx.query(COUNT, [...placeOf(review), JSON.stringify(sums)]);
    });
  }

  /** Closes an urn for good and forgets its key. @returns the sums; none where it was cleared */
  async seal(review: string): Promise<VoteSum[]> {
    const { rows } = await this.pool.query<{ sums: Sums }>(SEAL, placeOf(review));
    return Object.entries(rows[0]?.sums ?? {}).map(([name, n]) => {
      const [officer = '', voters = '', grade] = name.split(' ');
      return { officer, class: voters, grade: grade as AnnualGrade, n };
    });
  }

  /** Throws an urn away with its spent papers: what may be known stands in the result. */
  async clear(review: string): Promise<void> {
    await this.pool.query(CLEAR, placeOf(review));
  }
}
