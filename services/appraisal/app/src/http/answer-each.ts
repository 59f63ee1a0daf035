import { isRejection } from '@ywk/kernel';
import type { ProposalAnswer as Answer } from './grade-proposal.view.ts';

/** Does one of many things; what is refused answers with its reason, and the others go on. */
export const answerFor = async (id: Answer, work: () => Promise<Answer>): Promise<Answer> => {
  try {
    return { ...id, ...(await work()) };
  } catch (error) {
    if (!isRejection(error)) throw error;
    const { code, detail, details, facts } = error;
    return { ...id, outcome: 'refused', code, detail, details, facts };
  }
};
