import type { INestApplication } from '@nestjs/common';
import type { Logger } from 'pino';
import { Health } from '../health/health.ts';

/** A stop that takes longer is cut off, ms. */
const LIMIT_MS = 20_000;

/** The parts of a process that a stop needs; a test gives its own. */
export interface StoppableProcess {
  once(event: 'SIGTERM' | 'SIGINT', listener: () => void): unknown;
  readonly stdin: NodeJS.ReadableStream;
  exit(code: number): void;
}

export interface StopOptions {
  readonly app: INestApplication;
  readonly logger: Logger;
  /** Stop when standard input closes: the launcher is gone, however it died. */
  readonly parentPipe: boolean;
}

const closed = async ({ app, logger }: StopOptions): Promise<number> => {
  app.get(Health).beginStop();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not closed within ${LIMIT_MS} ms`)), LIMIT_MS);
  });
  try {
    await Promise.race([app.close(), late]);
    return 0;
  } catch (error) {
    logger.error({ err: error }, 'stop was cut off');
    return 1;
  } finally {
    clearTimeout(timer);
  }
};

/** Stops once, in order: not ready, no new requests, followers flush, connections close, exit. */
export const stopGracefully = (options: StopOptions, host: StoppableProcess): void => {
  let stopping = false;
  const stop = (reason: string) => () => {
    if (stopping) return;
    stopping = true;
    options.logger.info({ reason }, 'stopping');
    void closed(options).then((code) => host.exit(code));
  };
  host.once('SIGTERM', stop('SIGTERM'));
  host.once('SIGINT', stop('SIGINT'));
  if (!options.parentPipe) return;
  host.stdin.once('end', stop('launcher gone'));
  host.stdin.once('close', stop('launcher gone'));
  host.stdin.resume();
};
