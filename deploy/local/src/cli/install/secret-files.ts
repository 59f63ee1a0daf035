import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createIssuerKey } from '@ywk/platform';
import { DATABASE_OWNERS } from '../../launch/environment.ts';

/** Closed to everybody else by the folder; each file must be readable to whoever a container runs as. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o444;
const PARKING_KEY_BYTES = 32;

const newPassword = (): string => randomBytes(24).toString('base64url');

/** Writes what is missing in a folder of secrets; what is there stays as it is. */
class SecretFolder {
  readonly made: string[] = [];

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  }

  /** The secret of this name, made when there is none. A file appears whole or not at all. */
  async ensure(name: string, make: () => string | Promise<string>): Promise<string> {
    const file = join(this.folder, name);
    if (existsSync(file)) return readFileSync(file, 'utf8').trim();
    const secret = await make();
    writeFileSync(`${file}.draft`, `${secret}\n`, { mode: FILE_MODE });
    renameSync(`${file}.draft`, file);
    this.made.push(name);
    return secret;
  }
}

/**
 * Makes the secrets of a system in containers, one file each, named as docker-compose.yml names them.
 * @param postgres `host:port` at which containers reach PostgreSQL
 * @returns names of the files that were made
 */
export const ensureSecretFiles = async (
  folder: string,
  postgres: string,
): Promise<readonly string[]> => {
  const secrets = new SecretFolder(folder);
  const superuser = await secrets.ensure('postgres-password', newPassword);
  const server = `postgres://postgres:${superuser}@${postgres}/postgres`;
  await secrets.ensure('postgres-server-url', () => server);
  for (const owner of DATABASE_OWNERS) {
    const database = `ywk_${owner}`;
    const urlOf = (role: string): string =>
      `postgres://${database}_${role}:${newPassword()}@${postgres}/${database}`;
    await secrets.ensure(`${owner}-database-url`, () => urlOf('app'));
    await secrets.ensure(`${owner}-owner-url`, () => urlOf('owner'));
  }
  await secrets.ensure('parking-key', () => randomBytes(PARKING_KEY_BYTES).toString('base64'));
  await secrets.ensure('issuer-key', async () => JSON.stringify(await createIssuerKey()));
  return secrets.made;
};
