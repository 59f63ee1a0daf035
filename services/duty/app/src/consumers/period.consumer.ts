import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { LOGS, type CalendarPublished, type CutOffDue, type RulingMade } from '@ywk/contracts';
import type { LogBatch } from '@ywk/projections';
import { StandingWork } from '../commands/standing-work.ts';
import { addRuling } from '../persistence/ruling-due.store.ts';
import { addCutOff } from '../persistence/cut-off.store.ts';
import { addWorkingYear } from '../persistence/working-year.store.ts';
import { GROUPS } from './groups.ts';

/** Learns from appraisal which marks of periods are due, which facts a ruling changed, and working days. */
@Controller()
export class PeriodConsumer {
  constructor(private readonly work: StandingWork) {}

  @EventPattern(LOGS.period, Symbol.for(GROUPS.periods))
  async onPeriods(@Payload() { events, tx }: LogBatch): Promise<void> {
    for (const { type, data, eventId, recordedAt } of events) {
      if (type === 'RulingMade') {
        await addRuling(tx, { ruling: data as RulingMade, at: recordedAt });
        this.work.wake();
      }
      if (type === 'CalendarPublished') await addWorkingYear(tx, data as CalendarPublished);
      if (type !== 'CutOffDue') continue;
      const { calendar, period, revision, final, logs } = data as CutOffDue;
      if (!logs.includes(LOGS.fact)) continue;
      await addCutOff(tx, { calendar, period, revision, final, cause: eventId });
      this.work.wake();
    }
  }
}
