import type { Label } from './label.ts';

/** What a refusal is about, for the one who must mend it. Plain JSON values only. */
export type RejectionFacts = Readonly<Record<string, unknown>>;

/**
 * A command that should not have been sent. The code is a contract (documented, never renamed);
 * the details are for people. Over HTTP it becomes a problem document, in a consumer it parks.
 */
export class Rejection extends Error {
  override readonly name = 'Rejection';

  constructor(
    readonly code: string,
    readonly details: Label,
    readonly facts: RejectionFacts = {},
  ) {
    super(`${code}: ${details.en}`);
  }

  /** In English, for logs and for what is parked. */
  get detail(): string {
    return this.details.en;
  }
}

/** True for a {@link Rejection}, also one of another copy of this package. */
export const isRejection = (error: unknown): error is Rejection =>
  error instanceof Error && error.name === 'Rejection' && 'code' in error;
