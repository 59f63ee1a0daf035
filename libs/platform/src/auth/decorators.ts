import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Caller as CallerOfRequest } from './caller.ts';

/** A request that has passed the guard. */
export interface KnownRequest {
  caller?: CallerOfRequest;
}

/** Hands the handler who called: `@CallerParam() caller: Caller`. */
export const CallerParam = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { caller } = context.switchToHttp().getRequest<KnownRequest>();
  if (caller === undefined) throw new TypeError('A public route has no caller.');
  return caller;
});
