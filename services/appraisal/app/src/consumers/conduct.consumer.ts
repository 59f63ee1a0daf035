import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { LOGS } from '@ywk/contracts';
import type { LogBatch } from '@ywk/projections';
import { conductView } from '../projections/conduct/conduct.view.ts';
import { FOLLOWER } from './groups.ts';

/** The live table carries the name of its view. */
const live = (name: string): string => name;

/** Sanctions, commendations and leave in, as duty tells them. */
@Controller()
export class ConductConsumer {
  @EventPattern(LOGS.conduct, FOLLOWER.conduct)
  async onConduct(@Payload() batch: LogBatch): Promise<void> {
    await conductView.fold(batch, live);
  }
}
