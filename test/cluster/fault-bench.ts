import { expect } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import {
  Relay,
  relayStandings,
  storedEvents,
  verifyLog,
  type RelayProgress,
} from '@ywk/event-store';
import { ensureTopics, TopicWriter, type MessagingLog } from '@ywk/messaging';
import { FollowerServer, kafkaSource, storeSource } from '@ywk/projections';
import { eventually, testKafka, uniqueName } from '@ywk/testing';
import { followed, topicContent } from '../integration/event-store/relay-bench.ts';
import { facts, FollowBench } from '../integration/projections/follow-bench.ts';
import { follow, foldTrail } from '../integration/projections/trail-follower.ts';

/** What a feed has put into the log. */
export interface Fed {
  readonly events: number;
  /** The longest that one append took, ms. */
  readonly slowestMs: number;
}

export interface Feed {
  /** Ends after the append in hand. @throws what an append met */
  stop(): Promise<Fed>;
}

const OFFICERS = 200;
const EVENTS_AN_APPEND = 40;
const BREATH_MS = 150;

const quiet = (): void => undefined;
const silent: MessagingLog = { error: quiet, warn: quiet, info: quiet, debug: quiet };

/** A log with a relay to its topic and two followers behind it, all as services have them. */
export class FaultBench {
  readonly errors: unknown[] = [];
  readonly halted: string[] = [];
  private readonly fatal: unknown[] = [];
  private readonly followers: INestApplication[] = [];
  private progress: RelayProgress | undefined;
  private relay: Relay | undefined;
  private fed = 0;

  private constructor(readonly bench: FollowBench) {}

  /** @param minInSync copies that must have a batch; as the launcher makes it when not given */
  static async open(minInSync?: number): Promise<FaultBench> {
    const bench = await FollowBench.open({ topic: false });
    const { brokers } = testKafka();
    const copies = minInSync === undefined ? {} : { minInSync };
    await ensureTopics({ brokers, logs: [bench.log], doors: [], ...copies });
    const opened = new FaultBench(bench);
    opened.startRelay();
    const group = uniqueName('trail');
    await opened.startFollower(group);
    await opened.startFollower(group);
    return opened;
  }

  get log(): string {
    return this.bench.log;
  }

  async close(): Promise<void> {
    await Promise.all(this.followers.map((app) => app.close()));
    await this.relay?.stop();
    await this.bench.close();
  }

  private startRelay(): void {
    const { pool, store, log } = this.bench;
    this.relay = new Relay({
      pool,
      store,
      logs: [log],
      newWriter: () => new TopicWriter({ ...testKafka(), log: silent }),
      onProgress: (progress) => (this.progress = progress),
      onError: (error) => this.errors.push(error),
    });
    this.relay.start();
  }

  /** A new group reads the topic from its beginning and comes to the same table. */
  async readAgain(): Promise<void> {
    await Promise.all(this.followers.splice(0).map((app) => app.close()));
    await this.bench.pool.query('DELETE FROM trail');
    await this.startFollower(uniqueName('trail'));
    await this.bench.caughtUp(undefined, 60_000);
  }

  private async startFollower(group: string): Promise<void> {
    const { pool, registry, store, log } = this.bench;
    const { reader } = storeSource({ store });
    const session = { sessionTimeoutMs: 10_000, heartbeatMs: 500 };
    const server = new FollowerServer({
      group,
      pool,
      registry,
      logs: [log],
      log: silent,
      source: kafkaSource({ ...testKafka(), reader, ...session, log: silent }),
      hooks: { halted: (...where) => this.halted.push(where.join(' ')) },
      onFatal: (error) => this.fatal.push(error),
    });
    this.followers.push(await follow(server, log, (batch) => foldTrail(batch)));
  }

  /** Appends without end, a little pause between, until it is stopped. */
  play(): Feed {
    let playing = true;
    let slowestMs = 0;
    const from = this.fed;
    const playOn = async (): Promise<void> => {
      while (playing) {
        const begun = performance.now();
        await this.bench.append(facts(EVENTS_AN_APPEND, OFFICERS, this.fed));
        slowestMs = Math.max(slowestMs, performance.now() - begun);
        this.fed += EVENTS_AN_APPEND;
        const next = performance.now() + BREATH_MS;
        await eventually(() => performance.now() >= next, undefined, { everyMs: BREATH_MS });
      }
    };
    const played = playOn();
    // Whoever stops it sees the error.
    played.catch(quiet);
    const stop = async (): Promise<Fed> => {
      playing = false;
      await played;
      return { events: this.fed - from, slowestMs };
    };
    return { stop };
  }

  /** Events that the relay has not sent. */
  backlog(): number {
    return this.progress?.backlog ?? 0;
  }

  /**
   * Waits until followers have applied so many events more than now: the way is open. Where the
   * broker that led their group is held, a member waits for its answer to a join for a minute.
   */
  async flows(events = 400): Promise<void> {
    const before = await this.applied();
    await eventually(
      () => this.applied(),
      (now) => now >= before + events,
      { withinMs: 180_000, everyMs: 200 },
    );
  }

  private async applied(): Promise<number> {
    const { rows } = await this.bench.pool.query<{ n: string }>(
      `SELECT coalesce(sum(cardinality(string_to_array(positions, ','))), 0) AS n FROM trail`,
    );
    return Number(rows[0]?.n);
  }

  /**
   * Everything has come through: the log is dense and its chain whole, the topic holds all of it in
   * order, and the followers' table holds each event once.
   */
  async settled(): Promise<{ readonly doubled: number }> {
    const { pool, store, log, registry } = this.bench;
    // Followers read a late tail from the log itself: that they have it all says nothing of the topic.
    await eventually(
      () => relayStandings(pool, log),
      (standings) => standings.every(({ sent, last }) => sent === last),
      { withinMs: 180_000, everyMs: 200 },
    );
    await this.bench.caughtUp(undefined, 180_000);
    const heads = new Map([[log, await store.heads(log)]]);
    const verification = await verifyLog(storedEvents(pool, log), { registry, heads });
    expect(verification).toMatchObject({ ok: true });
    const { events, holes, doubled } = followed(await topicContent(log));
    expect(holes).toEqual([]);
    expect(events).toHaveLength((await this.bench.events()).length);
    expect(this.halted).toEqual([]);
    expect(this.fatal).toEqual([]);
    return { doubled };
  }
}
