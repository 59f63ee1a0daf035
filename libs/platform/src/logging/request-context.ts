import { AsyncLocalStorage } from 'node:async_hooks';

interface RequestContext {
  readonly correlationId: string;
  ended: boolean;
}

const storage = new AsyncLocalStorage<RequestContext>();

/**
 * Runs work under a correlation id; all that it logs and appends carries it, until `end` is called:
 * what a request has woken goes on for ever, and is not for ever the request's.
 */
export const withCorrelation = <T>(id: string, work: (end: () => void) => T): T => {
  const context = { correlationId: id, ended: false };
  return storage.run(context, () => work(() => void (context.ended = true)));
};

/** The correlation id of the work at hand; `none` outside of a request. */
export const correlationId = (): string => knownCorrelation() ?? 'none';

/** The correlation id of the work at hand; null outside of a request. */
export const knownCorrelation = (): string | null => {
  const context = storage.getStore();
  return context === undefined || context.ended ? null : context.correlationId;
};

const WELL_FORMED = /^[A-Za-z0-9._-]{1,64}$/;

/** W3C Trace Context, version 00 and what later versions keep of it: trace, parent, flags. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-|$)/;
const NO_TRACE = '0'.repeat(32);
const TRACE = /^[0-9a-f]{32}$/;

/** The trace that a `traceparent` names; null for what is none. */
export const traceOf = (traceparent: unknown): string | null => {
  const trace = typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent)?.[1] : undefined;
  return trace === undefined || trace === NO_TRACE ? null : trace;
};

/** Whether a correlation id is a trace: whoever sent it follows it, so each step is worth a line. */
export const isTrace = (id: string | null): id is string => id !== null && TRACE.test(id);

/** What a client may say of the work that its request belongs to. */
export interface SaidCorrelation {
  readonly traceparent: unknown;
  /** `x-correlation-id`, for clients that know no traces. */
  readonly plain: unknown;
}

/** The trace that the client named, else its own id where that is harmless, else a new one. */
export const acceptedCorrelation = ({ traceparent, plain }: SaidCorrelation): string => {
  const trace = traceOf(traceparent);
  if (trace !== null) return trace;
  return typeof plain === 'string' && WELL_FORMED.test(plain) ? plain : crypto.randomUUID();
};
