import {
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Request } from 'express';
import { mergeMap, type Observable } from 'rxjs';
import { ACCESS_TABLE, nameOf } from '../auth/auth.guard.ts';
import type { KnownRequest } from '../auth/decorators.ts';
import type { AccessTable } from '../auth/route-access.ts';
import { ACCESS_AUDIT, type AccessAudit, type PersonalRead } from './access-audit.ts';
import { purposeOf } from './purposes.ts';
import { askedOf, subjectsOf } from './subjects.ts';

/** Writes down who is shown personal data, and why, before they are: no audit, no answer. */
@Injectable()
export class AuditInterceptor implements NestInterceptor, OnApplicationBootstrap {
  private audit: AccessAudit;

  constructor(
    @Inject(ACCESS_TABLE) private readonly table: AccessTable,
    private readonly modules: ModuleRef,
  ) {}

  /** @throws Error where routes show personal data and nothing is there to write it down */
  onApplicationBootstrap(): void {
    if (!Object.values(this.table).some((access) => access !== 'public' && access.personal)) return;
    this.audit = this.modules.get<AccessAudit>(ACCESS_AUDIT, { strict: false });
  }

  /** @throws Problem PURPOSE_NEEDED */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<Request & KnownRequest>();
    const route = nameOf(request);
    const access = this.table[route];
    const { caller } = request;
    if (access === 'public' || access?.personal !== true || caller === undefined)
      return next.handle();
    const read = { who: caller.sub, route, purpose: purposeOf(request, caller) };
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        await this.audit.record(readOf(read, request, answer));
        return answer;
      }),
    );
  }
}

const readOf = (
  read: Pick<PersonalRead, 'who' | 'route' | 'purpose'>,
  request: Request & KnownRequest,
  answer: unknown,
): PersonalRead => ({ ...read, asked: askedOf(request), ...subjectsOf(request, answer) });
