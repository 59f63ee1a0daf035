import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { LOGS } from '@ywk/contracts';
import type { LogBatch } from '@ywk/projections';
import { changeBoard } from '../projections/change-board/change-board.view.ts';
import { directory } from '../projections/directory/directory.view.ts';
import { FOLLOWER } from './groups.ts';

/** The live tables carry the names of their views. */
const live = (name: string): string => name;

/** Keeps what people look at up to date with the logs. */
@Controller()
export class ViewConsumer {
  @EventPattern(LOGS.change, FOLLOWER.board)
  async onChanges(@Payload() batch: LogBatch): Promise<void> {
    await changeBoard.fold(batch, live);
  }

  @EventPattern(LOGS.line, FOLLOWER.board)
  async onAnswers(@Payload() batch: LogBatch): Promise<void> {
    await changeBoard.fold(batch, live);
  }

  @EventPattern(LOGS.personnel, FOLLOWER.directory)
  async onPersonnel(@Payload() batch: LogBatch): Promise<void> {
    await directory.fold(batch, live);
  }
}
