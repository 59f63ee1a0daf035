import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { LOGS } from '@ywk/contracts';
import type { LogBatch } from '@ywk/projections';
import { StandingWork } from '../commands/standing-work.ts';
import { changeHolds } from '../persistence/hold.store.ts';
import { addDueOperators } from '../persistence/operator-due.store.ts';
import { foldPersonnel } from '../projections/personnel/personnel.projection.ts';
import { GROUPS } from './groups.ts';

/** The live tables carry the names of their view. */
const live = (name: string): string => name;

/** Learns from recruitment who holds which badge and seat. */
@Controller()
export class PersonnelConsumer {
  constructor(private readonly work: StandingWork) {}

  @EventPattern(LOGS.personnel, Symbol.for(GROUPS.personnel))
  async onPersonnel(@Payload() { events, tx }: LogBatch): Promise<void> {
    const touched = await foldPersonnel(tx, events, { lock: changeHolds, table: live });
    await addDueOperators(tx, touched);
    if (touched.length > 0) this.work.wake();
  }
}
