import { clientOf } from '@ywk/contracts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueToken, ROLES, type IssuerKey, type Role } from '@ywk/platform';

const DAY_SECONDS = 24 * 3600;

/** The logs are read by the services that follow them: the demo looks as one of them. */
const LOOKING_AS = clientOf('appraisal');

/** Whose token it is, where it is not that of the demo's person of the role. */
export interface Holder {
  readonly sub?: string;
  /** Own officer id. */
  readonly officer?: string;
  /** Codes of units, each with all below it; the whole tree when not given. */
  readonly units?: readonly string[];
}

/** A token of one person (or machine), good for a day. */
export const tokenFor = (
  key: IssuerKey,
  role: Role,
  { sub = `demo-${role}`, units = ['*'], officer }: Holder = {},
): Promise<string> =>
  issueToken({
    ...{ key, sub, roles: [role], units, ttlSeconds: DAY_SECONDS },
    ...(role === 'service' ? { client: LOOKING_AS } : {}),
    ...(officer === undefined ? {} : { officer }),
  });

/** A token per role, each for the whole tree of units. */
export const tokensFor = async (key: IssuerKey): Promise<Readonly<Record<Role, string>>> => {
  const issued = ROLES.map(async (role) => [role, await tokenFor(key, role)] as const);
  return Object.fromEntries(await Promise.all(issued)) as Record<Role, string>;
};

/** Rules are approved by two: the token of the one beside `approver`. */
export const secondApprover = async (key: IssuerKey): Promise<Readonly<Record<string, string>>> => {
  const person = 'second-approver';
  return { [person]: await tokenFor(key, 'approver', { sub: `demo-${person}` }) };
};

/** One file a role, for `curl -H "Authorization: Bearer $(cat …)"`. */
export const writeTokens = (folder: string, tokens: Readonly<Record<string, string>>): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [role, token] of Object.entries(tokens))
    writeFileSync(join(folder, role), token, { mode: 0o600 });
};
