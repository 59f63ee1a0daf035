import type { JWTPayload } from 'jose';
import type { IdentityEnv } from '../config/identity-env.ts';
import { Caller } from './caller.ts';

/** Under which names an issuer tells what we ask of a token. */
export type ClaimNames = Pick<
  IdentityEnv,
  | 'JWT_ROLES_CLAIM'
  | 'JWT_ROLE_NAMES'
  | 'JWT_UNITS_CLAIM'
  | 'JWT_OFFICER_CLAIM'
  | 'JWT_CLIENT_CLAIM'
  | 'JWT_CLIENT_NAMES'
>;

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

/** A claim of that very name (which may hold dots, as addresses do), else what the path leads to. */
const claimOf = (payload: JWTPayload, name: string): unknown =>
  memberOf(payload, name) ?? name.split('.').reduce<unknown>(memberOf, payload);

/** A list, or a text with blanks between, as `scope` is. */
const textsOf = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return value.split(' ').filter((part) => part !== '');
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
};

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Names of ours as they are where none are listed; else only those that are listed. */
const ours = (names: Readonly<Record<string, string>>, theirs: string): string[] => {
  if (Object.keys(names).length === 0) return [theirs];
  const found = memberOf(names, theirs);
  return typeof found === 'string' ? [found] : [];
};

/** Who calls, as the claims of a token that was checked say. */
export const callerOf = (payload: JWTPayload, names: ClaimNames): Caller => {
  const officer = textOf(claimOf(payload, names.JWT_OFFICER_CLAIM));
  const theirs = textOf(claimOf(payload, names.JWT_CLIENT_CLAIM));
  const client = theirs === undefined ? undefined : ours(names.JWT_CLIENT_NAMES, theirs)[0];
  return new Caller({
    sub: payload.sub ?? '',
    roles: textsOf(claimOf(payload, names.JWT_ROLES_CLAIM)).flatMap((role) =>
      ours(names.JWT_ROLE_NAMES, role),
    ),
    units: textsOf(claimOf(payload, names.JWT_UNITS_CLAIM)),
    ...(officer === undefined ? {} : { officer }),
    ...(client === undefined ? {} : { client }),
  });
};
