import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import { Rejection } from '@ywk/kernel';
import type { Request, Response } from 'express';
import { tap, type Observable } from 'rxjs';
import type { Caller } from '../auth/caller.ts';
import type { KnownRequest } from '../auth/decorators.ts';

/** Versions that a change was made on, as `If-Match` names them; null where it names none. */
export type SeenVersion = readonly number[] | null;

/** What was read together with its version: how many events have made it what it is. */
export interface Versioned {
  readonly version: number;
}

/** Who wants to change something, and which version they have seen. */
export interface Change {
  readonly caller: Caller;
  readonly seen: SeenVersion;
}

const TAG = /^"(\d{1,15})"$/;

/** A tag that is none of ours matches nothing; `*` names no version. */
export const seenIn = (header: string | undefined): SeenVersion => {
  if (header === undefined || header.trim() === '*') return null;
  return header.split(',').flatMap((part) => {
    const [, version] = TAG.exec(part.trim()) ?? [];
    return version === undefined ? [] : [Number(version)];
  });
};

/** Refuses what was made on another version than the present one. @throws Rejection VERSION_MISMATCH */
export const refuseStale = (seen: SeenVersion, version: number): void => {
  if (seen === null || seen.includes(version)) return;
  throw new Rejection(
    'VERSION_MISMATCH',
    { zh: `当前版本为${version}。`, en: `It stands at version ${version} now.` },
    { version },
  );
};

/**
 * The same where the last word would silently undo another's: there the version has to be named.
 * @throws Rejection VERSION_NOT_NAMED, VERSION_MISMATCH
 */
export const requireSeen = (seen: SeenVersion, version: number): void => {
  if (seen !== null) return refuseStale(seen, version);
  throw new Rejection('VERSION_NOT_NAMED', {
    zh: '请在 If-Match 中写明所读内容的 ETag。',
    en: 'Send If-Match with the ETag of what you have read.',
  });
};

const IF_MATCH = {
  name: 'If-Match',
  required: false,
  description: 'The ETag of what was read; refused when it was changed since',
  schema: { type: 'string' },
} as const;

const stateIfMatch: ParameterDecorator = (target, key) => {
  const method = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
  if (key !== undefined && method !== undefined) ApiHeader(IF_MATCH)(target, key, method);
};

/** Hands the handler who changes something that others may change too: `@ChangeParam() change: Change`. */
export const ChangeParam = createParamDecorator(
  (_: unknown, context: ExecutionContext): Change => {
    const request = context.switchToHttp().getRequest<Request & KnownRequest>();
    if (request.caller === undefined) throw new TypeError('A public route has no caller.');
    return { caller: request.caller, seen: seenIn(request.headers['if-match']) };
  },
  [stateIfMatch],
);

@Injectable()
class VersionTag implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<Versioned>): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(tap(({ version }) => response.setHeader('ETag', `"${version}"`)));
  }
}

/** The answer tells its version, in its body and as its ETag: a change may name it in `If-Match`. */
export const AnswersVersion = (...statuses: readonly number[]): MethodDecorator => {
  const headers = {
    ETag: { description: 'The version, in quotes', schema: { type: 'string' as const } },
  };
  return applyDecorators(
    UseInterceptors(VersionTag),
    ...statuses.map((status) => ApiResponse({ status, headers })),
  );
};
