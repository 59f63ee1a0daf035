import {
  canonicalText,
  chainHash,
  contentHash,
  encodeEnvelope,
  GENESIS_HASH,
  partitionOf,
  type EventEnvelope,
  type Fact,
} from '@ywk/contracts';
import { randomUUID } from 'node:crypto';
import { factsOf } from '../facts.ts';
import type { PlainRecord } from '../reference/plain-producer.ts';

/** Makes envelopes as the log would hold them: dense positions, an unbroken chain. */
export class EnvelopeChain {
  private readonly ends = new Map<number, { pos: number; hash: string }>();

  constructor(private readonly log: string) {}

  next(fact: Fact): EventEnvelope {
    const partition = partitionOf(fact.officer);
    const last = this.ends.get(partition) ?? { pos: 0, hash: GENESIS_HASH };
    const content = {
      log: this.log,
      partition,
      eventId: randomUUID(),
      type: 'FactRecorded',
      v: 2,
      stream: `officer-${fact.officer}`,
      key: fact.officer,
      occurredAt: fact.occurredAt,
      commandId: randomUUID(),
      causationId: null,
      correlationId: null,
      actor: 'bench',
      dataText: canonicalText(fact),
    };
    const pos = last.pos + 1;
    const hash = chainHash({
      prevHash: last.hash,
      contentHash: contentHash(content),
      pos,
      streamVersion: pos,
      recordedMs: Date.parse(fact.occurredAt),
      logEpoch: 1,
    });
    this.ends.set(partition, { pos, hash });
    const { dataText, ...head } = content;
    return {
      ...head,
      pos,
      logEpoch: 1,
      prevHash: last.hash,
      hash,
      streamVersion: pos,
      recordedAt: fact.occurredAt,
      dataText,
    };
  }
}

/** So many facts as records of the topic of a log. */
export function* recordsOfFacts(log: string, count: number): Generator<PlainRecord> {
  const chain = new EnvelopeChain(log);
  for (const fact of factsOf(count)) {
    const envelope = chain.next(fact);
    yield { partition: envelope.partition, key: envelope.key, value: encodeEnvelope(envelope) };
  }
}
