import { Server } from '@nestjs/microservices';
import type { CustomTransportStrategy, MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';

/** Hands one batch to the handler methods of its log; rejects with what they threw. */
export type Dispatch = (log: string, batch: unknown) => Promise<void>;

/** What reads logs and calls handlers, whatever it reads from. */
export interface LogEngine {
  /** Starts reading; resolves when it runs. `patterns` are the logs that have a handler. */
  start(dispatch: Dispatch, patterns: readonly string[]): Promise<void>;
  /** Finishes what is in hand, then leaves. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Nest transport strategy for logs: handlers are ordinary `@EventPattern('<log>')` methods which
 * take a batch. What a handler throws reaches the engine, which decides what becomes of the batch.
 */
export abstract class LogServer extends Server implements CustomTransportStrategy {
  protected abstract readonly engine: LogEngine;
  // The engine judges failures of handlers itself.
  override readonly propagatesEventHandlerErrors = true;

  /** @throws what the engine met while it started */
  listen(callback: (error?: unknown) => void): void {
    const patterns = [...this.getHandlers().keys()];
    this.engine.start(this.dispatch, patterns).then(() => callback(), callback);
  }

  close(): Promise<void> {
    return this.engine.stop();
  }

  on(): never {
    throw new TypeError('A log server has no events of its own: ask for its health.');
  }

  unwrap<T>(): T {
    return this.engine as T;
  }

  private readonly dispatch: Dispatch = async (log, batch) => {
    let handler: MessageHandler | undefined = this.getHandlers().get(log);
    if (handler === undefined) throw new TypeError(`No method handles "${log}".`);
    for (; handler !== undefined; handler = handler.next as MessageHandler | undefined) {
      const answer: unknown = await handler(batch, undefined);
      if (isObservable(answer)) await lastValueFrom(answer, { defaultValue: undefined });
    }
  };
}
