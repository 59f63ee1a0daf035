import { orNull, shape } from '@ywk/contracts';

const text = { type: 'string' };
const list = (items: object) => ({ type: 'array', items });

const LABEL = {
  type: 'object',
  required: ['zh', 'en'],
  properties: { zh: text, en: text },
};

const POST = {
  type: 'object',
  required: ['code', 'name'],
  properties: { code: text, name: LABEL },
};

const PLACEMENT = {
  type: 'object',
  required: ['from', 'unit', 'post'],
  properties: { from: shape.day, unit: text, post: POST },
};

const LEFT = {
  type: 'object',
  required: ['on', 'ground'],
  properties: { on: shape.day, ground: text },
};

const EMPLOYMENT = {
  type: 'object',
  required: ['employment', 'from', 'left', 'tier', 'placements'],
  properties: {
    employment: text,
    from: shape.day,
    left: orNull(LEFT),
    tier: orNull(shape.tier),
    placements: list(PLACEMENT),
  },
};

/** An officer as people see one. */
export const OFFICER_SCHEMA = {
  type: 'object',
  required: [
    ...['officer', 'name', 'auxiliaryType', 'status', 'employments'],
    ...['secondPosts', 'roles', 'mentors'],
  ],
  properties: {
    officer: shape.uuid,
    name: orNull(text),
    auxiliaryType: text,
    status: { enum: ['REGISTERED', 'IN_SERVICE', 'LEFT', 'RESTRICTED', 'ERASED'] },
    employments: list(EMPLOYMENT),
    secondPosts: list({ type: 'object' }),
    roles: list({ type: 'object' }),
    mentors: list({ type: 'object' }),
  },
};
