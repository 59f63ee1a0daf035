import { callStream, LOGS } from '@ywk/contracts';
import { callOf } from '@ywk/duty-domain';
import type { EventStore } from '@ywk/event-store';
import { Rejection } from '@ywk/kernel';
import type { CallRef } from '../persistence/call.store.ts';
import { historyOf } from './call-stream.ts';

/** Shows what is known of one call, and why its facts are what they are. */
export class ShowCall {
  constructor(private readonly store: EventStore) {}

  /** @throws Rejection CALL_UNKNOWN */
  async show(ref: CallRef) {
    const stream = callStream(ref);
    const stored = await this.store.readStream({ log: LOGS.call, stream, key: stream });
    if (stored.length === 0) {
      throw new Rejection('CALL_UNKNOWN', {
        zh: `没有${ref.source}的警情${ref.callId}。`,
        en: `There is no call ${ref.callId} of ${ref.source}.`,
      });
    }
    const history = historyOf(stored);
    return {
      ...ref,
      version: history.version,
      call: callOf(history.events),
      facts: history.assessed.facts,
      waiting: history.assessed.waiting,
      cases: [...history.cases.values()],
      events: stored.map(({ eventId, type, streamVersion, recordedAt, actor, data }) => ({
        eventId,
        type,
        streamVersion,
        recordedAt,
        actor,
        data,
      })),
    };
  }
}
