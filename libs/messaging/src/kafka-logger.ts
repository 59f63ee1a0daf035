import type { logCreator } from 'kafkajs';

/** Where lines of the Kafka client go; the levels of common loggers. */
export interface MessagingLog {
  error(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  info(fields: object, message: string): void;
  debug(fields: object, message: string): void;
}

/** kafkajs' own numbers: 1 error, 2 warning, 4 information, 5 debugging. */
const LEVELS: Readonly<Record<number, keyof MessagingLog>> = {
  1: 'error',
  2: 'warn',
  4: 'info',
  5: 'debug',
};

// A rebalance makes each request in flight fail once, and a fresh broker has no coordinator for a
// moment: kafkajs retries both and calls them errors, which would wake people for nothing.
const ORDINARY =
  /rebalanc|group coordinator is not available|coordinator is loading|not the leader|does not host this topic-partition/i;

const line =
  (level: string) =>
  (fields: object, message: string): void => {
    process.stderr.write(`${JSON.stringify({ level, message, ...fields })}\n`);
  };

/** Writes errors and warnings to standard error as JSON lines, and nothing else. */
export const standardError: MessagingLog = {
  error: line('error'),
  warn: line('warn'),
  info: () => undefined,
  debug: () => undefined,
};

/** Bridges kafkajs' lines to a logger; what kafkajs mends by itself is lowered to debugging. */
export const kafkaLogger =
  (log: MessagingLog = standardError): logCreator =>
  () =>
  ({ level, log: entry }) => {
    const { message, timestamp: _timestamp, ...fields } = entry;
    const text = `${message} ${String(fields['error'] ?? '')}`;
    const method = ORDINARY.test(text) ? 'debug' : LEVELS[level];
    if (method !== undefined) log[method](fields, message);
  };
