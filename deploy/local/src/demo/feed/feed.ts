import type { DispatchEvent } from '@ywk/contracts';
import type { LocalMonth } from '@ywk/kernel';
import { Chance } from '../bureau/chance.ts';
import type { DemoBureau } from '../bureau/people.ts';
import { arrivals } from './arrival.ts';
import { CallMaker, type CallTruth } from './call-truth.ts';
import { MessageWriter, type Message } from './call-messages.ts';
import { Heap } from './heap.ts';

export interface FeedPlan {
  readonly bureau: DemoBureau;
  readonly month: LocalMonth;
  readonly calls: number;
  readonly seed: number;
  /** Told of each call as it is made, before its messages. */
  readonly onCall: (call: CallTruth) => void;
  /** Told of each message as it is sent. */
  readonly onMessage?: (message: Message) => void;
}

const earlier = (a: Message, b: Message): boolean =>
  a.sentAt === b.sentAt ? a.event.eventId < b.event.eventId : a.sentAt < b.sentAt;

/**
 * The month as the source sends it: in the order of sending, with repetitions, late and overtaking
 * messages and corrections. Holds only what is under way, however long the month is.
 */
export function* dispatchFeed(plan: FeedPlan): Generator<DispatchEvent> {
  for (const message of messages(plan)) {
    plan.onMessage?.(message);
    yield message.event;
  }
}

function* messages({ bureau, month, calls, seed, onCall }: FeedPlan): Generator<Message> {
  const maker = new CallMaker(bureau, new Chance(seed, 'calls'));
  const writer = new MessageWriter(bureau, new Chance(seed, 'messages'));
  const underWay = new Heap<Message>(earlier);
  for (const received of arrivals(month, calls, new Chance(seed, 'arrivals'))) {
    yield* sentBefore(underWay, received);
    const call = maker.at(received);
    onCall(call);
    for (const message of writer.messagesOf(call)) underWay.push(message);
  }
  yield* sentBefore(underWay, Number.POSITIVE_INFINITY);
}

function* sentBefore(underWay: Heap<Message>, moment: number): Generator<Message> {
  for (;;) {
    const { first } = underWay;
    if (first === undefined || first.sentAt >= moment) return;
    underWay.pop();
    yield first;
  }
}
