import type { LogHead } from '@ywk/event-store';
import type { MessagingLog } from '@ywk/messaging';
import { standardError } from '@ywk/messaging';
import { setTimeout as pause } from 'node:timers/promises';
import { placeName } from '../follower/track.ts';
import type { Place, RunningSource, SourcePort } from '../source.ts';
import type { LogReader } from '../types.ts';
import { Leases } from './leases.ts';

export interface PollingOptions {
  /** How often to look when nothing was new, ms. */
  readonly idleMs: number;
  /** How long ownership lives without being renewed, ms. */
  readonly leaseMs: number;
  /** Events asked for at once. */
  readonly page: number;
  readonly log?: MessagingLog;
}

/** Reading position of one place. */
interface Cursor extends Place {
  after: number;
  paused: boolean;
  live: boolean;
}

const AT_ONCE = 4;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** Follows logs by asking for what is new; partitions are shared by leases. */
export class PollingSource implements RunningSource {
  private readonly cursors = new Map<string, Cursor>();
  private readonly leases: Leases;
  private readonly stopping = new AbortController();
  private readonly log: MessagingLog;
  private mine: readonly number[] = [];
  private wakeUp = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private looping: Promise<void> | undefined;
  private renewing: Promise<void> = Promise.resolve();

  constructor(
    private readonly port: SourcePort,
    private readonly reader: LogReader,
    private readonly options: PollingOptions,
  ) {
    this.log = options.log ?? standardError;
    this.leases = new Leases({
      pool: port.pool,
      group: port.group,
      owner: port.owner,
      ttlMs: options.leaseMs,
    });
  }

  async start(): Promise<void> {
    // A database that is away now is asked again, as at any later time.
    await this.renew().catch(this.warn('No lease yet'));
    this.timer = setInterval(() => {
      this.renewing = this.renewing.then(() => this.renew()).catch(this.warn('No lease yet'));
    }, this.options.leaseMs / 3);
    this.looping = this.loop();
  }

  async stop(): Promise<void> {
    if (this.stopping.signal.aborted) return;
    clearInterval(this.timer);
    this.stopping.abort();
    this.wakeUp.abort();
    await this.looping;
    await this.renewing;
    await this.leases.leave().catch(this.warn('The leases run out by themselves'));
  }

  /** Looks at once. */
  wake(): void {
    this.wakeUp.abort();
  }

  resume(places: readonly Place[]): void {
    for (const place of places) {
      const cursor = this.cursors.get(placeName(place));
      if (cursor !== undefined) cursor.paused = false;
    }
    this.wake();
  }

  reclaim(places: readonly Place[]): void {
    const mine = places.filter(({ partition }) => this.mine.includes(partition));
    for (const place of mine) this.letGo(placeName(place));
    void this.claim(mine);
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private readonly warn =
    (message: string) =>
    (error: unknown): void =>
      this.log.warn({ group: this.port.group, error }, message);

  private letGo(name: string): void {
    const cursor = this.cursors.get(name);
    if (cursor !== undefined) cursor.live = false;
    this.cursors.delete(name);
  }

  private async renew(): Promise<void> {
    const mine = await this.leases.renew();
    if (this.stopped || mine.join() === this.mine.join()) return;
    this.mine = mine;
    for (const name of [...this.cursors.keys()]) this.letGo(name);
    this.port.dropped();
    await this.claim(mine.flatMap((p) => this.port.logs.map((log) => ({ log, partition: p }))));
  }

  private async claim(places: readonly Place[]): Promise<void> {
    const { mine } = this;
    for (let wait = FIRST_PAUSE_MS; !this.stopped && this.mine === mine;) {
      try {
        const standings = await this.port.claim(places);
        for (const { log, partition, lastPos, halted } of standings) {
          const cursor = { log, partition, after: lastPos, paused: halted, live: true };
          this.letGo(placeName(cursor));
          this.cursors.set(placeName(cursor), cursor);
        }
        return this.wake();
      } catch (error) {
        this.warn('Partitions could not be claimed yet')(error);
        await pause(wait);
        wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
      }
    }
  }

  private async loop(): Promise<void> {
    let wait = FIRST_PAUSE_MS;
    while (!this.stopped) {
      this.wakeUp = new AbortController();
      try {
        const read = await this.round();
        wait = FIRST_PAUSE_MS;
        if (read === 0) await this.idle(this.options.idleMs);
      } catch (error) {
        if (!this.stopped) this.warn('A log cannot be read yet')(error);
        await this.idle(wait);
        wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
      }
    }
  }

  private async idle(ms: number): Promise<void> {
    const { signal } = this.wakeUp;
    await pause(ms, undefined, { signal }).catch(() => undefined);
  }

  /** Reads a page of every place that has more. @returns how many events came */
  private async round(): Promise<number> {
    let read = 0;
    for (const log of this.port.logs) {
      const heads = await this.reader.heads(log, this.stopping.signal);
      const behind = heads.flatMap((head) => this.behind(log, head));
      for (let at = 0; at < behind.length && !this.stopped; at += AT_ONCE) {
        const pages = behind.slice(at, at + AT_ONCE).map((cursor) => this.page(cursor));
        for (const events of await Promise.all(pages)) read += events;
      }
    }
    return read;
  }

  private behind(log: string, { partition, lastPos }: LogHead): Cursor[] {
    const cursor = this.cursors.get(placeName({ log, partition }));
    return cursor === undefined || cursor.paused || cursor.after >= lastPos ? [] : [cursor];
  }

  private async page(cursor: Cursor): Promise<number> {
    const { log, partition, after } = cursor;
    const slice = { log, partition, after, limit: this.options.page };
    const events = await this.reader.read(slice, this.stopping.signal);
    if (!cursor.live || this.stopped) return 0;
    cursor.after = events.at(-1)?.pos ?? after;
    const arrivals = events.map((event) => ({ offset: null, event }));
    // Before it is handed over: the answer may come back as a call of `resume`.
    cursor.paused = true;
    if (this.port.deliver({ log, partition, arrivals })) cursor.paused = false;
    return events.length;
  }
}
