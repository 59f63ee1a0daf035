import { types } from 'node:util';
import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import { correlationId } from './request-context.ts';
import { REDACTED_PATHS, scrubbed } from './scrub.ts';

export interface LoggerOptions {
  readonly service: string;
  readonly level: string;
  /** Where lines go; standard output when not given. */
  readonly destination?: { write(line: string): unknown };
}

interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: unknown;
  readonly stack?: string | undefined;
}

/** Of an error only what names no person: PostgreSQL puts rows and parameters into other members. */
const plainError = (error: unknown): LoggedError | unknown => {
  if (!types.isNativeError(error)) return error;
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    ...(code === undefined ? {} : { code }),
    stack: error.stack,
  };
};

/** Writes JSON lines; tokens and personal data are cut out whoever logs them. */
export const createLogger = ({ service, level, destination }: LoggerOptions): Logger => {
  const out = destination ?? process.stdout;
  const stream: DestinationStream = { write: (line) => void out.write(scrubbed(line)) };
  return pino(
    {
      level,
      base: { service },
      timestamp: stdTimeFunctions.isoTime,
      redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
      serializers: { err: plainError, error: plainError },
      mixin: () => ({ correlationId: correlationId() }),
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  );
};
