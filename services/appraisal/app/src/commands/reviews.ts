import { createHash } from 'node:crypto';
import {
  review as reviewDecider,
  reviewTermsOf,
  type Person,
  type Review,
  type ReviewCommand,
  type Roll,
} from '@ywk/appraisal-domain';
import { CommandHandler, type EventStore } from '@ywk/event-store';
import { Rejection } from '@ywk/kernel';
import { v7 } from 'uuid';
import type { Connections } from '../persistence/database.ts';
import type { RuleSource } from '../persistence/rules-in-force.ts';
import { readUnits, unitsAbove } from '../persistence/unit.store.ts';
import { UrnStore } from '../persistence/urn.store.ts';
import { newPaperKey, signBlinded, type PaperKey } from './blind-signature.ts';
import type { Asking } from './cut-off.ts';
import { kindOf, kindsOf } from './paper-kinds.ts';
import { stamped } from './publishing.ts';
import {
  loadReview,
  reviewEventOf,
  reviewId,
  reviewStream,
  type RoundName,
} from './review-results.ts';

export interface ReviewParts {
  readonly pool: Connections;
  readonly store: EventStore;
  readonly rules: RuleSource;
}

/** A paper that a voter wants signed: blinded, so that it can be recognised by nobody. */
export interface BlindedPaper {
  readonly officer: string;
  /** base64url. */
  readonly blinded: string;
}

/** A voter's own papers, all at once. */
export interface PapersAsk {
  readonly voter: string;
  readonly asked: readonly BlindedPaper[];
  readonly asking: Asking;
}

/** Reviews of units and years: drawn up by one, opened by another, counted and confirmed. */
export class Reviews {
  private readonly handler: CommandHandler;
  private readonly urns: UrnStore;

  constructor(private readonly parts: ReviewParts) {
    this.handler = new CommandHandler(parts.store);
    this.urns = new UrnStore(parts.pool);
  }

  /** A review as it stands now. */
  load(review: string): Promise<Review> {
    return loadReview(this.parts.store, review);
  }

  /** @throws Rejection ROLL_INVALID, REVIEW_NOT_CLOSED, REVIEW_VALID, ID_REUSED */
  async drawUp(name: RoundName, roll: Roll, asking: Asking): Promise<string> {
    const { pool, rules: source } = this.parts;
    const review = reviewId(name);
    const scheme = (await source.read(pool)).of(`${name.year}-12`).scheme;
    const above = unitsAbove(await readUnits(pool));
    const rules = reviewTermsOf(scheme, [name.unit, ...above(name.unit)]);
    const previous =
      name.round === 1 ? null : await this.load(reviewId({ ...name, round: name.round - 1 }));
    const head = { review, ...name, roll, rules, author: asking.actor };
    await this.handle(review, { type: 'DrawUpReview', data: { head, previous } }, asking);
    return review;
  }

  /** Opens the vote and puts up its urn. @throws Rejection REVIEW_UNKNOWN, SAME_PERSON */
  async open(review: string, opener: Person, asking: Asking): Promise<void> {
    const state = await this.load(review);
    const opening = (modulus: string): ReviewCommand => ({
      type: 'OpenReview',
      data: { opener, modulus },
    });
    // Refused before a key is made: an urn stands only for a review that may open.
    if (reviewDecider.decide(opening('AA'), state).length === 0 || state.head === null) return;
    const made = newPaperKey(kindsOf(state.head));
    const key = JSON.parse(await this.urns.open(review, JSON.stringify(made))) as PaperKey;
    await this.handle(review, opening(key.n), asking);
  }

  /** @throws Rejection REVIEW_UNKNOWN, REVIEW_NOT_OPEN, NOT_ON_ROLL, SELF_VOTE, KIN_RECUSED */
  async tell(review: string, command: ReviewCommand, asking: Asking): Promise<void> {
    await this.handle(review, command, asking);
  }

  /**
   * Marks that a voter takes part, and signs the voter's blinded papers; the same again yields the
   * same signatures. The papers themselves are never seen here.
   * @throws Rejection NOT_ON_ROLL, SELF_VOTE, KIN_RECUSED, ALREADY_VOTED, REVIEW_NOT_OPEN
   */
  async issuePapers(review: string, { voter, asked, asking }: PapersAsk) {
    const digest = createHash('sha256')
      .update(asked.map(({ officer, blinded }) => `${officer} ${blinded}`).join('\n'))
      .digest('hex');
    const officers = asked.map(({ officer }) => officer);
    const command: ReviewCommand = { type: 'IssueVotingPapers', data: { voter, officers, digest } };
    await this.handle(review, command, asking);
    const { head } = await this.load(review);
    const found = head?.roll.voters.find((each) => each.voter === voter);
    if (head === null || found === undefined)
      throw new Error('A voter with papers is on the roll.');
    const key = JSON.parse(await this.urns.keyOf(review)) as PaperKey;
    return {
      class: found.class,
      papers: asked.map(({ officer, blinded }) => ({
        officer,
        signature: signed(key, kindOf(head, officer, found.class), blinded),
      })),
    };
  }

  /** Counts the votes and closes for good; asked again after a crash it goes on where it stopped. */
  async close(review: string, closer: Person, asking: Asking): Promise<void> {
    const closing = (sums: Awaited<ReturnType<UrnStore['seal']>>): ReviewCommand => ({
      type: 'CloseReview',
      data: { closer, sums },
    });
    // Refused before the urn is sealed: afterwards nobody can vote any more.
    const events = reviewDecider.decide(closing([]), await this.load(review));
    if (events.length > 0) {
      await this.handle(review, closing(await this.urns.seal(review)), asking);
    }
    await this.urns.clear(review);
  }

  private async handle(review: string, command: ReviewCommand, asking: Asking): Promise<void> {
    await this.handler.handle({
      ...reviewStream(review),
      decider: reviewDecider,
      command,
      // The decider itself knows what was said before; the same word may be right again later.
      commandId: v7(),
      actor: asking.actor,
      request: command.type,
      toEvents: (events) =>
        events.map(({ type, data }) => stamped({ type, v: 1, data }, asking.at)),
      fromEvent: reviewEventOf,
    });
  }
}

const signed = (key: PaperKey, kind: number, blinded: string): string => {
  try {
    return signBlinded(key, kind, blinded);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Rejection('PAPER_NOT_VALID', {
      zh: '盲化选票须为小于模数的数。',
      en: 'A blinded paper is a number below the modulus.',
    });
  }
};
