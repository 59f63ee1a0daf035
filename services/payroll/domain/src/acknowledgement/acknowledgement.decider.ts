import { Rejection, type Decider, type Message } from '@ywk/kernel';

/** What the bureau's payroll system says about one line. */
export interface Answer {
  readonly outcome: 'ACCEPTED' | 'REFUSED';
  /** Code of the payroll system; null when accepted. */
  readonly reason: string | null;
  /** The answering system and its own id of the answer. */
  readonly source: string;
  readonly sourceEventId: string;
}

export type AcknowledgementCommand = Message<'AnswerLine', Answer>;
export type AcknowledgementEvent = Message<'PayChangeAcknowledged', Answer>;

export interface AcknowledgementState {
  readonly answer: Answer | null;
}

const refuseIncomplete = ({ outcome, reason }: Answer): void => {
  if (outcome === 'REFUSED' && reason === null) {
    throw new Rejection('REASON_MISSING', {
      zh: '退回的变更须注明工资系统给出的原因。',
      en: 'A refused line needs the reason of the payroll system.',
    });
  }
  if (outcome === 'ACCEPTED' && reason !== null) {
    throw new Rejection('REASON_UNEXPECTED', {
      zh: '已接收的变更不应有原因。',
      en: 'An accepted line has no reason.',
    });
  }
};

const sameAnswer = (a: Answer, b: Answer): boolean =>
  a.outcome === b.outcome && a.reason === b.reason;

/**
 * The answers to one line. The first one stands; the same again changes nothing; another one is
 * refused with ACK_CONFLICT, because money may already have moved on the first.
 */
export const acknowledgement: Decider<
  AcknowledgementCommand,
  AcknowledgementState,
  AcknowledgementEvent
> = {
  initialState: { answer: null },

  decide({ data }, { answer }) {
    refuseIncomplete(data);
    if (answer === null) return [{ type: 'PayChangeAcknowledged', data }];
    if (sameAnswer(answer, data)) return [];
    throw new Rejection(
      'ACK_CONFLICT',
      { zh: '该变更此前已有不同答复。', en: 'This line was already answered otherwise.' },
      { standing: answer.outcome, standingReason: answer.reason },
    );
  },

  evolve: (_state, { data }) => ({ answer: data }),
};
