import { orNull, shape } from '@ywk/contracts';

const text = { type: 'string' };

/** A month of an officer in a list. Totals in hundredths of a point. */
export const SCORE_SCHEMA = {
  type: 'object',
  required: [
    ...['officer', 'unit', 'post', 'status', 'reason', 'total', 'grade', 'probation'],
    ...['provisional', 'revision', 'score'],
  ],
  properties: {
    officer: shape.uuid,
    unit: orNull(text),
    post: orNull(text),
    status: text,
    reason: orNull(text),
    total: orNull({ type: 'integer', minimum: 0, maximum: 11_000 }),
    grade: orNull(text),
    probation: { type: 'boolean' },
    provisional: { type: 'boolean' },
    revision: { type: 'integer', minimum: 0 },
    score: { type: 'string', description: 'Where the whole sheet stands' },
  },
};
