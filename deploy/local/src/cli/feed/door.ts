import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { DispatchEvent } from '@ywk/contracts';
import { CannotConnect, type Connection } from '../connection.ts';

/** A line that a door refused, by its number in the delivery from 1. */
export interface RefusedLine {
  readonly line: number;
  readonly code: string;
  readonly detail: string;
  readonly pointer: string;
}

/** What the door of the feed answers to a delivery. */
export interface Delivered {
  readonly accepted: number;
  readonly duplicates: number;
  readonly parked: number;
  readonly rejected: readonly RefusedLine[];
}

/** What the door of facts answers to a delivery. */
export interface EnteredLines {
  readonly accepted: number;
  readonly duplicates: number;
  /** A higher version was known already. */
  readonly superseded: number;
  /** Of all these, how many wait for their owner. */
  readonly pending: number;
  readonly rejected: readonly RefusedLine[];
}

interface DoorRequest {
  readonly method: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

const packed = promisify(gzip);
const TRIES = 8;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/** Statuses after which the very same request may be sent again. */
const NOT_NOW = [429, 502, 503, 504];

/** The service's doors for many lines, as any system sees them. */
export class DutyDoor {
  constructor(private readonly connection: Connection) {}

  /** States the zone in which the source's days begin. */
  async stateZone(source: string, timeZone: string): Promise<void> {
    const path = `/v1/dispatch-sources/${encodeURIComponent(source)}`;
    const body = JSON.stringify({ timeZone });
    await this.send(path, { method: 'PUT', body, headers: { 'content-type': 'application/json' } });
  }

  /** Hands events over; answers when all that is not reported as rejected is committed. */
  deliver(events: readonly DispatchEvent[]): Promise<Delivered> {
    return this.lines<Delivered>('/v1/dispatch-events', events);
  }

  /** Enters facts; answers when all that is not reported as rejected is committed. */
  enter(facts: readonly object[]): Promise<EnteredLines> {
    return this.lines<EnteredLines>('/v1/facts:batch', facts);
  }

  private async lines<Report>(path: string, items: readonly object[]): Promise<Report> {
    const text = items.map((item) => JSON.stringify(item)).join('\n');
    const response = await this.send(path, {
      method: 'POST',
      body: new Uint8Array(await packed(text)),
      headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
    });
    return (await response.json()) as Report;
  }

  /** Sends until the door takes it: what is sent carries its own ids, so again is harmless. */
  private async send(path: string, request: DoorRequest): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.once(path, request);
      if (typeof answer === 'object' && answer.ok) return answer;
      if (typeof answer === 'object' && !NOT_NOW.includes(answer.status)) {
        throw new CannotConnect(`${path} answered ${answer.status}: ${await answer.text()}`);
      }
      if (attempt === TRIES) {
        const why = typeof answer === 'string' ? answer : `status ${answer.status}`;
        throw new CannotConnect(`${this.connection.url} does not take the delivery (${why}).`);
      }
      await pause(waitMs(answer, attempt));
    }
  }

  private async once(path: string, request: DoorRequest): Promise<Response | string> {
    const { url, token } = this.connection;
    try {
      return await fetch(`${url}${path}`, {
        ...request,
        headers: { ...request.headers, authorization: `Bearer ${token}` },
      });
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined;
      return cause instanceof Error ? cause.message : String(error);
    }
  }
}

const waitMs = (answer: Response | string, attempt: number): number => {
  const stated = typeof answer === 'object' ? Number(answer.headers.get('retry-after')) : 0;
  if (stated > 0) return stated * 1000;
  return Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
};
