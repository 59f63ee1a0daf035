import type { OnApplicationShutdown } from '@nestjs/common';
import type { Connections } from './transaction.ts';

/** Nest token of the service's connections. */
export const POOL = Symbol('duty:pool');
/**
 * Nest token of the connections of the topic's door: few, because each of its transactions reads
 * calls over the others. Were they the same, full hands would wait for each other.
 */
export const DOOR_POOL = Symbol('duty:door-pool');

/** Closes connections when the service has stopped. */
export class ClosedAtEnd implements OnApplicationShutdown {
  constructor(private readonly pool: Connections) {}

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
