import { LOGS, type EventEnvelope, type PayChangeIssued } from '@ywk/contracts';
import type { AppendCommand } from '@ywk/event-store';
import type { PayChange } from '@ywk/payroll-domain';
import { v5, v7 } from 'uuid';
import { publishChange } from '../publishers/change.publisher.ts';

/** Never changes: with another one every line ever issued would be issued again. */
const LINE_NAMESPACE = '5d0c8f0e-97f4-5a35-9d7e-0f1f6f0b8a31';

/**
 * The id of a line follows from its cause and kind, and from the month where a cause adds to several:
 * the same effect is the same line.
 */
export const lineIdOf = (
  causeEventId: string,
  { kind, run, originPeriod }: Pick<PayChange, 'kind' | 'run' | 'originPeriod'>,
): string => {
  const month = run === null ? '' : `/${originPeriod}`;
  return v5(`${causeEventId}/${kind}${month}`, LINE_NAMESPACE);
};

export type Cause = Pick<EventEnvelope, 'log' | 'eventId' | 'occurredAt' | 'correlationId'>;

/** The lines that the effects of one cause are. */
export const linesOf = (cause: Cause, changes: readonly PayChange[]): PayChangeIssued[] =>
  changes.map((change) => publishChange(lineIdOf(cause.eventId, change), cause, change));

/**
 * Issues all lines of one cause, each as the first event of a stream of its own. The command id
 * follows from the cause, so the cause that comes again is the same command.
 */
export const issueCommand = (cause: Cause, lines: readonly PayChangeIssued[]): AppendCommand => ({
  commandId: v5(`${cause.eventId}/issue`, LINE_NAMESPACE),
  actor: 'payroll',
  request: cause.eventId,
  writes: lines.map((line) => ({
    log: LOGS.change,
    stream: `line-${line.line}`,
    key: line.officer,
    expectedVersion: 0,
    events: [
      {
        eventId: v7(),
        type: 'PayChangeIssued',
        v: 4,
        data: line,
        occurredAt: cause.occurredAt,
        causationId: cause.eventId,
        correlationId: cause.correlationId ?? cause.eventId,
      },
    ],
  })),
});
