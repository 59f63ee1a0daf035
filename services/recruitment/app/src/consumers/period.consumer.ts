import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { LOGS, type CutOffDue } from '@ywk/contracts';
import type { LogBatch } from '@ywk/projections';
import { CutOff } from '../commands/cut-off.ts';
import { FOLLOWER } from './groups.ts';

/** Answers a due cut-off with a marker in every partition of the own log. */
@Controller()
export class PeriodConsumer {
  constructor(private readonly cutOff: CutOff) {}

  @EventPattern(LOGS.period, FOLLOWER.periods)
  async onPeriods(@Payload() { events, tx }: LogBatch): Promise<void> {
    const due = events
      .filter(({ type }) => type === 'CutOffDue')
      .map((event) => ({ ...event, data: event.data as CutOffDue }))
      .filter(({ data }) => data.logs.includes(LOGS.personnel));
    await this.cutOff.mark(due, tx);
  }
}
