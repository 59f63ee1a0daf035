import type { PayChangeAcknowledged } from '@ywk/contracts';
import type { AcknowledgementEvent, Answer } from '@ywk/payroll-domain';

/** An answer as it is kept. */
export const publishAnswer = (line: string, answer: Answer): PayChangeAcknowledged => ({
  line,
  outcome: answer.outcome,
  reason: answer.reason,
  source: answer.source,
  sourceEventId: answer.sourceEventId,
});

/** A kept answer in our words. */
export const acknowledgementOf = (kept: PayChangeAcknowledged): AcknowledgementEvent => {
  const { outcome, reason, source, sourceEventId } = kept;
  return { type: 'PayChangeAcknowledged', data: { outcome, reason, source, sourceEventId } };
};
