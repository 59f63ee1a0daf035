import { Alarm } from './alarm.ts';
import { RelayLease, type LeaseParts } from './relay-lease.ts';
import { LeaseLost, RelaySource, type Portion } from './relay-source.ts';
import type { LogWriter, RelayProgress } from './relay-types.ts';

export interface RangeRelayParts extends LeaseParts {
  readonly logs: readonly string[];
  readonly newWriter: () => LogWriter;
  readonly pollMs: number;
  readonly onProgress: (progress: RelayProgress) => void;
  readonly onError: (error: unknown) => void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** What one time in office works with. */
interface Office {
  readonly source: RelaySource;
  readonly lease: RelayLease;
  readonly writer: LogWriter;
  /** The last checkpoint; rejects when it could not be kept. */
  saved: Promise<void>;
}

const SAVED = Promise.resolve();

/** Leads one range whenever it can, until it is stopped. */
export class RangeRelay {
  private readonly alarm: Alarm;
  private running: Promise<void> | undefined;
  private stopping = false;
  private failures = 0;

  constructor(private readonly parts: RangeRelayParts) {
    this.alarm = new Alarm(parts.clock);
  }

  start(): void {
    this.running ??= this.run();
  }

  wake(): void {
    this.alarm.ring();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.alarm.ring();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const pauseMs = await this.term();
      if (pauseMs > 0 && !this.stopping) await this.alarm.after(pauseMs);
    }
  }

  /** One time in office, from taking the lease to losing it. Answers how long to pause, in ms. */
  private async term(): Promise<number> {
    let lease: RelayLease | undefined;
    try {
      lease = await RelayLease.take(this.parts);
      if (lease === undefined) {
        this.report(false, undefined, 0);
        return this.parts.leaseMs / 3;
      }
      await this.lead(lease);
      return 0;
    } catch (error) {
      if (!(error instanceof LeaseLost)) this.parts.onError(error);
      this.failures += 1;
      return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.failures - 1));
    } finally {
      await lease?.free().catch((error: unknown) => this.parts.onError(error));
    }
  }

  private async lead(lease: RelayLease): Promise<void> {
    const source = await RelaySource.open(this.parts);
    const office: Office = { source, lease, writer: this.parts.newWriter(), saved: SAVED };
    let ahead = this.readAhead(source);
    try {
      while (!this.stopping && lease.isHeld()) {
        const portion = await ahead.portion;
        this.report(true, portion, 0);
        if (portion.records.length === 0) await Promise.all([office.saved, ahead.news]);
        ahead = this.readAhead(source);
        if (portion.records.length > 0) await this.send(office, portion);
      }
      await office.saved;
    } finally {
      // Ends the waits that nobody awaits any more.
      this.alarm.ring();
      await ahead.portion.catch(() => undefined);
      await office.saved.catch(() => undefined);
      await office.writer.close().catch((error: unknown) => this.parts.onError(error));
    }
  }

  /** Reads while the portion before is being sent; news of an append during it are not missed. */
  private readAhead(source: RelaySource): { portion: Promise<Portion>; news: Promise<void> } {
    const news = this.alarm.after(this.parts.pollMs);
    const portion = source.next();
    // Whoever awaits it sees the error; until then it is not unhandled.
    portion.catch(() => undefined);
    return { portion, news };
  }

  /** The checkpoint is kept while the next portion is being sent, one after the other. */
  private async send(office: Office, portion: Portion): Promise<void> {
    const { source, lease, writer, saved } = office;
    if (!lease.isHeld()) throw new LeaseLost('The lease could not be renewed.');
    await writer.sendBatch(portion.records);
    await saved;
    office.saved = source.save(portion.reached, lease).then(() => {
      this.failures = 0;
      this.report(true, undefined, portion.records.length);
    });
    // Whoever awaits it sees the error; until then it is not unhandled.
    office.saved.catch(() => undefined);
  }

  private report(leading: boolean, portion: Portion | undefined, sent: number): void {
    const { oldestMs, backlog = 0 } = portion ?? {};
    const ageMs = oldestMs === undefined ? 0 : Math.max(0, Date.now() - oldestMs);
    this.parts.onProgress({ range: this.parts.range, leading, backlog, ageMs, sent });
  }
}
