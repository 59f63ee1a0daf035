import type { Label } from '@ywk/kernel';
import type { Role } from './roles.ts';

interface ScopeLabel {
  readonly short: string;
  readonly long: Label;
}

/** What a route asks of the units in a token, beside the role; from wide to narrow. */
export const SCOPE_LABELS = {
  any: {
    short: '不限 any',
    long: { zh: '只看角色', en: 'nothing but the role' },
  },
  all: {
    short: '全局 all',
    long: { zh: '须可管辖全部单位', en: 'the token reaches every unit' },
  },
  units: {
    short: '所辖单位 units',
    long: {
      zh: '须管辖所涉单位，列表只含所辖单位',
      en: 'the token reaches the unit that the request is about; lists hold what lies in its units',
    },
  },
  self: {
    short: '本人 self',
    long: { zh: '只限本人事务', en: "the caller's own affairs" },
  },
} as const satisfies Readonly<Record<string, ScopeLabel>>;

export type Scope = keyof typeof SCOPE_LABELS;

export const SCOPES = Object.keys(SCOPE_LABELS) as readonly Scope[];

/** Who may call a route: the roles by the scope that is asked of each. */
export type RouteAccess = Readonly<Partial<Record<Scope, readonly Role[]>>>;

/** Every route of a service by `METHOD /path/{parameter}`; `public` ones need no token. */
export type AccessTable = Readonly<Record<string, RouteAccess | 'public'>>;

/**
 * The name of a route in the table.
 * @param path as the router knows it: `/v1/facts/:id\:verify`, `/v1/calls/:source/*callId`
 */
export const routeName = (method: string, path: string): string => {
  const plain = path.replaceAll(/(?<!\\)[:*](\w+)/g, '{$1}').replaceAll('\\', '');
  // A GET answers HEAD too.
  return `${method === 'HEAD' ? 'GET' : method.toUpperCase()} ${plain}`;
};

/** Scopes that a route has for somebody of these roles, the widest first. */
export const scopesOf = (access: RouteAccess, roles: readonly string[]): Scope[] =>
  SCOPES.filter((scope) => access[scope]?.some((role) => roles.includes(role)) ?? false);

/** Every role that a route lets in. */
export const rolesOf = (access: RouteAccess): Role[] =>
  SCOPES.flatMap((scope) => access[scope] ?? []);

/** Routes that every service has. */
export const everyServiceRoutes: AccessTable = {
  'GET /health/live': 'public',
  'GET /health/ready': 'public',
  'GET /metrics': 'public',
  'GET /docs': 'public',
  'GET /openapi.json': 'public',
  'GET /openapi.yaml': 'public',
};
