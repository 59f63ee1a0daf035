import { closed, orNull, shape } from '../event-contract.ts';

/** What the bureau's payroll system answers to a line, over HTTP and on the topic alike. */
export const acknowledgementSchema = closed(
  {
    source: shape.code,
    eventId: shape.code,
    line: shape.uuid,
    outcome: { enum: ['ACCEPTED', 'REFUSED'] },
    reason: orNull(shape.code),
    at: shape.instant,
  },
  ['reason'],
);
