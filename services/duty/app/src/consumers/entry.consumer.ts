import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { LOGS } from '@ywk/contracts';
import type { LogBatch } from '@ywk/projections';
import { entryBoard } from '../projections/entry-board/entry-board.view.ts';
import { GROUPS } from './groups.ts';

/** The live tables carry the names of their view. */
const live = (name: string): string => name;

/** Keeps the list of entered facts in step with their log. */
@Controller()
export class EntryConsumer {
  @EventPattern(LOGS.entry, Symbol.for(GROUPS.entries))
  async onEntries(@Payload() batch: LogBatch): Promise<void> {
    await entryBoard.fold(batch, live);
  }
}
