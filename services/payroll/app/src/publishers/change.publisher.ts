import { LOGS, type EventEnvelope, type PayChangeIssued } from '@ywk/contracts';
import type { AppendCommand } from '@ywk/event-store';
import type { PayChange } from '@ywk/payroll-domain';
import { v5, v7 } from 'uuid';

/** Never changes: with another one every line ever issued would be issued again. */
const LINE_NAMESPACE = '5d0c8f0e-97f4-5a35-9d7e-0f1f6f0b8a31';

/** The id of a line follows from its cause and kind, so the same effect is the same line. */
export const lineIdOf = (causeEventId: string, kind: PayChange['kind']): string =>
  v5(`${causeEventId}/${kind}`, LINE_NAMESPACE);

/** The command that issues the lines of a cause, the same whenever the cause comes again. */
export const issueCommandIdOf = (causeEventId: string): string =>
  v5(`${causeEventId}/issue`, LINE_NAMESPACE);

export type CauseEnvelope = Pick<
  EventEnvelope,
  'log' | 'eventId' | 'occurredAt' | 'correlationId' | 'key'
>;

/** What others may know of a change: the line, with the event that led to it. */
export const lineOf = (cause: CauseEnvelope, change: PayChange): PayChangeIssued => ({
  line: lineIdOf(cause.eventId, change.kind),
  ...change,
  cause: { log: cause.log, eventId: cause.eventId },
});

/** All lines of one cause, each the first event of a stream of its own. */
export const issueCommand = (
  cause: CauseEnvelope,
  lines: readonly PayChangeIssued[],
): AppendCommand => ({
  commandId: issueCommandIdOf(cause.eventId),
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
        v: 1,
        data: line,
        occurredAt: cause.occurredAt,
        causationId: cause.eventId,
        correlationId: cause.correlationId ?? cause.eventId,
      },
    ],
  })),
});

