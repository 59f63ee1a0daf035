import { clientOf } from '@ywk/contracts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueToken, ROLES, type IssuerKey, type Role } from '@ywk/platform';

const DAY_SECONDS = 24 * 3600;

/** The logs are read by the services that follow them: the demo looks as one of them. */
const LOOKING_AS = clientOf('appraisal');

const tokenOf = (key: IssuerKey, person: string, role: Role): Promise<string> =>
  issueToken({
    key,
    sub: `demo-${person}`,
    ...(role === 'service' ? { client: LOOKING_AS } : {}),
    roles: [role],
    units: ['*'],
    ttlSeconds: DAY_SECONDS,
  });

/** A token of one person (or machine) per role, for the whole tree of units, good for a day. */
export const tokensFor = async (key: IssuerKey): Promise<Readonly<Record<Role, string>>> => {
  const issued = ROLES.map(async (role) => [role, await tokenOf(key, role, role)] as const);
  return Object.fromEntries(await Promise.all(issued)) as Record<Role, string>;
};

/** Rules are approved by two: the token of the one beside `approver`. */
export const secondApprover = async (key: IssuerKey): Promise<Readonly<Record<string, string>>> => {
  const person = 'second-approver';
  return { [person]: await tokenOf(key, person, 'approver') };
};

/** One file a role, for `curl -H "Authorization: Bearer $(cat …)"`. */
export const writeTokens = (folder: string, tokens: Readonly<Record<string, string>>): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [role, token] of Object.entries(tokens))
    writeFileSync(join(folder, role), token, { mode: 0o600 });
};
