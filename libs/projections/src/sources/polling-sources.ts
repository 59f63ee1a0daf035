import type { EventStore } from '@ywk/event-store';
import type { FollowerSource } from '../source.ts';
import { httpLogReader } from './http-log-reader.ts';
import type { HttpLogReaderOptions } from './http-log-reader.ts';
import { PollingSource } from './polling.ts';
import type { PollingOptions } from './polling.ts';

const DEFAULTS: PollingOptions = { idleMs: 200, leaseMs: 10_000, page: 1_000 };

export type HttpSourceOptions = HttpLogReaderOptions & Partial<PollingOptions>;

/** Follows logs over HTTP at the services that own them. */
export const httpSource = (options: HttpSourceOptions): FollowerSource => {
  const reader = httpLogReader(options);
  return {
    kind: 'http',
    reader,
    async open(port) {
      const source = new PollingSource(port, reader, { ...DEFAULTS, ...options });
      await source.start();
      return source;
    },
  };
};

export type StoreSourceOptions = { readonly store: EventStore } & Partial<PollingOptions>;

/** Follows logs of the service's own database; woken when this process appends. */
export const storeSource = ({ store, ...options }: StoreSourceOptions): FollowerSource => ({
  kind: 'store',
  reader: {
    read: (slice) => store.readLog(slice),
    heads: (log) => store.heads(log),
  },
  async open(port) {
    const source = new PollingSource(port, this.reader, { ...DEFAULTS, ...options });
    await source.start();
    const deafen = store.onAppended((logs) => {
      if (port.logs.some((log) => logs.has(log))) source.wake();
    });
    return {
      resume: (places) => source.resume(places),
      reclaim: (places) => source.reclaim(places),
      stop: async () => {
        deafen();
        await source.stop();
      },
    };
  },
});
