import { orNull, shape } from '@ywk/contracts';

const text = { type: 'string' };

/** A change line as it is read. Amounts in fen. */
export const CHANGE_LINE_SCHEMA = {
  type: 'object',
  required: [
    ...['line', 'officer', 'badge', 'name', 'unit', 'kind', 'originPeriod', 'period'],
    ...['effectiveDate', 'amount', 'previousAmount', 'component', 'run', 'state', 'reason'],
    ...['causeLog', 'causeEvent', 'issuedAt'],
  ],
  properties: {
    line: shape.uuid,
    officer: shape.uuid,
    badge: orNull(text),
    name: text,
    unit: orNull(text),
    kind: text,
    originPeriod: orNull(text),
    period: shape.month,
    effectiveDate: shape.day,
    amount: shape.integer,
    previousAmount: orNull(shape.integer),
    component: orNull(text),
    run: orNull(shape.month),
    state: { enum: ['ISSUED', 'ACCEPTED', 'REFUSED'] },
    reason: orNull(text),
    causeLog: text,
    causeEvent: text,
    issuedAt: shape.instant,
  },
};
