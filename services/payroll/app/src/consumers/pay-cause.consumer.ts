import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { LOGS } from '@ywk/contracts';
import { isRejection } from '@ywk/kernel';
import { changesOf } from '@ywk/payroll-domain';
import type { AppliedEvent, LogBatch } from '@ywk/projections';
import { IssueLines, type Effects } from '../commands/issue-lines.ts';
import { FOLLOWER } from './groups.ts';
import { payCauseOf } from './pay-cause.ts';

/** Undefined when the event changes nobody's pay. @throws Rejection of the domain */
const effectsOf = (cause: AppliedEvent): Effects | undefined => {
  const words = payCauseOf(cause);
  return words === undefined ? undefined : { cause, changes: changesOf(words) };
};

/** Decisions and departures in, change lines out, in the transaction that moves the progress. */
@Controller()
export class PayCauseConsumer {
  constructor(private readonly lines: IssueLines) {}

  @EventPattern(LOGS.decision, FOLLOWER.lines)
  async onDecisions(@Payload() batch: LogBatch): Promise<void> {
    await this.take(batch);
  }

  @EventPattern(LOGS.personnel, FOLLOWER.lines)
  async onPersonnel(@Payload() batch: LogBatch): Promise<void> {
    await this.take(batch);
  }

  private async take({ events, tx, park }: LogBatch): Promise<void> {
    const effects: Effects[] = [];
    for (const event of events) {
      try {
        const found = effectsOf(event);
        if (found !== undefined) effects.push(found);
      } catch (error) {
        if (!isRejection(error)) throw error;
        park(event, error.code, error.detail);
      }
    }
    await this.lines.issue(effects, tx);
  }
}
