import { Rejection } from '@ywk/kernel';
import { UrnStore, type Ballot } from '../persistence/urn.store.ts';
import { isSigned } from './blind-signature.ts';
import { kindOf } from './paper-kinds.ts';
import { Reviews, type ReviewParts } from './reviews.ts';

/** A ballot as somebody casts it who says who he is to nobody. */
export interface CastBallot extends Ballot {
  readonly signature: string;
}

/**
 * The door of the urn. A ballot is no event: events stand in an order and carry times. It never meets
 * the mark of its voter, neither in a transaction nor in a row (docs/adr/0013).
 */
export class Ballots {
  private readonly urns: UrnStore;
  private readonly reviews: Reviews;

  constructor(parts: ReviewParts) {
    this.urns = new UrnStore(parts.pool);
    this.reviews = new Reviews(parts);
  }

  /** @throws Rejection REVIEW_UNKNOWN, REVIEW_NOT_OPEN, PAPER_NOT_VALID, ALREADY_VOTED */
  async cast(review: string, { signature, ...ballot }: CastBallot): Promise<void> {
    const { head, modulus, status } = await this.reviews.load(review);
    if (head === null) {
      throw new Rejection('REVIEW_UNKNOWN', { zh: '没有该评议。', en: 'There is no such review.' });
    }
    if (status !== 'OPEN' || modulus === null) {
      throw new Rejection('REVIEW_NOT_OPEN', {
        zh: '仅在评议开放期间接受投票。',
        en: 'Ballots are taken while the review is open.',
      });
    }
    const kind = kindOf(head, ballot.officer, ballot.class);
    if (kind < 0 || !isSigned({ paper: ballot.paper, signature }, kind, modulus)) {
      throw new Rejection('PAPER_NOT_VALID', {
        zh: '该签名不是此类别评议此人员的选票签名。',
        en: 'The signature is not that of a voting paper on this officer for this class.',
      });
    }
    await this.urns.cast(review, ballot);
  }
}
