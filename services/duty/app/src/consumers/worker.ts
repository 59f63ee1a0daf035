import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { CutOff } from '../commands/cut-off.ts';
import type { FollowRuling } from '../commands/follow-ruling.ts';
import type { JudgeAgain } from '../commands/judge-again.ts';
import type { Purge } from '../commands/purge.ts';
import type { StandingWork } from '../commands/standing-work.ts';

/** Runs the standing work as long as the service runs. */
export class Worker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly tasks;

  constructor(
    private readonly work: StandingWork,
    ...[judge, rulings, cutOff, purge]: [JudgeAgain, FollowRuling, CutOff, Purge]
  ) {
    this.tasks = [
      { name: 'judge calls again', run: () => judge.run() },
      { name: 'follow rulings', run: () => rulings.run() },
      { name: 'cut periods off', run: () => cutOff.run() },
      { name: 'remove refused lines', run: () => purge.run() },
    ];
  }

  onApplicationBootstrap(): void {
    this.work.start(this.tasks);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }
}
