import { orNull, shape } from '@ywk/contracts';

const text = { type: 'string' };
const whole = { type: 'integer', minimum: 0 };

/** A decision as it is listed; `data` is what its event says. */
export const DECISION_SCHEMA = {
  type: 'object',
  required: [
    ...['officer', 'kind', 'period', 'unit', 'partition', 'pos', 'eventId', 'recordedAt', 'data'],
  ],
  properties: {
    officer: shape.uuid,
    kind: text,
    period: orNull(text),
    unit: orNull(text),
    partition: whole,
    pos: whole,
    eventId: shape.uuid,
    recordedAt: shape.instant,
    data: { type: 'object' },
  },
};
