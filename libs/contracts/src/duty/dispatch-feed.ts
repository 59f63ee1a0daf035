import { closed, shape, type JsonSchema } from '../event-contract.ts';

/** What a 110 system can say about a call. */
export const DISPATCH_KINDS = [
  'received',
  'answered',
  'abandoned',
  'classified',
  'disconnected',
  'dispatched',
  'acknowledged',
  'departed',
  'arrived',
  'feedback',
  'closed',
  'corrected',
  'wrongDispatchClaimed',
] as const;
export type DispatchKind = (typeof DISPATCH_KINDS)[number];

/** Codes that calls are grouped by. Never names, addresses or telling text. */
export interface CallAttributes {
  readonly category?: string;
  readonly priority?: string;
  readonly district?: string;
  readonly station?: string;
  readonly channel?: string;
}

/** New values for an earlier event; what is not named stays as it was. */
export interface DispatchChange extends CallAttributes {
  readonly at?: string;
  readonly badge?: string;
  readonly seat?: string;
  readonly unit?: string;
  readonly valid?: boolean;
}

/** One message of the feed. Which members go with which kind is in {@link dispatchEventSchema}. */
export interface DispatchEvent extends CallAttributes {
  /** The system that speaks, e.g. `cad-zjg`. */
  readonly source: string;
  /** Unique at the source; the same id again must carry the same content. */
  readonly eventId: string;
  /** Optional running number at the source, so that loss can be seen. */
  readonly sourceSeq?: number;
  readonly callId: string;
  readonly kind: DispatchKind;
  /** When it happened, UTC with milliseconds once taken in. */
  readonly at: string;
  /** When the source wrote the message; decides between corrections. `at` where absent. */
  readonly issuedAt?: string;
  readonly orderId?: string;
  /** Resource sent, as the source names it. */
  readonly unit?: string;
  /** Who acted: number of the badge, or the seat where it is not known. The badge wins. */
  readonly badge?: string;
  readonly seat?: string;
  readonly valid?: boolean;
  /** Coded ground of a claim. */
  readonly reason?: string;
  /** `eventId` of the event that is corrected. */
  readonly corrects?: string;
  /** The corrected event never happened. */
  readonly withdrawn?: true;
  readonly change?: DispatchChange;
}

const eventId = { ...shape.code, maxLength: 128 };
const person = { badge: shape.code, seat: shape.code };
const attributes = {
  category: shape.code,
  priority: shape.code,
  district: shape.code,
  station: shape.code,
  channel: shape.code,
};
const valid = { type: 'boolean' };
const orderStep = { orderId: shape.code, unit: shape.code, ...person };

/** Members beside the common ones, by kind; those listed under `must` are required. */
const MEMBERS = (
  instant: JsonSchema,
): Record<DispatchKind, { may: Record<string, unknown>; must?: string[] }> => ({
  received: { may: attributes },
  answered: { may: person },
  abandoned: { may: person },
  classified: { may: { ...attributes, ...person, valid } },
  disconnected: { may: {} },
  dispatched: { may: orderStep, must: ['orderId'] },
  acknowledged: { may: orderStep, must: ['orderId'] },
  departed: { may: orderStep, must: ['orderId'] },
  arrived: { may: orderStep, must: ['orderId'] },
  feedback: { may: orderStep },
  closed: { may: { ...attributes, ...person, valid } },
  corrected: {
    may: {
      corrects: eventId,
      withdrawn: { const: true },
      change: { ...changeSchema(instant), minProperties: 1 },
    },
    must: ['corrects'],
  },
  wrongDispatchClaimed: { may: { ...orderStep, reason: shape.code }, must: ['orderId'] },
});

const changeSchema = (instant: JsonSchema): JsonSchema => {
  const members = { at: instant, unit: shape.code, valid, ...person, ...attributes };
  return closed(members, Object.keys(members));
};

const kindSchema = (kind: DispatchKind, instant: JsonSchema): JsonSchema => {
  const { may, must = [] } = MEMBERS(instant)[kind];
  const optional = Object.keys(may).filter((name) => !must.includes(name));
  const one = closed(
    {
      source: shape.code,
      eventId,
      sourceSeq: { type: 'integer', minimum: 0 },
      callId: shape.code,
      kind: { const: kind },
      at: instant,
      issuedAt: instant,
      ...may,
    },
    ['sourceSeq', 'issuedAt', ...optional],
  );
  const has = (name: string) => ({ properties: { [name]: true }, required: [name] });
  const exclusive = { oneOf: [has('withdrawn'), has('change')] };
  return kind === 'corrected' ? { ...one, ...exclusive } : one;
};

const byKind = (instant: JsonSchema): Readonly<Record<DispatchKind, JsonSchema>> =>
  Object.fromEntries(
    DISPATCH_KINDS.map((kind) => [kind, kindSchema(kind, instant)]),
  ) as unknown as Record<DispatchKind, JsonSchema>;

const anyKind = (schemas: Readonly<Record<DispatchKind, JsonSchema>>): JsonSchema => ({
  type: 'object',
  required: ['kind'],
  properties: { kind: { enum: DISPATCH_KINDS } },
  allOf: DISPATCH_KINDS.map((kind) => ({
    if: { properties: { kind: { const: kind } } },
    then: schemas[kind],
  })),
});

/** An instant as a source may write it: RFC 3339 with an offset or `Z`. */
const offsetInstant = { type: 'string', format: 'date-time', maxLength: 40 };

/** What the door accepts, one closed schema a kind: the errors name the place exactly. */
export const dispatchEventSchemas = byKind(offsetInstant);

/** What the door accepts, in one closed document (JSON Schema 2020-12). */
export const dispatchEventSchema: JsonSchema = anyKind(dispatchEventSchemas);

/** The same with every instant in UTC with milliseconds: the form that is kept. */
export const takenDispatchEventSchema: JsonSchema = anyKind(byKind(shape.instant));
