import { Problem } from '../problem/problem.ts';
import type { Role } from './roles.ts';

/** The unit scope that reaches every unit. */
export const ALL_UNITS = '*';

export interface CallerClaims {
  readonly sub: string;
  readonly roles: readonly string[];
  /** Units that the caller reaches, each with all below it; `*` for all. */
  readonly units: readonly string[];
  /** The caller's own officer id. */
  readonly officer?: string;
}

/** Who sent the request, as the token says. */
export class Caller {
  readonly sub: string;
  readonly roles: readonly string[];
  readonly units: readonly string[];
  readonly officer: string | undefined;

  constructor(claims: CallerClaims) {
    this.sub = claims.sub;
    this.roles = claims.roles;
    this.units = claims.units;
    this.officer = claims.officer;
  }

  has(...roles: readonly Role[]): boolean {
    return roles.some((role) => this.roles.includes(role));
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
    throw new Problem({
      code: 'UNIT_OUT_OF_SCOPE',
      status: 403,
      title: { zh: '超出本人管辖单位', en: 'Unit out of scope' },
      detail: `The token does not reach the unit ${unitPath.at(-1) ?? '(unknown)'}.`,
    });
  }
}
