import type { EventEnvelope, PayChangeIssued } from '@ywk/contracts';
import type { PayChange } from '@ywk/payroll-domain';

/** What others may know of a change: the line, with the event that led to it. */
export const publishChange = (
  line: string,
  cause: Pick<EventEnvelope, 'log' | 'eventId'>,
  change: PayChange,
): PayChangeIssued => ({ line, ...change, cause: { log: cause.log, eventId: cause.eventId } });
