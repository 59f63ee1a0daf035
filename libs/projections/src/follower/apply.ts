import type { Dispatch } from '@ywk/messaging';
import type { PoolClient } from 'pg';
import { BEHIND } from '../parking/parked-rows.ts';
import type { ParkedRow } from '../parking/parked-rows.ts';
import type { AppliedEvent, LogBatch } from '../types.ts';
import { describe, mayPass } from './failure.ts';
import type { Pending, Refusal } from './track.ts';

/** The batch cannot be applied in one piece: roll back and apply it with `Isolation`. */
export class NotInOnePiece extends Error {
  override readonly name = 'NotInOnePiece';
}

/** One name for one key of one log; logs do not order each other. */
const keyName = (event: AppliedEvent): string => `${event.log}/${event.key}`;

/** Applies what a flush holds and collects what has to be set aside. */
export class Application {
  readonly parked: ParkedRow[] = [];
  private readonly refused = new Map<AppliedEvent, Refusal>();

  /** @param blocked names of keys that have parked events; grows with each one parked here */
  constructor(
    private readonly tx: PoolClient,
    private readonly dispatch: Dispatch,
    private readonly blocked: Set<string>,
  ) {}

  static keyName(log: string, key: string): string {
    return `${log}/${key}`;
  }

  /** In one piece: no savepoint, one call of each log's handler. @throws NotInOnePiece */
  async together(items: readonly Pending[]): Promise<void> {
    for (const [log, events] of this.sorted(items)) {
      try {
        await this.call(log, events);
      } catch (error) {
        if (mayPass(error)) throw error;
        throw new NotInOnePiece(describe(error), { cause: error });
      }
      if (this.anyOvertaken(events)) throw new NotInOnePiece('Events overtook a parked one.');
      for (const event of events) this.parkIfRefused(event);
    }
  }

  /** Halves what fails until the event is found that cannot be applied alone; that one is parked. */
  async isolated(items: readonly Pending[]): Promise<void> {
    for (const [log, events] of this.sorted(items)) await this.settle(log, events);
  }

  private sorted(items: readonly Pending[]): Map<string, AppliedEvent[]> {
    const logs = new Map<string, AppliedEvent[]>();
    for (const { event, refusal } of items) {
      if (refusal !== undefined) this.refused.set(event, refusal);
      if (this.parkIfRefused(event)) continue;
      const events = logs.get(event.log);
      if (events === undefined) logs.set(event.log, [event]);
      else events.push(event);
    }
    return logs;
  }

  private async settle(log: string, events: readonly AppliedEvent[]): Promise<void> {
    const rest = events.filter((event) => !this.parkIfRefused(event));
    if (rest.length === 0) return;
    await this.tx.query('SAVEPOINT part');
    if (await this.tryOut(log, rest)) {
      for (const event of rest) this.parkIfRefused(event);
      return;
    }
    await this.tx.query('ROLLBACK TO SAVEPOINT part');
    if (rest.some((event) => this.refused.has(event))) return this.settle(log, rest);
    const half = Math.ceil(rest.length / 2);
    await this.settle(log, rest.slice(0, half));
    await this.settle(log, rest.slice(half));
  }

  /** @returns whether the events are applied, but for those the handler refused */
  private async tryOut(log: string, events: readonly AppliedEvent[]): Promise<boolean> {
    try {
      await this.call(log, events);
      if (this.anyOvertaken(events)) return false;
      // Fails when the handler swallowed an error of the database: its effects would be lost.
      await this.tx.query('RELEASE SAVEPOINT part');
      return true;
    } catch (error) {
      if (mayPass(error)) throw error;
      const [only] = events;
      if (events.length === 1 && only !== undefined) {
        this.refused.set(only, { code: 'HANDLER_FAILED', detail: describe(error) });
      }
      return false;
    }
  }

  private async call(log: string, events: readonly AppliedEvent[]): Promise<void> {
    if (events.length === 0) return;
    const batch: LogBatch = {
      log,
      events,
      tx: this.tx,
      park: (event, code, detail) => this.refused.set(event, { code, detail }),
    };
    await this.dispatch(log, batch);
  }

  /** Whether a later event of a refused one's key was in the same call: it must queue instead. */
  private anyOvertaken(events: readonly AppliedEvent[]): boolean {
    if (this.refused.size === 0) return false;
    const behind = new Set<string>();
    for (const event of events) {
      if (behind.has(keyName(event))) return true;
      if (this.refused.has(event)) behind.add(keyName(event));
    }
    return false;
  }

  private parkIfRefused(event: AppliedEvent): boolean {
    if (this.blocked.size === 0 && this.refused.size === 0) return false;
    const name = keyName(event);
    const refusal = this.blocked.has(name)
      ? { code: BEHIND, detail: 'An earlier event of this key is parked.' }
      : this.refused.get(event);
    if (refusal === undefined) return false;
    this.parked.push({ event, refusal });
    this.blocked.add(name);
    return true;
  }
}
