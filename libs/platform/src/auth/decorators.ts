import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Caller as CallerOfRequest } from './caller.ts';
import type { Role } from './roles.ts';

export const ROLES_OF_ROUTE = 'ywk:roles';
export const PUBLIC_ROUTE = 'ywk:public';

/** Who may call the route: any one of these roles. A route without this or `@Public()` is closed. */
export const Roles = (...roles: readonly Role[]) => SetMetadata(ROLES_OF_ROUTE, roles);

/** Opens a route to everybody, without a token. */
export const Public = () => SetMetadata(PUBLIC_ROUTE, true);

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
