import { Rejection } from '@ywk/kernel';
import { callOf, type Call } from './call.ts';
import {
  factChanges,
  factsOf,
  nameOf,
  sameAssessment,
  withRulings,
  type CallFact,
  type ResolveOperator,
  type RuledCallFact,
} from './call-facts.ts';
import {
  withEvents,
  wrongOrders,
  type CallEvent,
  type CallHistory,
  type Claim,
  type Ruling,
} from './call-history.ts';
import type { DispatchEvent } from './dispatch-event.ts';

/** What a command leads to: events of the call, and facts that begin or cease to hold. */
export interface Decision {
  readonly events: readonly CallEvent[];
  readonly reversed: readonly CallFact[];
  readonly recorded: readonly CallFact[];
  readonly after: CallHistory;
  /** What the call has come to. */
  readonly call: Call;
}

/** Adds what the events now come to, where that differs from what was said before. */
const assessed = (
  history: CallHistory,
  events: readonly CallEvent[],
  resolve: ResolveOperator,
): Decision => {
  const after = withEvents(history, events);
  const call = callOf(after.events);
  const now = withRulings(factsOf(call, wrongOrders(after), resolve), after.ruled);
  if (sameAssessment(now, after.assessed)) {
    return { events, reversed: [], recorded: [], after, call };
  }
  const judged: CallEvent = { type: 'CallAssessed', data: now };
  return {
    events: [...events, judged],
    ...factChanges(history.assessed.facts, now.facts),
    after: { ...after, assessed: now, version: after.version + 1 },
    call,
  };
};

/** What taking in messages needs from outside. */
export interface TakeIn {
  readonly events: readonly DispatchEvent[];
  readonly resolve: ResolveOperator;
  /** Id of the case that a claim in the feed opens: derived from the message, so always the same. */
  readonly caseIdOf: (claim: DispatchEvent) => string;
}

const claimBy = (event: DispatchEvent, caseId: string): CallEvent => ({
  type: 'WrongDispatchClaimed',
  data: {
    case: caseId,
    orderId: event.orderId ?? '',
    reason: event.reason ?? 'CLAIMED_BY_FEED',
    evidence: null,
  },
});

/** Takes in messages that are new to the call; those it knows are left out by the caller. */
export const takeIn = (history: CallHistory, { events, resolve, caseIdOf }: TakeIn): Decision => {
  const fresh = events.flatMap((event): CallEvent[] => {
    const taken: CallEvent = { type: 'DispatchEventTaken', data: event };
    return event.kind === 'wrongDispatchClaimed'
      ? [taken, claimBy(event, caseIdOf(event))]
      : [taken];
  });
  return assessed(history, fresh, resolve);
};

/** Judges a call again because somebody's badge or seat became known or changed. */
export const assessAgain = (history: CallHistory, resolve: ResolveOperator): Decision =>
  assessed(history, [], resolve);

/**
 * Claims that an order went to the wrong unit. The same claim again changes nothing.
 * @throws Rejection ORDER_UNKNOWN, CASE_OPEN, CASE_REUSED
 */
export const claimWrongDispatch = (
  history: CallHistory,
  claim: Claim,
  resolve: ResolveOperator,
): Decision => {
  const known = history.cases.get(claim.case);
  if (known !== undefined) {
    if (known.orderId === claim.orderId && known.reason === claim.reason) {
      return assessed(history, [], resolve);
    }
    throw new Rejection(
      'CASE_REUSED',
      { zh: '该案件编号已用于另一错派案件。', en: 'This case id stands for another claim.' },
      { ...known },
    );
  }
  const order = callOf(history.events).orders.find(({ orderId }) => orderId === claim.orderId);
  if (order?.steps.dispatched === undefined) {
    throw new Rejection(
      'ORDER_UNKNOWN',
      { zh: '该警情没有此已派出的派警单。', en: 'The call has no such dispatched order.' },
      { ...claim },
    );
  }
  const standing = [...history.cases.values()].find(
    ({ orderId, state }) => orderId === claim.orderId && state !== 'rejected',
  );
  if (standing !== undefined) {
    throw new Rejection(
      'CASE_OPEN',
      { zh: '该派警单已有案件。', en: 'The order already has a case.' },
      { ...standing },
    );
  }
  return assessed(history, [{ type: 'WrongDispatchClaimed', data: claim }], resolve);
};

/** Makes a fact what a ruling on an objection says of it. The same ruling again changes nothing. */
export const ruleCallFact = (
  history: CallHistory,
  ruled: RuledCallFact,
  resolve: ResolveOperator,
): Decision => {
  const isKnown = history.ruled.get(nameOf(ruled))?.ruling === ruled.ruling;
  return assessed(history, isKnown ? [] : [{ type: 'CallFactRuled', data: ruled }], resolve);
};

/** A ruling and who makes it. */
export interface RuleCase {
  readonly case: string;
  readonly ruling: Ruling;
  readonly evidence: string | null;
  /** The ruling person's own officer id; null for somebody who is no auxiliary. */
  readonly leader: string | null;
}

/** Who sent the order: nobody when the feed named no operator, or one who is not known. */
export const dispatcherOf = (
  history: CallHistory,
  caseId: string,
  resolve: ResolveOperator,
): string | undefined => {
  const orderId = history.cases.get(caseId)?.orderId;
  const call = callOf(history.events);
  const draft = factsOf(
    { ...call, orders: call.orders.filter((order) => order.orderId === orderId) },
    new Set(orderId === undefined ? [] : [orderId]),
    resolve,
  );
  return draft.facts.find(({ code }) => code === 'order.wrongConfirmed')?.officer;
};

const RULED: Readonly<Record<Ruling, string>> = { confirmed: '确认', rejected: '驳回' };

/**
 * Confirms or rejects a claim. The same ruling again changes nothing.
 * @throws Rejection CASE_UNKNOWN, CASE_RULED, SAME_PERSON
 */
export const ruleWrongDispatch = (
  history: CallHistory,
  command: RuleCase,
  resolve: ResolveOperator,
): Decision => {
  const found = history.cases.get(command.case);
  if (found === undefined) {
    throw new Rejection('CASE_UNKNOWN', { zh: '没有此错派案件。', en: 'There is no such case.' });
  }
  if (found.state === command.ruling) return assessed(history, [], resolve);
  if (found.state !== 'claimed') {
    throw new Rejection(
      'CASE_RULED',
      { zh: `该案件已${RULED[found.state]}。`, en: `The case was already ${found.state}.` },
      { ...found },
    );
  }
  const dispatcher = dispatcherOf(history, command.case, resolve);
  if (dispatcher !== undefined && dispatcher === command.leader) {
    throw new Rejection('SAME_PERSON', {
      zh: '任何人不得裁定本人派出的派警单。',
      en: 'Nobody rules on an order that they sent themselves.',
    });
  }
  const type = command.ruling === 'confirmed' ? 'WrongDispatchConfirmed' : 'WrongDispatchRejected';
  const { orderId } = found;
  const data = { case: command.case, orderId, evidence: command.evidence };
  return assessed(history, [{ type, data }], resolve);
};
