import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { LOGS } from '@ywk/contracts';
import type { LogBatch } from '@ywk/projections';
import { foldDecisions, foldProposals } from '../projections/decision-board/decision-board.fold.ts';
import { FOLLOWER } from './groups.ts';

/** Own logs in: what people look up about proposals and decisions. */
@Controller()
export class BoardConsumer {
  @EventPattern(LOGS.decision, FOLLOWER.board)
  async onDecisions(@Payload() batch: LogBatch): Promise<void> {
    await foldDecisions(batch);
  }

  @EventPattern(LOGS.proposal, FOLLOWER.board)
  async onProposals(@Payload() batch: LogBatch): Promise<void> {
    await foldProposals(batch);
  }
}
