import { localDay, type Instant, type LocalDay } from '@ywk/kernel';
import type { Call, Order, Step } from './call.ts';
import type { OperatorRef } from './dispatch-event.ts';

/** A fact that a call yields for one officer. */
export interface CallFact {
  readonly code: string;
  /** Order it belongs to; null for a fact of the call itself. */
  readonly order: string | null;
  readonly officer: string;
  readonly occurredAt: Instant;
  /** Milliseconds, by name. */
  readonly amounts: Readonly<Record<string, number>>;
}

/** A fact that has everything but a known officer. */
export interface WaitingFact {
  readonly code: string;
  readonly order: string | null;
  readonly operator: OperatorRef;
  /** Day of the act, Asia/Shanghai: the operator is looked up for this day. */
  readonly day: LocalDay;
}

export interface Assessment {
  readonly facts: readonly CallFact[];
  readonly waiting: readonly WaitingFact[];
}

/** What a ruling on an objection says of a fact; it holds whatever the call comes to. */
export interface RuledCallFact {
  readonly code: string;
  /** Null for a fact of the call itself. */
  readonly order: string | null;
  /** Whose fact it is: should the act turn out to be another's, the ruling does not hold for that one. */
  readonly officer: string;
  readonly ruling: string;
  /** Null: it does not count. */
  readonly amounts: Readonly<Record<string, number>> | null;
}

/** The officer who held a badge or seat on a day. */
export type ResolveOperator = (operator: OperatorRef, day: LocalDay) => string | undefined;

type Draft = Omit<CallFact, 'officer'> & { readonly by: Step };

const elapsedMs = (from: Instant, to: Instant): number => Date.parse(to) - Date.parse(from);

/** A draft, unless its interval is negative: then the stamps contradict each other. */
const timed = (draft: Omit<Draft, 'amounts'>, name: string, ms: number): Draft[] =>
  ms < 0 ? [] : [{ ...draft, amounts: { [name]: ms } }];

/** Answered or lost: both carry the moment the call came in (DOMAIN 3.0c §7). */
const ofCall = ({ steps: { received, answered, abandoned } }: Call): Draft[] => {
  if (received === undefined) return [];
  const head = { order: null, occurredAt: received.at };
  if (answered !== undefined) {
    const ms = elapsedMs(received.at, answered.at);
    return timed({ ...head, code: 'call.answered', by: answered }, 'answerMs', ms);
  }
  if (abandoned === undefined) return [];
  const ms = elapsedMs(received.at, abandoned.at);
  return timed({ ...head, code: 'call.abandoned', by: abandoned }, 'ringMs', ms);
};

/** Facts of an order carry the moment of dispatch, its ruling too (DOMAIN 3.0c §7). */
const ofOrder = (order: Order, received: Step | undefined, wrong: boolean): Draft[] => {
  const { dispatched, acknowledged } = order.steps;
  if (dispatched === undefined) return [];
  const head = { order: order.orderId, occurredAt: dispatched.at };
  const drafts: Draft[] = [];
  if (received !== undefined) {
    const ms = elapsedMs(received.at, dispatched.at);
    const draft = { ...head, code: 'order.dispatched', by: dispatched };
    drafts.push(...timed(draft, 'callToDispatchMs', ms));
  }
  if (acknowledged !== undefined) {
    const ms = elapsedMs(dispatched.at, acknowledged.at);
    drafts.push(...timed({ ...head, code: 'order.acknowledged', by: acknowledged }, 'ackMs', ms));
  }
  if (wrong) drafts.push({ ...head, code: 'order.wrongConfirmed', by: dispatched, amounts: {} });
  return drafts;
};

/** Facts in force, a pure function of the call, the confirmed cases and who held which badge. */
export const factsOf = (
  call: Call,
  wrongOrders: ReadonlySet<string>,
  resolve: ResolveOperator,
): Assessment => {
  const drafts = [
    ...ofCall(call),
    ...call.orders.flatMap((order) =>
      ofOrder(order, call.steps.received, wrongOrders.has(order.orderId)),
    ),
  ];
  const facts: CallFact[] = [];
  const waiting: WaitingFact[] = [];
  for (const { by, ...draft } of drafts) {
    // A step without operator belongs to nobody: it counts in figures of calls alone.
    if (by.operator === null) continue;
    const day = localDay(by.at);
    const officer = resolve(by.operator, day);
    const { code, order } = draft;
    if (officer === undefined) waiting.push({ code, order, operator: by.operator, day });
    else facts.push({ ...draft, officer });
  }
  return { facts, waiting };
};

/** What tells the facts of one call apart. */
export const nameOf = ({ code, order }: Pick<CallFact, 'code' | 'order'>): string =>
  `${order ?? ''} ${code}`;

/** The facts in force where rulings say what some of them come to. */
export const withRulings = (
  { facts, waiting }: Assessment,
  ruled: ReadonlyMap<string, RuledCallFact>,
): Assessment => {
  const standing = facts.flatMap((fact): CallFact[] => {
    const ruling = ruled.get(nameOf(fact));
    if (ruling === undefined || ruling.officer !== fact.officer) return [fact];
    return ruling.amounts === null ? [] : [{ ...fact, amounts: ruling.amounts }];
  });
  return { facts: standing, waiting };
};

/** Every member in one text; amounts by name, so that equal facts have equal texts. */
const textOf = (fact: CallFact): string =>
  JSON.stringify([
    nameOf(fact),
    fact.officer,
    fact.occurredAt,
    Object.entries(fact.amounts).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);

const missingFrom = (facts: readonly CallFact[], others: readonly CallFact[]): CallFact[] => {
  if (facts.length === 0 || others.length === 0) return [...facts];
  const known = new Set(others.map(textOf));
  return facts.filter((fact) => !known.has(textOf(fact)));
};

/** What to take back and what to record, so that `after` is in force where `before` was. */
export const factChanges = (
  before: readonly CallFact[],
  after: readonly CallFact[],
): { readonly reversed: CallFact[]; readonly recorded: CallFact[] } => ({
  reversed: missingFrom(before, after),
  recorded: missingFrom(after, before),
});

const waitingText = ({ code, order, operator, day }: WaitingFact): string =>
  JSON.stringify([code, order, operator, day]);

/** True when nothing in force or waiting differs. */
export const sameAssessment = (a: Assessment, b: Assessment): boolean => {
  if (a.facts.length !== b.facts.length || a.waiting.length !== b.waiting.length) return false;
  const text = ({ facts, waiting }: Assessment): string =>
    [...facts.map(textOf), '|', ...waiting.map(waitingText)].join();
  return text(a) === text(b);
};
