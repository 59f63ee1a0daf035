import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { LOGS, type LiabilityBorne } from '@ywk/contracts';
import type { LogBatch } from '@ywk/projections';
import { BearLiability } from '../commands/bear-liability.ts';
import { GROUPS } from './groups.ts';

const WORDS: ReadonlySet<string> = new Set(['LiabilityBorne', 'LiabilityEnded']);

/** Learns from appraisal who answers for the act of another. */
@Controller()
export class LiabilityConsumer {
  constructor(private readonly bearing: BearLiability) {}

  @EventPattern(LOGS.decision, Symbol.for(GROUPS.liability))
  async onDecisions(@Payload() { events, tx }: LogBatch): Promise<void> {
    const words = events
      .filter(({ type }) => WORDS.has(type))
      .map(({ eventId, type, data }) => ({ eventId, type, data: data as LiabilityBorne }));
    await this.bearing.take(words, tx);
  }
}
