import { LOGS, type PayChangeAcknowledged } from '@ywk/contracts';
import type { AppendCommand, StoredEvent } from '@ywk/event-store';
import type { AcknowledgementEvent, Answer } from '@ywk/payroll-domain';
import { v5, v7 } from 'uuid';

const ANSWER_NAMESPACE = 'c0f6c9b1-35a7-5a0e-8b5b-51d4a7a86a02';

/** An answer to one line, as it came through a door. */
export interface LineAnswer extends Answer {
  readonly line: string;
  /** When the payroll system answered; UTC, milliseconds. */
  readonly at: string;
}

export const answerStreamOf = (line: string): string => `line-${line}`;

/** A source's event id names one answer for ever. */
export const answerCommandIdOf = ({ source, sourceEventId }: Answer): string =>
  v5(`${source}/${sourceEventId}`, ANSWER_NAMESPACE);

/** A kept answer in our words. */
export const acknowledgementOf = ({ data }: Pick<StoredEvent, 'data'>): AcknowledgementEvent => {
  const { outcome, reason, source, sourceEventId } = data as PayChangeAcknowledged;
  return { type: 'PayChangeAcknowledged', data: { outcome, reason, source, sourceEventId } };
};

/** The command that keeps a first answer. */
export const answerCommand = (
  { line, at, ...answer }: LineAnswer,
  actor: string,
): AppendCommand => ({
  commandId: answerCommandIdOf(answer),
  actor,
  request: JSON.stringify([line, answer.outcome, answer.reason]),
  writes: [
    {
      log: LOGS.line,
      stream: answerStreamOf(line),
      key: line,
      expectedVersion: 0,
      events: [
        {
          eventId: v7(),
          type: 'PayChangeAcknowledged',
          v: 1,
          data: { line, ...answer },
          occurredAt: at,
        },
      ],
    },
  ],
});
