import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { Problem } from '../problem/problem.ts';
import type { Caller } from './caller.ts';
import { thumbprintOf } from './certificates.ts';
import { PUBLIC_ROUTE, ROLES_OF_ROUTE, type KnownRequest } from './decorators.ts';
import type { Role } from './roles.ts';
import { TokenVerifier } from './token-verifier.ts';

const refused = (code: string, detail: string): Problem =>
  new Problem({
    code,
    status: 403,
    title: { zh: '无权执行此操作', en: 'Not allowed' },
    detail,
  });

const unknown = (detail: string): Problem =>
  new Problem({
    code: 'TOKEN_NOT_VALID',
    status: 401,
    title: { zh: '身份令牌无效', en: 'Token not valid' },
    detail,
    headers: { 'WWW-Authenticate': 'Bearer' },
  });

/** Lets nobody in whom the route does not name. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // Handlers of logs are called by our own followers, not by a stranger with a token.
    if (context.getType() !== 'http') return true;
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<true | undefined>(PUBLIC_ROUTE, places) === true)
      return true;
    const roles = this.reflector.getAllAndOverride<readonly Role[] | undefined>(
      ROLES_OF_ROUTE,
      places,
    );
    if (roles === undefined) throw refused('ROUTE_IS_CLOSED', 'The route is open to no role.');
    const request = context.switchToHttp().getRequest<Request & KnownRequest>();
    const caller = await this.callerOf(request);
    if (!caller.has(...roles)) {
      throw refused('ROLE_MISSING', `One of these roles is needed: ${roles.join(', ')}.`);
    }
    request.caller = caller;
    return true;
  }

  private async callerOf(request: Request): Promise<Caller> {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || token === undefined) {
      throw unknown('Send the header "Authorization: Bearer <token>".');
    }
    try {
      return await this.verifier.verify(token, thumbprintOf(request));
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw unknown('The token is expired, foreign or damaged. Ask for a new one.');
    }
  }
}
