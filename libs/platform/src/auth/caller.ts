import { clientOf, SERVICE_NAMES, type ServiceName } from '@ywk/contracts';
import type { Label } from '@ywk/kernel';
import { Problem } from '../problem/problem.ts';
import type { Role } from './roles.ts';
import type { Scope } from './route-access.ts';

/** The unit scope that reaches every unit. */
export const ALL_UNITS = '*';

export interface CallerClaims {
  readonly sub: string;
  readonly roles: readonly string[];
  /** Units that the caller reaches, each with all below it; `*` for all. */
  readonly units: readonly string[];
  /** The caller's own officer id. */
  readonly officer?: string;
  /** The program that asked for the token, as it is called here. */
  readonly client?: string;
}

/** The refusal for a unit, known or not, that a token does not reach. */
export const unitOutOfScope = (detail: Label): Problem =>
  new Problem({
    code: 'UNIT_OUT_OF_SCOPE',
    status: 403,
    title: { zh: '超出本人管辖单位', en: 'Unit out of scope' },
    detail,
  });

/** Who sent the request, as the token says. */
export class Caller {
  readonly sub: string;
  readonly roles: readonly string[];
  readonly units: readonly string[];
  readonly officer: string | undefined;
  readonly client: string | undefined;

  /** @param scope what the route that was called has for the caller, once the guard has let them in */
  constructor(
    private readonly claims: CallerClaims,
    private readonly scope?: Scope,
  ) {
    this.sub = claims.sub;
    this.roles = claims.roles;
    this.units = claims.units;
    this.officer = claims.officer;
    this.client = claims.client;
  }

  /** The same caller with what a route has for them. */
  within(scope: Scope): Caller {
    return new Caller(this.claims, scope);
  }

  /** True when the route is there for the caller's own affairs only. */
  get onlySelf(): boolean {
    return this.scope === 'self';
  }

  has(...roles: readonly Role[]): boolean {
    return roles.some((role) => this.roles.includes(role));
  }

  /** Which of our services calls; undefined for everybody else. */
  get service(): ServiceName | undefined {
    if (!this.has('service')) return undefined;
    return SERVICE_NAMES.find((name) => clientOf(name) === this.client);
  }

  /** True for `*`. */
  get reachesAll(): boolean {
    return this.units.includes(ALL_UNITS);
  }

  /** Whether a unit lies in the caller's scope. @param unitPath codes from the root to the unit */
  mayReach(unitPath: readonly string[]): boolean {
    return this.reachesAll || unitPath.some((unit) => this.units.includes(unit));
  }

  /** @throws Problem UNIT_OUT_OF_SCOPE */
  requireReach(unitPath: readonly string[]): void {
    if (this.mayReach(unitPath)) return;
    const unit = unitPath.at(-1);
    throw unitOutOfScope({
      zh: `令牌不管辖单位${unit ?? '（未知）'}。`,
      en: `The token does not reach the unit ${unit ?? '(unknown)'}.`,
    });
  }
}
