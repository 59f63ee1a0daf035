import { LogServer } from '@ywk/messaging';
import { FollowerEngine } from './follower/engine.ts';
import type { FollowerOptions } from './follower-options.ts';
import { ParkingLot } from './parking/parking-lot.ts';
import { reportOf } from './report.ts';
import type { FollowerReport } from './report.ts';

/**
 * Follows logs into tables. Methods with `@EventPattern('<log>')` are given a `LogBatch`; where one
 * process has several followers of one log, the pattern's second argument says whose method it is:
 * `@EventPattern('<log>', Symbol.for('<group>'))`.
 */
export class FollowerServer extends LogServer {
  readonly group: string;
  readonly parkingLot: ParkingLot;
  protected readonly engine: FollowerEngine;

  constructor(private readonly options: FollowerOptions) {
    super(options.group);
    this.group = options.group;
    const engine = new FollowerEngine(options);
    this.engine = engine;
    this.parkingLot = new ParkingLot({
      ...options,
      dispatch: (log, batch) => engine.dispatch(log, batch),
    });
  }

  /** State of the group in all processes. */
  report(): Promise<FollowerReport> {
    const { pool, group, logs, source } = this.options;
    return reportOf({ pool, group, logs, reader: source.reader });
  }
}
