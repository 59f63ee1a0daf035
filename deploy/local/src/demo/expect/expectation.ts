import { localDay, monthOf, type LocalMonth } from '@ywk/kernel';
import type { DemoOfficer } from '../bureau/people.ts';
import type { CallTruth } from '../feed/call-truth.ts';

/** What one officer's calls must come to in the month, by metric. */
export type CallCounts = Record<
  | 'calls.offered'
  | 'calls.abandonedShort'
  | 'calls.answered'
  | 'calls.answered10s'
  | 'orders.dispatched'
  | 'orders.wrongConfirmed',
  number
>;

/** Facts in force by code, over all months. */
export type FactCounts = Record<
  'call.answered' | 'call.abandoned' | 'order.dispatched' | 'order.wrongConfirmed',
  number
>;

/** A claim on which a shift leader has to rule. */
export interface ClaimTruth {
  readonly callId: string;
  readonly orderId: string;
  readonly confirmed: boolean;
}

const TEN_SECONDS = 10_000;

const none = (): CallCounts => ({
  'calls.offered': 0,
  'calls.abandonedShort': 0,
  'calls.answered': 0,
  'calls.answered10s': 0,
  'orders.dispatched': 0,
  'orders.wrongConfirmed': 0,
});

const monthAt = (at: number): LocalMonth => monthOf(localDay(new Date(at).toISOString()));

/**
 * Counts what really happened, call by call, without looking at a single message: what the services
 * must arrive at from the messages alone.
 */
export class Expectation {
  readonly facts: FactCounts = {
    'call.answered': 0,
    'call.abandoned': 0,
    'order.dispatched': 0,
    'order.wrongConfirmed': 0,
  };
  readonly claims: ClaimTruth[] = [];
  private readonly byOfficer = new Map<string, CallCounts>();
  calls = 0;

  constructor(private readonly month: LocalMonth) {}

  take(call: CallTruth): void {
    this.calls += 1;
    this.pickUp(call);
    if (call.order === null) return;
    const { by, dispatched, wrong, orderId } = call.order;
    this.facts['order.dispatched'] += 1;
    const inMonth = monthAt(dispatched) === this.month;
    if (inMonth) this.of(by)['orders.dispatched'] += 1;
    if (wrong === 'none') return;
    this.claims.push({ callId: call.callId, orderId, confirmed: wrong === 'confirmed' });
    if (wrong === 'rejected') return;
    this.facts['order.wrongConfirmed'] += 1;
    if (inMonth) this.of(by)['orders.wrongConfirmed'] += 1;
  }

  /** The month's counts of an officer; all zero for one who had no calls. */
  of({ officer }: Pick<DemoOfficer, 'officer'>): CallCounts {
    const known = this.byOfficer.get(officer);
    if (known !== undefined) return known;
    const fresh = none();
    this.byOfficer.set(officer, fresh);
    return fresh;
  }

  private pickUp({ taker, received, answered, abandoned }: CallTruth): void {
    const counts = this.of(taker);
    counts['calls.offered'] += 1;
    if (answered !== null) {
      this.facts['call.answered'] += 1;
      counts['calls.answered'] += 1;
      if (answered - received <= TEN_SECONDS) counts['calls.answered10s'] += 1;
    }
    if (abandoned !== null) {
      this.facts['call.abandoned'] += 1;
      if (abandoned - received < TEN_SECONDS) counts['calls.abandonedShort'] += 1;
    }
  }
}
