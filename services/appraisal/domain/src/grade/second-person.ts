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
    {
      zh: '提出提案、调整其中等级或列入其中的人员，不得审批该提案。',
      en: 'Whoever wrote a proposal, moved a level in it, or stands in it, cannot approve it.',
    },
    { author: authors[0] ?? '', approver: approver.actor },
  );
};

/** An approval where nothing is proposed. */
export const nothingProposed = (status: string): Rejection =>
  new Rejection(
    'PROPOSAL_NOT_OPEN',
    { zh: '没有待审批的提案。', en: 'There is no proposal to approve.' },
    { status },
  );

/** @throws Rejection ALREADY_APPROVED where another person has approved */
export const refuseOtherApprover = (approver: Person, known: string | null): void => {
  if (known === approver.actor) return;
  throw new Rejection(
    'ALREADY_APPROVED',
    { zh: '该提案已由他人审批。', en: 'Another person has approved this proposal.' },
    { approver: known },
  );
};
