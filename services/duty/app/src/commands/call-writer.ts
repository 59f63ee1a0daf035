import { LOGS } from '@ywk/contracts';
import {
  officerAt,
  operatorsOf,
  type CallHistory,
  type Hold,
  type ResolveOperator,
} from '@ywk/duty-domain';
import type { EventStore } from '@ywk/event-store';
import type { CallRef } from '../persistence/call.store.ts';
import { holdsOfOperators, shareHolds } from '../persistence/hold.store.ts';
import type { Tx } from '../persistence/transaction.ts';
import { callPlace } from '../publishers/call.publisher.ts';
import { historyOf } from './call-stream.ts';
import { commandOf, keepBeside, type DecidedCall } from './decided-call.ts';

/** Somebody else changed a call, or took in one of its messages, in between: read again. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
  /** SQLSTATE of a serialization failure, so that followers try again. */
  readonly code = '40001';
}

/** Reads calls and writes decisions about them. */
export class CallWriter {
  constructor(private readonly store: EventStore) {}

  /** Histories by stream name, one for each call asked for. */
  async histories(calls: readonly CallRef[]): Promise<Map<string, CallHistory>> {
    const places = calls.map(callPlace);
    const stored = await this.store.readStreams(LOGS.call, places);
    return new Map(places.map(({ stream }) => [stream, historyOf(stored.get(stream))]));
  }

  /** Who claimed that an order went wrong; undefined where the feed said so. */
  async claimantOf(call: CallRef, caseId: string): Promise<string | undefined> {
    const stored = await this.store.readStream(callPlace(call));
    return stored.find(
      ({ type, data }) =>
        type === 'WrongDispatchClaimed' && (data as { case: string }).case === caseId,
    )?.actor;
  }

  /**
   * Who held the badges and seats that these calls name, and those given beside; it cannot change
   * until the transaction ends.
   */
  async resolver(
    tx: Tx,
    histories: Iterable<CallHistory>,
    more: readonly string[] = [],
  ): Promise<ResolveOperator> {
    const operators = new Set(more);
    for (const { events } of histories) {
      for (const event of events.values()) operatorsOf(event).forEach((ref) => operators.add(ref));
    }
    await shareHolds(tx);
    const byOperator = new Map<string, Hold[]>();
    for (const hold of await holdsOfOperators(tx, [...operators])) {
      byOperator.set(hold.operator, [...(byOperator.get(hold.operator) ?? []), hold]);
    }
    return (operator, day) => officerAt(byOperator.get(operator) ?? [], operator, day);
  }

  /** Writes decisions: the last thing before COMMIT. @throws Overtaken */
  async write(tx: Tx, calls: readonly DecidedCall[]): Promise<void> {
    const changed = calls.filter(({ decision }) => decision.events.length > 0);
    if (changed.length === 0) return;
    await keepBeside(tx, changed);
    const outcomes = await this.store.append(changed.map(commandOf), tx);
    const refused = outcomes.find(({ outcome }) => outcome !== 'accepted');
    if (refused !== undefined)
      throw new Overtaken(`A call was changed meanwhile: ${refused.outcome}`);
  }

  /** Wakes the relay once the transaction is committed. */
  announce(): void {
    this.store.announce([LOGS.call, LOGS.fact]);
  }
}
