import { AsyncLocalStorage } from 'node:async_hooks';

interface RequestContext {
  readonly correlationId: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs work under a correlation id; all that it logs and appends carries it. */
export const withCorrelation = <T>(id: string, work: () => T): T =>
  storage.run({ correlationId: id }, work);

/** The correlation id of the work at hand; `none` outside of a request. */
export const correlationId = (): string => storage.getStore()?.correlationId ?? 'none';

const WELL_FORMED = /^[A-Za-z0-9._-]{1,64}$/;

/** The id that the client sent, when it is harmless, else a new one. */
export const acceptedCorrelation = (sent: unknown): string =>
  typeof sent === 'string' && WELL_FORMED.test(sent) ? sent : crypto.randomUUID();
