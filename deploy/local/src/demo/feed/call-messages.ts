import type { DispatchEvent } from '@ywk/contracts';
import type { Chance } from '../bureau/chance.ts';
import type { DemoBureau, DemoOfficer } from '../bureau/people.ts';
import type { CallTruth, OrderTruth } from './call-truth.ts';

/** A message and when it leaves the source, ms since 1970. */
export interface Message {
  readonly event: DispatchEvent;
  readonly sentAt: number;
  /** The very same message was sent before. */
  readonly repeated: boolean;
}

export const FEED_SOURCE = 'demo-110';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type Body = Omit<DispatchEvent, 'source' | 'eventId' | 'callId' | 'at'>;
type Operator = { readonly badge?: string; readonly seat?: string };

/** Writes the messages of one call, mishaps and their corrections among them. */
export class MessageWriter {
  constructor(
    private readonly bureau: DemoBureau,
    private readonly chance: Chance,
  ) {}

  messagesOf(call: CallTruth): Message[] {
    const draft = new Draft(call, this.chance);
    draft.add('R', call.received, { kind: 'received', district: `D${call.district + 1}` });
    this.pickUp(call, draft);
    if (call.order !== null) this.order(call, call.order, draft);
    draft.add('Z', call.closed, {
      kind: 'closed',
      ...(call.order === null ? { valid: false, category: call.category } : {}),
    });
    return draft.messages;
  }

  private pickUp(call: CallTruth, draft: Draft): void {
    const operator = this.operator(call.taker);
    if (call.abandoned !== null) {
      draft.add('A', call.abandoned, { kind: 'abandoned', ...operator });
    }
    if (call.answered === null) return;
    if (call.mishap === 'ANSWERED_LATER') {
      draft.add('A', call.answered + 45_000, { kind: 'answered', ...operator });
      draft.correct('A', call, { change: { at: iso(call.answered) } });
      return;
    }
    draft.add('A', call.answered, { kind: 'answered', ...operator });
  }

  private order(call: CallTruth, order: OrderTruth, draft: Draft): void {
    const { orderId } = order;
    const unit = `P${call.district + 1}${String((call.received % 40) + 1).padStart(2, '0')}`;
    const step = { orderId, unit };
    const classified = { kind: 'classified', valid: true, category: call.category } as const;
    draft.add('C', order.dispatched - 1_000, classified);
    if (call.mishap === 'WRONG_BADGE') {
      const other = this.chance.pick(this.bureau.callTakers);
      draft.add('D', order.dispatched, { kind: 'dispatched', ...step, badge: other.badge });
      draft.correct('D', call, { change: { badge: order.by.badge } });
    } else {
      draft.add('D', order.dispatched, { kind: 'dispatched', ...step, ...this.operator(order.by) });
    }
    if (call.mishap === 'ORDER_WITHDRAWN') {
      const second = { kind: 'dispatched', orderId: `${call.callId}-2`, unit } as const;
      draft.add('D2', order.dispatched + 5_000, { ...second, badge: order.by.badge });
      draft.correct('D2', call, { withdrawn: true });
    }
    draft.add('K', order.acknowledged, { kind: 'acknowledged', ...step });
    draft.add('V', order.arrived, { kind: 'arrived', ...step });
    draft.add('F', order.feedback, { kind: 'feedback', ...step });
    if (order.wrong !== 'none') {
      const claim = { kind: 'wrongDispatchClaimed', orderId, reason: 'WRONG_UNIT' } as const;
      draft.add('W', order.feedback + 5 * MINUTE, claim);
    }
  }

  /** The source knows the badge, or in one message of ten only the seat. */
  private operator({ badge, seat }: DemoOfficer): Operator {
    return seat !== null && this.chance.happens(0.1) ? { seat } : { badge };
  }
}

const iso = (at: number): string => new Date(at).toISOString();

class Draft {
  readonly messages: Message[] = [];

  constructor(
    private readonly call: CallTruth,
    private readonly chance: Chance,
  ) {}

  add(name: string, at: number, body: Body): void {
    const { callId } = this.call;
    const event = {
      source: FEED_SOURCE,
      eventId: `${callId}.${name}`,
      callId,
      at: iso(at),
      ...body,
    };
    const sentAt = at + this.delay();
    this.messages.push({ event, sentAt, repeated: false });
    // A source that had no answer sends the very same message again.
    if (this.chance.happens(0.01)) {
      const later = sentAt + this.chance.whole(1, 30) * MINUTE;
      this.messages.push({ event, sentAt: later, repeated: true });
    }
  }

  /** States later what message `name` should have said. */
  correct(name: string, call: CallTruth, what: Pick<DispatchEvent, 'change' | 'withdrawn'>): void {
    const at = call.closed + this.chance.whole(5, 300) * MINUTE;
    const corrects = `${call.callId}.${name}`;
    this.add(`X${name}`, at, { kind: 'corrected', corrects, issuedAt: iso(at), ...what });
  }

  /** Most messages leave at once; some overtake each other, and two in a hundred are hours late. */
  private delay(): number {
    if (this.chance.happens(0.02)) return this.chance.whole(1, 60) * HOUR;
    if (this.chance.happens(0.05)) return this.chance.whole(5_000, 10 * MINUTE);
    return this.chance.whole(100, 2_000);
  }
}
