import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  statSync,
  chownSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createServiceDatabase,
  freePorts,
  removeFolderAtEnd,
  startKafka,
  startPostgres,
  type KafkaServer,
  type PostgresServer,
} from '@ywk/local';
import type { BrokerAddress } from '@ywk/messaging';
import { eventually, query } from '@ywk/testing';
import type { CertificateFiles, TestAuthority } from './certificates.ts';

const rules = fileURLToPath(new URL('../../deploy/postgres/pg_hba.conf', import.meta.url));
const ADMIN = 'admin';
const DATABASES = ['recruitment', 'keys', 'duty', 'appraisal', 'payroll'] as const;

export type DatabaseName = (typeof DATABASES)[number];

/** The certificate and its key in one file, as a broker reads them. */
const bundle = (authority: TestAuthority, { cert, key }: CertificateFiles): string => {
  const file = authority.place('broker-bundle.pem');
  writeFileSync(file, [key, cert].map((each) => readFileSync(each, 'utf8')).join('\n'), {
    mode: 0o600,
  });
  return file;
};

/** A broker that knows its users, and lets none do what was not granted. */
const brokerSettings = (
  ports: { port: number; controller: number },
  files: { keys: string; ca: string },
) => ({
  listeners: `SASL_SSL://127.0.0.1:${ports.port},CONTROLLER://127.0.0.1:${ports.controller}`,
  'advertised.listeners': `SASL_SSL://127.0.0.1:${ports.port}`,
  'inter.broker.listener.name': 'SASL_SSL',
  'listener.security.protocol.map': 'CONTROLLER:SSL,SASL_SSL:SASL_SSL',
  'listener.name.controller.ssl.client.auth': 'required',
  'sasl.enabled.mechanisms': 'SCRAM-SHA-512',
  'sasl.mechanism.inter.broker.protocol': 'SCRAM-SHA-512',
  'listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config': `org.apache.kafka.common.security.scram.ScramLoginModule required username="${ADMIN}" password="${ADMIN}-password";`,
  'ssl.keystore.type': 'PEM',
  'ssl.keystore.location': files.keys,
  'ssl.truststore.type': 'PEM',
  'ssl.truststore.location': files.ca,
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'super.users': `User:${ADMIN};User:CN=broker`,
});

const startBroker = async (
  authority: TestAuthority,
  folder: string,
  users: readonly string[],
): Promise<KafkaServer> => {
  const [port = 0, controller = 0] = await freePorts(2);
  const keys = bundle(authority, await authority.issue('broker'));
  return startKafka({
    ...{ dataDir: join(folder, 'kafka'), port, controllerPort: controller },
    logFile: join(folder, 'kafka.log'),
    users: Object.fromEntries([ADMIN, ...users].map((user) => [user, `${user}-password`])),
    settings: brokerSettings({ port, controller }, { keys, ca: authority.file }),
  });
};

/** Databases are made first; then the server takes TLS connections only, by the rules that are shipped. */
const startDatabases = async (
  authority: TestAuthority,
  folder: string,
): Promise<{ server: PostgresServer; urls: Map<DatabaseName, { app: string; owner: string }> }> => {
  const [port = 0] = await freePorts(1);
  const logFile = join(folder, 'postgres.log');
  const settings = { fsync: 'off', full_page_writes: 'off' };
  const server = await startPostgres({
    dataDir: join(folder, 'postgres'),
    port,
    logFile,
    settings,
  });
  const urls = new Map<DatabaseName, { app: string; owner: string }>();
  for (const name of DATABASES) {
    const plan = { database: `ywk_${name}`, password: `${name}-password` };
    const { appUrl, ownerUrl } = await createServiceDatabase(server.url, plan);
    urls.set(name, { app: appUrl, owner: ownerUrl });
  }
  const cluster = join(server.dataFolder, 'cluster');
  const { uid, gid } = statSync(cluster);
  const { cert, key } = await authority.issue('postgres');
  for (const [from, name] of [
    [cert, 'server.crt'],
    [key, 'server.key'],
    [rules, 'pg_hba.conf'],
  ] as const) {
    const to = join(cluster, name);
    copyFileSync(from, to);
    chmodSync(to, 0o600);
    chownSync(to, uid, gid);
  }
  await query(server.url, `ALTER SYSTEM SET ssl = 'on'`);
  await query(server.url, 'SELECT pg_reload_conf()');
  await eventually(
    () =>
      query(server.url, 'SELECT 1').then(
        () => 'plain',
        () => 'refused',
      ),
    (how) => {
      if (how !== 'refused') throw new Error('Plain connections are still taken.');
    },
  );
  return { server, urls };
};

/** A broker and a database server with real certificates, which refuse whom they do not know. */
export class SecuredServers {
  private constructor(
    readonly authority: TestAuthority,
    readonly kafka: KafkaServer,
    private readonly postgres: Awaited<ReturnType<typeof startDatabases>>,
  ) {}

  /** @param users of the broker; each has the password `<name>-password` */
  static async start(authority: TestAuthority, users: readonly string[]): Promise<SecuredServers> {
    const folder = mkdtempSync(join(tmpdir(), 'ywk-secured-'));
    removeFolderAtEnd(folder);
    chmodSync(folder, 0o755);
    const [kafka, postgres] = await Promise.all([
      startBroker(authority, folder, users),
      startDatabases(authority, folder),
    ]);
    return new SecuredServers(authority, kafka, postgres);
  }

  /** The broker as a user sees it. */
  broker(username: string = ADMIN, password = `${username}-password`): BrokerAddress {
    const passwordFile = this.authority.place(`${username}.password`);
    writeFileSync(passwordFile, `${password}\n`);
    return {
      brokers: [this.kafka.brokers],
      tls: { caFile: this.authority.file },
      user: { mechanism: 'scram-sha-512', username, passwordFile },
    };
  }

  /** The address of a database over TLS, where its certificate is looked at. */
  url(name: DatabaseName, role: 'app' | 'owner' = 'app', ca = this.authority.file): string {
    const url = new URL(this.postgres.urls.get(name)?.[role] ?? '');
    url.hostname = 'localhost';
    url.search = new URLSearchParams({ sslmode: 'verify-full', sslrootcert: ca }).toString();
    return url.href;
  }

  /** The superuser, in one of the databases. */
  adminUrl(name: DatabaseName): string {
    const url = new URL(this.url(name));
    Object.assign(url, { username: 'postgres', password: 'postgres' });
    return url.href;
  }

  async stop(): Promise<void> {
    await Promise.all([this.kafka.stop(), this.postgres.server.stop()]);
  }
}
