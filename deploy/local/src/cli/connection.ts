import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ServiceName } from '@ywk/contracts';
import { addressesOf, embeddedIssuerOf, type IssuerKey, type Role } from '@ywk/platform';
import { valueFrom } from '../launch/environment.ts';
import { placesIn, portsFrom, ROOT } from '../launch/places.ts';
import { secretsIn } from '../launch/secrets.ts';
import { urlsOf, type ServiceUrls } from '../launch/services.ts';
import { tokensFor } from '../launch/tokens.ts';

/** What the person gave on the command line. */
export interface ConnectionOptions {
  readonly url?: string;
  readonly token?: string;
}

export interface Connection {
  readonly url: string;
  readonly token: string;
}

/** Something the person has to do first; the text says what. */
export class CannotConnect extends Error {
  override readonly name = 'CannotConnect';
}

/** The key with which a system in containers signs tokens, where this environment has it. @throws CannotConnect */
export const givenIssuerKey = (environment: NodeJS.ProcessEnv): IssuerKey | undefined => {
  const text = valueFrom(environment, 'EMBEDDED_ISSUER_KEY');
  try {
    return text === undefined ? undefined : embeddedIssuerOf(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CannotConnect(`EMBEDDED_ISSUER_KEY ${why}.`, { cause: error });
  }
};

/** The key of the system here, in containers or by `npm start`. @throws CannotConnect */
export const issuerKeyHere = async (environment: NodeJS.ProcessEnv): Promise<IssuerKey> => {
  const given = givenIssuerKey(environment);
  if (given !== undefined) return given;
  const { secrets } = placesIn(join(ROOT, '.local'));
  if (existsSync(secrets)) return (await secretsIn(secrets)).issuerKey;
  throw new CannotConnect('No key to sign with: start the system here with "npm start".');
};

/** Where the services are: as LOG_URLS says, else where `npm start` puts them. */
export const urlsFrom = (environment: NodeJS.ProcessEnv): ServiceUrls => ({
  ...urlsOf(portsFrom(environment)),
  ...addressesOf(environment['LOG_URLS'] ?? ''),
});

/** YWK_TOKEN, one signed with EMBEDDED_ISSUER_KEY, or that of `npm start`. @throws CannotConnect */
export const tokenOf = async (role: Role, environment: NodeJS.ProcessEnv): Promise<string> => {
  const given = environment['YWK_TOKEN'];
  if (given) return given;
  const key = givenIssuerKey(environment);
  if (key !== undefined) return (await tokensFor(key))[role];
  const file = join(placesIn(join(ROOT, '.local')).tokens, role);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  throw new CannotConnect(
    `No token: start the system here with "npm start", or give --token (or YWK_TOKEN) with the role ${role}.`,
  );
};

/** Finds the running local system, or what the person named. @throws CannotConnect */
export const connectionTo = async (
  { service, role }: { service: ServiceName; role: Role },
  options: ConnectionOptions,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Connection> => ({
  url: (options.url ?? urlsFrom(environment)[service]).replace(/\/+$/, ''),
  token: options.token ?? (await tokenOf(role, environment)),
});

/** A path as the person meant it: npm runs scripts in the root of the clone. */
export const pathOf = (path: string): string => resolve(process.env['INIT_CWD'] ?? '.', path);
