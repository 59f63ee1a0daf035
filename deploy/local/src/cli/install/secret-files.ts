import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientOf, SERVICE_NAMES } from '@ywk/contracts';
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

/** Users of Kafka, as deploy/container/kafka-users.sh makes them. */
const KAFKA_USERS = [
  'admin',
  ...SERVICE_NAMES.map(clientOf),
  ...['ywk-operator', 'ywk-dispatch-feed', 'ywk-payroll-system'],
];

/** Where containers find the authority that PostgreSQL is known by. */
const AUTHORITY = '/run/secrets/authority.pem';
const LOOKED_AT = `?sslmode=verify-full&sslrootcert=${AUTHORITY}`;

export interface SecretFilesOptions {
  /** `host:port` at which containers reach PostgreSQL. */
  readonly postgres: string;
  /** For deploy/compose.secure.yml: addresses with TLS, passwords for the users of Kafka. */
  readonly secured: boolean;
}

/**
 * Makes the secrets of a system in containers, one file each, named as docker-compose.yml names them.
 * @returns names of the files that were made
 */
export const ensureSecretFiles = async (
  folder: string,
  { postgres, secured }: SecretFilesOptions,
): Promise<readonly string[]> => {
  const secrets = new SecretFolder(folder);
  const tls = secured ? LOOKED_AT : '';
  const superuser = await secrets.ensure('postgres-password', newPassword);
  const server = `postgres://postgres:${superuser}@${postgres}/postgres${tls}`;
  await secrets.ensure('postgres-server-url', () => server);
  for (const owner of DATABASE_OWNERS) {
    const database = `ywk_${owner}`;
    const urlOf = (role: string): string =>
      `postgres://${database}_${role}:${newPassword()}@${postgres}/${database}${tls}`;
    await secrets.ensure(`${owner}-database-url`, () => urlOf('app'));
    await secrets.ensure(`${owner}-owner-url`, () => urlOf('owner'));
  }
  for (const user of secured ? KAFKA_USERS : [])
    await secrets.ensure(`kafka-${user}-password`, newPassword);
  await secrets.ensure('parking-key', () => randomBytes(PARKING_KEY_BYTES).toString('base64'));
  await secrets.ensure('issuer-key', async () => JSON.stringify(await createIssuerKey()));
  return secrets.made;
};
