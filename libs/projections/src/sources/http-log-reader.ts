import { decodeEnvelope, ownerOf } from '@ywk/contracts';
import type { EventEnvelope } from '@ywk/contracts';
import type { LogHead } from '@ywk/event-store';
import type { LogReader, LogSlice } from '../types.ts';

export interface HttpLogReaderOptions {
  /** Where logs are read: by name of the log, or else of the service that owns it. */
  readonly urls: Readonly<Record<string, string>>;
  /** Asks another service as this one: with its token and its certificate. */
  readonly ask: (url: string, request: RequestInit) => Promise<Response>;
  /** Limit for an answer beyond the time asked to wait, ms; 10,000 when not given. */
  readonly timeoutMs?: number;
}

/** A log's owner answered, and not with the log. */
export class LogNotRead extends Error {
  override readonly name = 'LogNotRead';

  constructor(
    readonly url: string,
    readonly status: number,
  ) {
    super(`${url} answered ${status}.`);
  }
}

/** Reads logs at the services that own them. */
export const httpLogReader = (options: HttpLogReaderOptions): LogReader => {
  const baseOf = (log: string): string => {
    const base = options.urls[log] ?? options.urls[ownerOf(log)];
    if (base === undefined) throw new RangeError(`No address is given for the log "${log}".`);
    return `${base.replace(/\/$/, '')}/log/${encodeURIComponent(log)}`;
  };
  const ask = async (url: string, waitMs: number, signal?: AbortSignal): Promise<Response> => {
    const limit = AbortSignal.timeout(waitMs + (options.timeoutMs ?? 10_000));
    const response = await options.ask(url, {
      signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
    });
    if (response.ok) return response;
    await response.body?.cancel();
    throw new LogNotRead(url, response.status);
  };
  return {
    async read({ log, partition, after, limit, waitMs = 0 }: LogSlice, signal) {
      const query = `after=${after}&limit=${limit}&wait=${waitMs}`;
      const response = await ask(`${baseOf(log)}/${partition}?${query}`, waitMs, signal);
      const lines = (await response.text()).split('\n');
      return lines.filter((line) => line !== '').map((line): EventEnvelope => decodeEnvelope(line));
    },
    async heads(log, signal) {
      const response = await ask(baseOf(log), 0, signal);
      return (await response.json()) as LogHead[];
    },
  };
};
