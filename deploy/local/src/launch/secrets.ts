import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createIssuerKey, type IssuerKey } from '@ywk/platform';
import { newPassword } from '../postgres-server.ts';

/** What a local system makes up at its first start and keeps to itself. */
export interface Secrets {
  /** Of PostgreSQL's superuser. */
  readonly superuser: string;
  /** Of the services' database roles. */
  readonly services: string;
  /** Signs the tokens of the embedded issuer. */
  readonly issuerKey: IssuerKey;
}

const OWNER_ONLY = 0o600;

/** The secrets of a folder; made when there are none. The file appears whole or not at all. */
export const secretsIn = async (file: string): Promise<Secrets> => {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  const secrets: Secrets = {
    superuser: newPassword(),
    services: newPassword(),
    issuerKey: await createIssuerKey(),
  };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(secrets), { mode: OWNER_ONLY });
  chmodSync(draft, OWNER_ONLY);
  renameSync(draft, file);
  return secrets;
};
