import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { LOGS } from '@ywk/contracts';
import type { LogBatch } from '@ywk/projections';
import { conductBoard } from '../projections/conduct-board/conduct-board.view.ts';
import { GROUPS } from './groups.ts';

/** The live tables carry the names of their view. */
const live = (name: string): string => name;

/** Keeps the list of cases, commendations and leave in step with their log. */
@Controller()
export class ConductConsumer {
  @EventPattern(LOGS.case, Symbol.for(GROUPS.conduct))
  async onCases(@Payload() batch: LogBatch): Promise<void> {
    await conductBoard.fold(batch, live);
  }
}
