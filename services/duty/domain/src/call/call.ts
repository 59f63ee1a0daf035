import type { Instant } from '@ywk/kernel';
import {
  operatorOf,
  type CallAttributes,
  type DispatchEvent,
  type DispatchKind,
  type OperatorRef,
} from './dispatch-event.ts';
import { effective } from './effective.ts';

/** Moments of a call that figures are made of, in the order a call usually runs. */
export const STAMPS = [
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
] as const satisfies readonly DispatchKind[];
export type StampName = (typeof STAMPS)[number];

/** A moment and who acted. */
export interface Step {
  readonly at: Instant;
  readonly operator: OperatorRef | null;
  readonly unit: string | null;
}

export type OrderStep = 'dispatched' | 'acknowledged' | 'departed' | 'arrived' | 'feedback';

/** One order to one resource. */
export interface Order {
  readonly orderId: string;
  readonly steps: Readonly<Partial<Record<OrderStep, Step>>>;
}

/** What a call has come to. */
export interface Call {
  readonly steps: Readonly<Partial<Record<StampName, Step>>>;
  /** By order id. */
  readonly orders: readonly Order[];
  readonly attributes: CallAttributes;
  /** Whether it was a matter for the police; null while nobody has said. */
  readonly valid: boolean | null;
  /** Ids of events that corrections name but that have not come. */
  readonly dangling: readonly string[];
}

/** These can be stated again, and the last word counts; of all others the first moment does. */
const LAST_COUNTS: readonly DispatchKind[] = ['classified', 'closed'];

const ORDER_STEPS: readonly DispatchKind[] = [
  'dispatched',
  'acknowledged',
  'departed',
  'arrived',
  'feedback',
];

const ATTRIBUTES = ['category', 'priority', 'district', 'station', 'channel'] as const;

const earlier = (a: DispatchEvent, b: DispatchEvent): boolean =>
  a.at === b.at ? a.eventId < b.eventId : a.at < b.at;

/** The event that stands for its kind among several of that kind. */
const chosen = (held: DispatchEvent | undefined, next: DispatchEvent): DispatchEvent => {
  if (held === undefined) return next;
  const first = earlier(held, next) ? held : next;
  if (!LAST_COUNTS.includes(next.kind)) return first;
  return first === held ? next : held;
};

const stepOf = (event: DispatchEvent): Step => ({
  at: event.at,
  operator: operatorOf(event) ?? null,
  unit: event.unit ?? null,
});

type Slots = Map<string, DispatchEvent>;

const put = (slots: Slots, name: string, event: DispatchEvent): void => {
  slots.set(name, chosen(slots.get(name), event));
};

const stepsOf = (slots: Slots): Record<string, Step> =>
  Object.fromEntries([...slots].map(([name, event]) => [name, stepOf(event)]));

/** The latest statement of each attribute, and of whether the call was valid. */
const statedBy = (events: readonly DispatchEvent[]): Pick<Call, 'attributes' | 'valid'> => {
  const attributes: Record<string, string> = {};
  let valid: boolean | null = null;
  for (const event of [...events].sort((a, b) => (earlier(a, b) ? -1 : 1))) {
    for (const name of ATTRIBUTES) {
      const value = event[name];
      if (value !== undefined) attributes[name] = value;
    }
    valid = event.valid ?? valid;
  }
  return { attributes, valid };
};

/**
 * The state of a call: a pure function of the set of its messages, so any order, any batching and
 * any repetition lead to the same.
 */
export const callOf = (events: ReadonlyMap<string, DispatchEvent>): Call => {
  const standing = effective(events);
  const whole: Slots = new Map();
  const orders = new Map<string, Slots>();
  for (const event of standing.events) {
    if (event.kind === 'wrongDispatchClaimed') continue;
    put(whole, event.kind, event);
    if (event.orderId === undefined || !ORDER_STEPS.includes(event.kind)) continue;
    const slots = orders.get(event.orderId) ?? new Map<string, DispatchEvent>();
    orders.set(event.orderId, slots);
    put(slots, event.kind, event);
  }
  return {
    steps: stepsOf(whole),
    orders: [...orders.keys()]
      .sort()
      .map((orderId) => ({ orderId, steps: stepsOf(orders.get(orderId) ?? new Map()) })),
    ...statedBy(standing.events),
    dangling: standing.dangling,
  };
};
