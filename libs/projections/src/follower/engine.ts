import { standardError, type Dispatch, type LogEngine, type MessagingLog } from '@ywk/messaging';
import { systemClock } from '@ywk/platform';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { FollowerHooks, FollowerOptions } from '../follower-options.ts';
import type { ParkedRow } from '../parking/parked-rows.ts';
import type { Delivery, Place, RunningSource, SourcePort, Standing } from '../source.ts';
import { clearedPlaces } from '../halt.ts';
import { Backfill } from './backfill.ts';
import type { Portion } from './flush.ts';
import { Later } from './later.ts';
import { assertHandled } from './handled.ts';
import { settle } from './settle.ts';
import { standingOf, trackOf } from './intake.ts';
import { flushLimits, Lane } from './lane.ts';
import { claimProgress, ownerOfProgress } from './progress.ts';
import { Tails } from './tails.ts';
import { tellTraces } from './traces.ts';
import { Tracks } from './tracks.ts';
import type { Track } from './track.ts';

const MAX_BUFFERED = 20_000;
/** How long a process waits before it takes a partition back that another one claimed, ms. */
const FOREIGN_PAUSE_MS = 10_000;
/** How often halted partitions are looked at, ms. */
const HALT_LOOK_MS = 3_000;
const TAIL_LOOK_MS = 10_000;

/** Follows logs into tables, wherever the events come from. */
export class FollowerEngine implements LogEngine, SourcePort {
  readonly owner = `${process.pid}-${randomUUID()}`;
  readonly group: string;
  readonly logs: readonly string[];
  readonly pool: Pool;
  private readonly tracks = new Tracks();
  private readonly log: MessagingLog;
  private readonly hooks: FollowerHooks;
  private readonly backfill: Backfill;
  private readonly tails: Tails;
  private readonly maxBuffered: number;
  private lanes: readonly Lane[] = [];
  private source: RunningSource | undefined;
  private stopping = false;
  /** What was to be claimed again before the source had finished its start. */
  private readonly early: Place[] = [];
  private waitingForRoom: (() => void)[] = [];
  private readonly timers: Later;
  /** The handlers; set by `start`. */
  dispatch: Dispatch = () => Promise.reject(new TypeError('This follower was not started.'));

  constructor(private readonly options: FollowerOptions) {
    this.group = options.group;
    this.logs = options.logs;
    this.pool = options.pool;
    this.log = options.log ?? standardError;
    this.timers = new Later(options.clock ?? systemClock);
    this.hooks = options.hooks ?? {};
    this.maxBuffered = options.maxBuffered ?? MAX_BUFFERED;
    this.backfill = new Backfill({
      reader: options.source.reader,
      registry: options.registry,
      log: this.log,
      clock: this.timers.clock,
      room: () => this.room(),
      grown: (track) => this.laneOf(track)?.poke(),
      filled: (track, events) => this.hooks.backfilled?.(this.group, track.log, events),
    });
    this.tails = new Tails(options.source.reader, this.tracks, this.backfill);
  }

  async start(dispatch: Dispatch, patterns: readonly string[]): Promise<void> {
    assertHandled(this.group, this.logs, patterns);
    this.dispatch = dispatch;
    this.lanes = [0, 1].map((lane) => this.newLane(lane));
    this.source = await this.options.source.open(this);
    this.reclaim(this.early.splice(0));
    const { source, tailMs = TAIL_LOOK_MS } = this.options;
    const failed = (error: unknown): void =>
      this.log.warn({ group: this.group, error }, 'Partitions could not be looked after');
    this.timers.every(() => this.lookAtHalted(), HALT_LOOK_MS, failed);
    // The other sources read the log itself.
    if (source.kind === 'kafka')
      this.timers.every(() => this.tails.look(this.logs), tailMs, failed);
  }

  async stop(): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    this.timers.clear();
    await Promise.all(this.lanes.map((lane) => lane.drain()));
    await this.source?.stop();
    this.dropped();
  }

  dropped(): void {
    this.tracks.dropAll();
    this.forget();
  }

  async claim(places: readonly Place[]): Promise<readonly Standing[]> {
    const { generation } = this.tracks;
    const rows = await claimProgress(this.pool, this, places);
    if (generation !== this.tracks.generation || this.stopping) return [];
    const tracks = rows.map(trackOf);
    this.tracks.hold(tracks);
    this.forget();
    return tracks.map(standingOf);
  }

  deliver({ log, partition, arrivals }: Delivery): boolean {
    const track = this.tracks.get({ log, partition });
    if (track === undefined || this.stopping) return false;
    this.backfill.take(track, arrivals);
    this.laneOf(track)?.poke();
    track.paused =
      track.halt !== undefined ||
      track.waiting !== undefined ||
      this.tracks.buffered() >= this.maxBuffered;
    return !track.paused;
  }

  /** What waits behind gaps is not counted: those who fill them would wait for each other. */
  room(): Promise<void> {
    if (this.tracks.pending() < this.maxBuffered) return Promise.resolve();
    return new Promise((resolve) => this.waitingForRoom.push(resolve));
  }

  offsets(): readonly (Place & { offset: number })[] {
    return [...this.tracks.all()].flatMap(({ log, partition, committed: { offset } }) =>
      offset === null ? [] : [{ log, partition, offset }],
    );
  }

  fatal(error: unknown): void {
    if (this.stopping) return;
    this.log.error({ group: this.group, error }, 'Reading has ended for good');
    if (this.options.onFatal !== undefined) this.options.onFatal(error);
    else process.exit(70);
  }

  /** Partitions held now and how far each has come; for reports and tests. */
  standings(): readonly Standing[] {
    return [...this.tracks.all()].map(standingOf);
  }

  /** Events in memory that are not committed yet. */
  buffered(): number {
    return this.tracks.buffered();
  }

  /** Looks again at partitions that were halted, after a person has cleared them. */
  reclaim(places: readonly Place[]): void {
    if (this.source === undefined) this.early.push(...places);
    else this.source.reclaim(places);
  }

  private newLane(lane: number): Lane {
    return new Lane({
      flushing: { pool: this.pool, group: this.group, dispatch: this.dispatch },
      ...flushLimits(this.options.flush),
      log: this.log,
      clock: this.timers.clock,
      tracks: () => this.tracks.ofLane(lane),
      flushed: (portions, parked, ms) => this.flushed(portions, parked, ms),
      fenced: (tracks) => this.fenced(tracks),
      unknown: (tracks) => {
        this.letGo(tracks);
        this.reclaim(tracks);
      },
    });
  }

  private laneOf({ partition }: Place): Lane | undefined {
    return this.lanes[partition % 2];
  }

  private flushed(portions: readonly Portion[], parked: readonly ParkedRow[], ms: number): void {
    for (const halted of settle(portions)) this.tellHalt(halted);
    for (const { event, refusal } of parked) {
      this.tracks.get(event)?.parkedKeys.add(event.key);
      this.hooks.parked?.(this.group, event.log, refusal.code);
    }
    const events = portions.reduce((sum, { items }) => sum + items.length, 0);
    this.hooks.flushed?.(this.group, events, ms);
    tellTraces(this.log, this.group, portions);
    this.makeRoom();
  }

  private tellHalt({ log, partition, halt }: Track): void {
    const reason = halt?.reason ?? '';
    this.log.error({ group: this.group, log, partition, reason }, 'A partition is halted');
    this.hooks.halted?.(this.group, log, partition, reason);
  }

  private fenced(tracks: readonly Track[]): void {
    this.letGo(tracks);
    this.hooks.fenced?.(this.group);
    for (const track of tracks) {
      void this.takeBack(track).catch(() =>
        this.timers.run(() => this.reclaim([track]), FOREIGN_PAUSE_MS),
      );
    }
  }

  /** At once when only the epoch was raised under this process, later when another one holds it. */
  private async takeBack(place: Place): Promise<void> {
    const owner = await ownerOfProgress(this.pool, this.group, place);
    if (this.stopping) return;
    if (owner === this.owner) this.reclaim([place]);
    else this.timers.run(() => this.tracks.get(place) ?? this.reclaim([place]), FOREIGN_PAUSE_MS);
  }

  /** Claims what a person has cleared since. */
  private async lookAtHalted(): Promise<void> {
    const cleared = await clearedPlaces(this.pool, this.group, this.tracks.halted());
    if (cleared.length > 0 && !this.stopping) this.reclaim(cleared);
  }

  private letGo(tracks: readonly Track[]): void {
    this.tracks.drop(tracks);
    this.forget();
  }

  private forget(): void {
    this.hooks.dropped?.(this.group);
    this.makeRoom();
  }

  private makeRoom(): void {
    // Who waits goes on at the first place: the database has work for both lanes meanwhile. Who was
    // paused is asked for again over the network, and only when that is worth it.
    if (this.tracks.pending() >= this.maxBuffered) return;
    for (const go of this.waitingForRoom.splice(0)) go();
    if (this.tracks.buffered() * 2 > this.maxBuffered) return;
    const ready = this.tracks.goOn();
    if (ready.length > 0) this.source?.resume(ready);
  }
}
