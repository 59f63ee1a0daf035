import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ServiceName } from '@ywk/contracts';
import type { Role } from '@ywk/platform';
import { placesIn, portsFrom, ROOT } from '../launch/places.ts';

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

const tokenOf = (role: Role, environment: NodeJS.ProcessEnv): string => {
  const given = environment['YWK_TOKEN'];
  if (given) return given;
  const file = join(placesIn(join(ROOT, '.local')).tokens, role);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  throw new CannotConnect(
    `No token: start the system here with "npm start", or give --token (or YWK_TOKEN) with the role ${role}.`,
  );
};

/** Finds the running local system, or what the person named. @throws CannotConnect */
export const connectionTo = (
  { service, role }: { service: ServiceName; role: Role },
  options: ConnectionOptions,
  environment: NodeJS.ProcessEnv = process.env,
): Connection => {
  const port = portsFrom(environment).services[service];
  return {
    url: (options.url ?? `http://127.0.0.1:${port}`).replace(/\/+$/, ''),
    token: options.token ?? tokenOf(role, environment),
  };
};

/** A path as the person meant it: npm runs scripts in the root of the clone. */
export const pathOf = (path: string): string => resolve(process.env['INIT_CWD'] ?? '.', path);
