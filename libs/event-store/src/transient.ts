/** Classes of SQLSTATE that mean "not now": connection, rolled back, no resources, shut down. */
const TRANSIENT_CLASSES = ['08', '40', '53', '57'];
/** A lock that could not be had in time, and a transaction left open too long. */
const TRANSIENT_STATES = ['55P03', '25P03'];
const SOCKET_CODES = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'];
/** What pg says, without a code, of a connection that is gone, or cannot be had. */
const CONNECTION_GONE =
  /Connection terminated|Query read timeout|timeout exceeded when trying to connect|not queryable|connection error/i;
/** What the pool says when every connection was in use for as long as it waits. */
const NONE_FREE = /timeout exceeded when trying to connect/i;

/**
 * Whether an error of the database may be over when the same is tried again. The outcome of what
 * failed is then unknown: only what carries its own id may be repeated.
 */
export const isTransient = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code.length === 5 && TRANSIENT_CLASSES.includes(code.slice(0, 2))) return true;
  if (TRANSIENT_STATES.includes(code) || SOCKET_CODES.includes(code)) return true;
  return CONNECTION_GONE.test(error.message);
};

/**
 * Whether all connections were in use: nothing was asked, and asking again at once would only make
 * the queue longer.
 */
export const isExhausted = (error: unknown): boolean =>
  error instanceof Error && NONE_FREE.test(error.message);
