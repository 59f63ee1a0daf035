import { acknowledgementSchema, compileSchema, SchemaMismatch } from '@ywk/contracts';
import { Rejection } from '@ywk/kernel';
import type { LineAnswer } from './answer-command.ts';

/** An answer as the bureau's payroll system writes it, over HTTP and on the topic alike. */
export interface AcknowledgementMessage {
  /** Code of the answering system. */
  readonly source: string;
  /** Its own id of the answer. */
  readonly eventId: string;
  readonly line: string;
  readonly outcome: 'ACCEPTED' | 'REFUSED';
  /** Code of the refusal; left out when accepted. */
  readonly reason?: string | null;
  /** When it answered; UTC, milliseconds. */
  readonly at: string;
}

const parse = compileSchema<AcknowledgementMessage>('acknowledgement', acknowledgementSchema);

/** @throws Rejection ACK_MALFORMED with a pointer for each fault */
export const readAcknowledgement = (value: unknown): LineAnswer => {
  try {
    const { source, eventId, line, outcome, reason, at } = parse(value);
    const known = { source, sourceEventId: eventId, line: line.toLowerCase(), outcome, at };
    return { ...known, reason: reason ?? null };
  } catch (error) {
    if (!(error instanceof SchemaMismatch)) throw error;
    const { message, errors } = error;
    throw new Rejection(
      'ACK_MALFORMED',
      { zh: `答复格式不符：${message}`, en: message },
      { errors },
    );
  }
};
