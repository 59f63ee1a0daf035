import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { reads } from '@ywk/contracts';
import { knownProblem, type KnownRequest } from '@ywk/platform';

/**
 * Lets a service read the logs that it follows, and nobody else. Whether the log is kept here is
 * nothing that others learn.
 */
@Injectable()
export class FollowerGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { caller, params } = context
      .switchToHttp()
      .getRequest<KnownRequest & { params: { log: string } }>();
    const service = caller?.service;
    if (service !== undefined && reads(service, params.log)) return true;
    throw knownProblem('LOG_NOT_YOURS', {
      detail: {
        zh: `日志“${params.log}”只供订阅它的服务读取。`,
        en: `The log "${params.log}" is read by the services that follow it.`,
      },
    });
  }
}
