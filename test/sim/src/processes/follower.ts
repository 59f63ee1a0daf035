import type { MessagingLog } from '@ywk/messaging';
import { EventStore } from '@ywk/event-store';
import { FollowerEngine, kafkaSource, type LogReader } from '@ywk/projections';
import { poolOf } from '../database/pool.ts';
import { simulatedAdmin, SimulatedConsumer } from '../kafka/group.ts';
import { pendingOf, plantBugs, plantLateBugs } from './planted.ts';
import { GROUP, LOG, registry } from '../notes.ts';
import type { Surroundings } from './surroundings.ts';
import type { Process } from '../world.ts';
import { View } from './view.ts';

const MOST_BUFFERED = 2;
const FLUSH = { maxEvents: 2, maxMs: 50 };

const silent: MessagingLog = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
};

export interface Follower {
  readonly engine: FollowerEngine;
  readonly consumer: SimulatedConsumer;
}

/** Follows the log into the view, as one member of the group. */
export const startFollower = (system: Surroundings, by: Process): Follower => {
  const { world, bugs, oracle, group } = system;
  const clock = world.clockOf(by);
  const view = new View();
  const pool = poolOf({ ...system, by, lostCommitCounts: bugs.lostCommitCounts });
  const owner = new EventStore({ pool, registry, clock });
  const reader: LogReader = {
    read: (slice) => {
      oracle.filling(by, pendingOf(engine), MOST_BUFFERED);
      return owner.readLog(slice);
    },
    heads: (log) => owner.heads(log),
  };
  const consumer = new SimulatedConsumer(group, by);
  const connection = { consumer, admin: simulatedAdmin(group.parts, by) };
  const engine: FollowerEngine = new FollowerEngine({
    group: GROUP,
    pool,
    registry,
    source: kafkaSource({ brokers: [], reader, log: silent, clock, connection }),
    logs: [LOG],
    flush: FLUSH,
    maxBuffered: MOST_BUFFERED,
    hooks: {
      dropped: () => {
        if (!bugs.keepsItsCache) view.forget();
      },
      halted: (...[, , partition, reason]) =>
        world.note(by.name, `halts partition ${partition}: ${reason}`),
    },
    log: silent,
    clock,
    onFatal: () => system.kill(by),
  });
  plantBugs(engine, bugs);
  void engine.start(view.dispatch, [LOG]).then(() => plantLateBugs(engine, bugs));
  return { engine, consumer };
};
