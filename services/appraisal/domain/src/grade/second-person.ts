import { Rejection } from '@ywk/kernel';
import type { Person } from './grade-proposal.state.ts';

/** Who has had a hand in a proposal, and whom it is about. */
export interface Involved {
  /** The first is who proposed it. */
  readonly authors: readonly string[];
  /** Officer ids. */
  readonly subjects: readonly string[];
}

/** @throws Rejection SAME_PERSON to whoever wrote a proposal or is its subject */
export const refuseSamePerson = (approver: Person, { authors, subjects }: Involved): void => {
  const isSubject = approver.officer !== null && subjects.includes(approver.officer);
  if (!authors.includes(approver.actor) && !isSubject) return;
  throw new Rejection(
    'SAME_PERSON',
    'Whoever wrote a proposal, moved a level in it, or stands in it, cannot approve it.',
    { author: authors[0] ?? '', approver: approver.actor },
  );
};

/** @throws Rejection ALREADY_APPROVED where another person has approved */
export const refuseOtherApprover = (approver: Person, known: string | null): void => {
  if (known === approver.actor) return;
  throw new Rejection('ALREADY_APPROVED', 'Another person has approved this proposal.', {
    approver: known,
  });
};
