import { orNull, shape } from '@ywk/contracts';

const version = { type: 'integer', minimum: 1 };

/** An entered fact in a list. */
export const ENTRY_SCHEMA = {
  type: 'object',
  required: [
    ...['fact', 'officer', 'code', 'unit', 'state', 'version', 'countingVersion', 'content'],
    ...['author', 'enteredAt', 'changedAt'],
  ],
  properties: {
    fact: shape.uuid,
    officer: shape.uuid,
    code: shape.code,
    unit: orNull({ type: 'string' }),
    state: { type: 'string' },
    version,
    countingVersion: orNull(version),
    content: orNull({ type: 'object' }),
    author: { type: 'string' },
    enteredAt: shape.instant,
    changedAt: shape.instant,
  },
};
