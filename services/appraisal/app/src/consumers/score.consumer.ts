import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { LOGS } from '@ywk/contracts';
import type { LogBatch } from '@ywk/projections';
import type { FoldRules } from '../projections/score-board/fact-entries.ts';
import { foldPersonnel } from '../projections/personnel/personnel.fold.ts';
import { foldFacts } from '../projections/score-board/score-board.fold.ts';
import { FOLLOWER } from './groups.ts';

/** What the fold of facts rests on, as the composition hands it in. */
export abstract class FoldingRules {
  abstract read(db: LogBatch['tx']): Promise<FoldRules>;
}

/** Facts and personnel in; each batch in one transaction with its progress. */
@Controller()
export class ScoreConsumer {
  constructor(private readonly rules: FoldingRules) {}

  @EventPattern(LOGS.fact, FOLLOWER.score)
  async onFacts(@Payload() batch: LogBatch): Promise<void> {
    await foldFacts(batch, await this.rules.read(batch.tx));
  }

  @EventPattern(LOGS.personnel, FOLLOWER.score)
  async onPersonnel(@Payload() batch: LogBatch): Promise<void> {
    await foldPersonnel(batch);
  }
}
