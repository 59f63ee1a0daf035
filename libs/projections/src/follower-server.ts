import { LogServer } from '@ywk/messaging';
import { FollowerEngine } from './follower/engine.ts';
import type { FollowerOptions } from './follower-options.ts';

/**
 * Follows logs into tables. Methods with `@EventPattern('<log>')` are given a `LogBatch`; where one
 * process has several followers of one log, the pattern's second argument says whose method it is:
 * `@EventPattern('<log>', Symbol.for('<group>'))`.
 */
export class FollowerServer extends LogServer {
  protected readonly engine: FollowerEngine;

  constructor(options: FollowerOptions) {
    super(options.group);
    this.engine = new FollowerEngine(options);
  }
}
