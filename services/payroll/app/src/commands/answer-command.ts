import { LOGS } from '@ywk/contracts';
import type { AppendCommand } from '@ywk/event-store';
import type { Answer } from '@ywk/payroll-domain';
import { v5, v7 } from 'uuid';
import { publishAnswer } from '../publishers/acknowledgement.publisher.ts';

/** Never changes: it makes a source's event id the same command for ever. */
const ANSWER_NAMESPACE = 'c0f6c9b1-35a7-5a0e-8b5b-51d4a7a86a02';

/** An answer to one line, as it came through a door. */
export interface LineAnswer extends Answer {
  readonly line: string;
  /** When the payroll system answered; UTC, milliseconds. */
  readonly at: string;
}

export const answerStreamOf = (line: string): string => `line-${line}`;

/** The command that keeps a first answer. */
export const answerCommand = (answer: LineAnswer, actor: string): AppendCommand => ({
  commandId: v5(`${answer.source}/${answer.sourceEventId}`, ANSWER_NAMESPACE),
  actor,
  request: JSON.stringify([answer.line, answer.outcome, answer.reason]),
  writes: [
    {
      log: LOGS.line,
      stream: answerStreamOf(answer.line),
      key: answer.line,
      expectedVersion: 0,
      events: [
        {
          eventId: v7(),
          type: 'PayChangeAcknowledged',
          v: 1,
          data: publishAnswer(answer.line, answer),
          occurredAt: answer.at,
        },
      ],
    },
  ],
});
