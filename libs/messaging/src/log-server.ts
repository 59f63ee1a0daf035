import type { ExceptionFilter, INestApplication, INestMicroservice } from '@nestjs/common';
import { Catch } from '@nestjs/common';
import { NestMicroservice, Server } from '@nestjs/microservices';
import type { CustomTransportStrategy, MicroserviceOptions } from '@nestjs/microservices';
import { isObservable, lastValueFrom, throwError } from 'rxjs';
import type { Observable } from 'rxjs';

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
 * Connect it with {@link connectLogServer}.
 */
export abstract class LogServer extends Server implements CustomTransportStrategy {
  protected abstract readonly engine: LogEngine;
  // The engine judges failures of handlers itself.
  override readonly propagatesEventHandlerErrors = true;
  /** Set by {@link connectLogServer}: without its filter the cause of a failure would be hidden. */
  seesCauses = false;

  /**
   * @param name handlers with a second argument `Symbol.for(name)` belong to this server alone; those
   *   without one to every server of the process
   */
  constructor(name: string) {
    super();
    this.transportId = Symbol.for(name);
  }

  listen(callback: (error?: unknown) => void): void {
    if (!this.seesCauses) {
      callback(new TypeError('Connect this server with connectLogServer(app, server).'));
      return;
    }
    const patterns = [...this.getHandlers().keys()];
    this.engine.start(this.dispatch, patterns).then(() => callback(), callback);
  }

  close(): Promise<void> {
    return this.engine.stop();
  }

  on(): never {
    throw new TypeError('A log server has no events of its own: ask for its report.');
  }

  unwrap<T>(): T {
    return this.engine as T;
  }

  private readonly dispatch: Dispatch = async (log, batch) => {
    const handler = this.getHandlerByPattern(log);
    if (handler === null) throw new TypeError(`No method handles "${log}".`);
    // Nest itself calls further handlers of the same log, and answers when all have finished.
    const answer: unknown = await handler(batch, undefined);
    if (isObservable(answer)) await lastValueFrom(answer, { defaultValue: undefined });
  };
}

/** Lets what a handler threw through as it is; Nest's own filter would say "Internal server error". */
@Catch()
export class CauseFilter implements ExceptionFilter {
  catch(exception: unknown): Observable<never> {
    return throwError(() => exception);
  }
}

/** Connects a log server to an application, so that it sees what handlers throw. */
export const connectLogServer = (app: INestApplication, server: LogServer): INestMicroservice => {
  server.seesCauses = true;
  const microservice = app.connectMicroservice<MicroserviceOptions>(
    { strategy: server },
    { deferInitialization: true },
  );
  // The application calls the hooks of its modules itself; each of its servers would call them again.
  if (microservice instanceof NestMicroservice) microservice.setIsInitHookCalled(true);
  return microservice.useGlobalFilters(new CauseFilter());
};
