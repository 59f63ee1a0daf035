import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { LOGS } from '@ywk/contracts';
import type { AppliedEvent, LogBatch } from '@ywk/projections';
import { IssueLines, type Told } from '../commands/issue-lines.ts';
import { FOLLOWER } from './groups.ts';
import { payCauseOf } from './pay-cause.ts';

/** Nothing when the event changes nobody's pay. */
const toldBy = (cause: AppliedEvent): Told<AppliedEvent>[] => {
  const words = payCauseOf(cause);
  return words === undefined ? [] : [{ cause, words }];
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

  @EventPattern(LOGS.conduct, FOLLOWER.lines)
  async onConduct(@Payload() batch: LogBatch): Promise<void> {
    await this.take(batch);
  }

  private take({ events, tx, park }: LogBatch): Promise<void> {
    return this.lines.issue(events.flatMap(toldBy), tx, (event, { code, detail }) =>
      park(event, code, detail),
    );
  }
}
