import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { LOGS } from '@ywk/contracts';
import type { LogBatch } from '@ywk/projections';
import { officerBoard } from '../projections/officer-board/officer-board.view.ts';
import { removeNames } from '../projections/officer-names/officer-name.store.ts';
import { unitBoard } from '../projections/unit-board/unit-board.view.ts';
import { FOLLOWER } from './groups.ts';

/** The live tables carry the names of their views. */
const live = (name: string): string => name;

const HIDES_NAME: ReadonlySet<string> = new Set(['SubjectErased', 'SubjectRestricted']);

/** Keeps what people look up in step with the log. */
@Controller()
export class BoardConsumer {
  @EventPattern(LOGS.personnel, FOLLOWER.board)
  async onPersonnel(@Payload() batch: LogBatch): Promise<void> {
    await officerBoard.fold(batch, live);
    await unitBoard.fold(batch, live);
    const hidden = batch.events.filter(({ type }) => HIDES_NAME.has(type));
    await removeNames(
      batch.tx,
      hidden.map(({ partition, key }) => ({ partition, officer: key })),
    );
  }
}
