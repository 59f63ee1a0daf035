/** Nest token of the service's connections. */
export const POOL = Symbol('duty:pool');
