import { DoorConsumer, LogServer, standardError } from '@ywk/messaging';
import type { BrokerAddress, Dispatch, LogEngine, MessagingLog } from '@ywk/messaging';
import { randomUUID } from 'node:crypto';
import { systemClock } from '@ywk/platform';
import type { Pool } from 'pg';
import type { FollowerHooks } from '../follower-options.ts';
import { Later } from '../follower/later.ts';
import { placeName } from '../follower/track.ts';
import { clearedPlaces } from '../halt.ts';
import type { Place } from '../source.ts';
import { assertHandled } from '../follower/handled.ts';
import { reportOf } from '../report.ts';
import type { FollowerReport } from '../report.ts';
import { PgDoorProgress } from './door-progress.ts';

export interface DoorServerOptions extends BrokerAddress {
  /** Names the progress; also the Kafka group. */
  readonly group: string;
  readonly pool: Pool;
  readonly doors: readonly string[];
  /** Records of one transaction at most; 100 when not given. */
  readonly maxRecords?: number;
  /** ms; 30,000 when not given. */
  readonly sessionTimeoutMs?: number;
  readonly hooks?: Pick<FollowerHooks, 'halted'>;
  readonly log?: MessagingLog;
  /** Reading has ended for good; ends the process with code 70 when not given. */
  readonly onFatal?: (error: unknown) => void;
}

/** How often halted partitions are looked at, ms. */
const HALT_LOOK_MS = 3_000;

class DoorEngine implements LogEngine {
  private consumer: DoorConsumer | undefined;
  /** Partitions that this process halted, or met halted, and that nobody has cleared yet. */
  private halted: Place[] = [];
  private readonly timers = new Later(systemClock);

  constructor(private readonly options: DoorServerOptions) {}

  async start(dispatch: Dispatch, patterns: readonly string[]): Promise<void> {
    const { group, doors, pool, hooks } = this.options;
    const log = this.options.log ?? standardError;
    assertHandled(group, doors, patterns);
    const progress = new PgDoorProgress({
      pool,
      group,
      owner: `${process.pid}-${randomUUID()}`,
      dispatch,
      log,
      halted: (door, partition, reason) => {
        this.halted.push({ log: door, partition });
        if (reason !== undefined) hooks?.halted?.(group, door, partition, reason);
      },
    });
    const onFatal = this.options.onFatal ?? (() => process.exit(70));
    this.consumer = new DoorConsumer({ ...this.options, topics: doors, progress, onFatal });
    await this.consumer.start();
    this.timers.run(() => this.lookAtHalted(log), HALT_LOOK_MS);
  }

  async stop(): Promise<void> {
    this.timers.clear();
    await this.consumer?.stop();
  }

  /** Claims what a person has cleared since. */
  private async lookAtHalted(log: MessagingLog): Promise<void> {
    const { pool, group } = this.options;
    try {
      const cleared = await clearedPlaces(pool, group, this.halted);
      const names = new Set(cleared.map(placeName));
      this.halted = this.halted.filter((place) => !names.has(placeName(place)));
      this.consumer?.reclaim(cleared.map((at) => ({ topic: at.log, partition: at.partition })));
    } catch (error) {
      log.warn({ group, error }, 'Halted doors could not be looked at');
    }
    this.timers.run(() => this.lookAtHalted(log), HALT_LOOK_MS);
  }
}

/**
 * Takes records of doors. Methods with `@EventPattern('<door>')` are given a `DoorBatch`; they set
 * aside themselves what they cannot read, since a door's raw lines may name people. What such a
 * method throws halts the partition at that record.
 */
export class DoorServer extends LogServer {
  readonly group: string;
  protected readonly engine: LogEngine;

  constructor(private readonly options: DoorServerOptions) {
    super(options.group);
    this.group = options.group;
    this.engine = new DoorEngine(options);
  }

  report(): Promise<FollowerReport> {
    const { pool, group, doors } = this.options;
    return reportOf({ pool, group, logs: doors });
  }
}
