import { Relay } from '@ywk/event-store';
import { poolOf } from '../database/pool.ts';
import { SimulatedWriter } from '../kafka/writer.ts';
import { LAST_PARTITION, LOG } from '../notes.ts';
import type { Surroundings } from './surroundings.ts';
import type { Process } from '../world.ts';

const LEASE_MS = 6_000;
const POLL_MS = 1_500;

/** Runs the relay of one process. */
export const startRelay = (system: Surroundings, by: Process): Relay => {
  const { world } = system;
  const relay = new Relay({
    pool: poolOf({ ...system, by }),
    store: { onAppended: (listener) => system.onAppended(by, listener) },
    newWriter: () => new SimulatedWriter({ ...system, by }),
    logs: [LOG],
    ranges: [{ from: 0, to: LAST_PARTITION }],
    owner: by.name,
    leaseMs: LEASE_MS,
    pollMs: POLL_MS,
    clock: world.clockOf(by),
  });
  relay.start();
  return relay;
};
