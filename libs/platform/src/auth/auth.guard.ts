import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Label } from '@ywk/kernel';
import type { Request } from 'express';
import { Problem } from '../problem/problem.ts';
import { unitOutOfScope, type Caller } from './caller.ts';
import { thumbprintOf } from './certificates.ts';
import type { KnownRequest } from './decorators.ts';
import {
  rolesOf,
  routeName,
  scopesOf,
  type AccessTable,
  type RouteAccess,
} from './route-access.ts';
import { TokenVerifier } from './token-verifier.ts';

/** Nest token of the table of routes, roles and scopes. */
export const ACCESS_TABLE = Symbol('ywk:access-table');

const refused = (code: string, detail: Label): Problem =>
  new Problem({
    code,
    status: 403,
    title: { zh: '无权执行此操作', en: 'Not allowed' },
    detail,
  });

const unknown = (detail: Label): Problem =>
  new Problem({
    code: 'TOKEN_NOT_VALID',
    status: 401,
    title: { zh: '身份令牌无效', en: 'Token not valid' },
    detail,
    headers: { 'WWW-Authenticate': 'Bearer' },
  });

const closed = (): Problem =>
  refused('ROUTE_IS_CLOSED', {
    zh: '此操作未对任何角色开放。',
    en: 'The route is open to no role.',
  });

/** The route that a request came to, by its name in the table. */
export const nameOf = (request: Request): string =>
  routeName(request.method, (request.route as { path: string }).path);

/** Lets in whom the table names for the route, and nobody into a route that it does not name. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    @Inject(ACCESS_TABLE) private readonly table: AccessTable,
    private readonly verifier: TokenVerifier,
  ) {}

  /** @throws Problem ROUTE_IS_CLOSED, TOKEN_NOT_VALID, ROLE_MISSING, UNIT_OUT_OF_SCOPE */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    // Handlers of logs are called by our own followers, not by a stranger with a token.
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Request & KnownRequest>();
    const access = this.table[nameOf(request)];
    if (access === 'public') return true;
    if (access === undefined) throw closed();
    request.caller = admitted(await this.callerOf(request), access);
    return true;
  }

  private async callerOf(request: Request): Promise<Caller> {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || token === undefined) {
      throw unknown({
        zh: '请发送请求头“Authorization: Bearer <令牌>”。',
        en: 'Send the header "Authorization: Bearer <token>".',
      });
    }
    try {
      return await this.verifier.verify(token, thumbprintOf(request));
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw unknown({
        zh: '令牌已过期、非本系统所信任或已损坏，请重新获取。',
        en: 'The token is expired, foreign or damaged. Ask for a new one.',
      });
    }
  }
}

/** The caller with the widest scope that the route has for one of the roles. */
const admitted = (caller: Caller, access: RouteAccess): Caller => {
  const scopes = scopesOf(access, caller.roles);
  if (scopes.length === 0) {
    const roles = rolesOf(access);
    throw refused('ROLE_MISSING', {
      zh: `须具有下列角色之一：${roles.join('、')}。`,
      en: `One of these roles is needed: ${roles.join(', ')}.`,
    });
  }
  const scope = scopes.find((one) => one !== 'all' || caller.reachesAll);
  if (scope === undefined) {
    throw unitOutOfScope({
      zh: '令牌须管辖全部单位（“*”）。',
      en: 'The token must reach every unit ("*").',
    });
  }
  return caller.within(scope);
};
