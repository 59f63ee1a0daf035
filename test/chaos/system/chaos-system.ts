import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  createServiceDatabase,
  freePorts,
  newPassword,
  startKafka,
  startPostgres,
  System,
  tokensFor,
  type KafkaServer,
  type PostgresServer,
  type ServiceDatabase,
} from '@ywk/local';
import { issueToken } from '@ywk/platform';
import { kafkaProxy, tcpProxy, type KafkaProxy, type TcpProxy } from '@ywk/testing';
import { SERVICES } from '../checker/dump.ts';
import { TWO_HATS } from '../load/people.ts';

export type Service = (typeof SERVICES)[number];

const OWNERS = [...SERVICES, 'keys'] as const;
type Owner = (typeof OWNERS)[number];

/** The whole system with something in every wire that can do harm. */
export interface ChaosSystem {
  readonly urls: System['urls'];
  readonly tokens: Readonly<Record<string, string>>;
  readonly system: System;
  readonly postgres: PostgresServer;
  readonly kafka: KafkaServer;
  /** Between each service and its database. */
  readonly wires: Readonly<Record<Service, TcpProxy>>;
  /** Between the services and the broker. */
  readonly broker: KafkaProxy;
  /** Addresses of the superuser that pass no proxy. */
  readonly databases: Readonly<Record<Service, string>>;
  /** Says why a part was given up, if one was. */
  readonly givenUp: () => string | undefined;
  stop(): Promise<void>;
}

const throughPort = (url: string, port: number): string => {
  const changed = new URL(url);
  changed.port = String(port);
  return changed.href;
};

const startServers = async (folder: string) => {
  const [port = 0, kafkaPort = 0, controllerPort = 0] = await freePorts(3);
  const password = newPassword();
  const [postgres, kafka] = await Promise.all([
    startPostgres({
      dataDir: join(folder, 'postgres'),
      port,
      password,
      logFile: join(folder, 'logs/postgres.log'),
    }),
    startKafka({
      dataDir: join(folder, 'kafka'),
      port: kafkaPort,
      controllerPort,
      logFile: join(folder, 'logs/kafka.log'),
    }),
  ]);
  return { postgres, kafka, password, port };
};

const makeDatabases = async (server: string, password: string) => {
  const made: Partial<Record<Owner, ServiceDatabase>> = {};
  for (const owner of OWNERS) {
    made[owner] = await createServiceDatabase(server, { database: `ywk_${owner}`, password });
  }
  return made as Record<Owner, ServiceDatabase>;
};

const makeWires = async (port: number): Promise<Record<Service, TcpProxy>> => {
  const made = SERVICES.map(
    async (name) => [name, await tcpProxy({ host: '127.0.0.1', port })] as const,
  );
  return Object.fromEntries(await Promise.all(made)) as Record<Service, TcpProxy>;
};

/** Each service reaches its databases by its own wire. */
const wired = (databases: Record<Owner, ServiceDatabase>, wires: Record<Service, TcpProxy>) =>
  Object.fromEntries(
    OWNERS.map((owner) => {
      const { port } = wires[owner === 'keys' ? 'recruitment' : owner];
      const { appUrl, ownerUrl } = databases[owner];
      return [owner, { appUrl: throughPort(appUrl, port), ownerUrl }];
    }),
  ) as Record<Owner, { appUrl: string; ownerUrl: string }>;

const portsOf = async () => {
  const [recruitment = 0, duty = 0, appraisal = 0, payroll = 0] = await freePorts(4);
  const services = { recruitment, duty, appraisal, payroll };
  return { postgres: 0, kafka: 0, kafkaController: 0, services };
};

const allTokens = async (system: System): Promise<Record<string, string>> => {
  const key = system.secrets.issuerKey;
  const both = await issueToken({
    key,
    sub: TWO_HATS,
    roles: ['appraiser', 'approver'],
    units: ['*'],
    ttlSeconds: 86_400,
  });
  return { ...(await tokensFor(key)), [TWO_HATS]: both };
};

/** Most deaths are by our hand; a part that cannot live at all comes to this within ten minutes too. */
const RESTARTS = 40;

/** Starts PostgreSQL, Kafka, the proxies and the four services in a folder. */
export const startChaosSystem = async (folder: string): Promise<ChaosSystem> => {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const { postgres, kafka, password, port } = await startServers(folder);
  const databases = await makeDatabases(postgres.url, password);
  const wires = await makeWires(port);
  const broker = await kafkaProxy(kafka.brokers);
  let givenUp: string | undefined;
  const system = new System({
    folder: join(folder, 'services'),
    ports: await portsOf(),
    given: { databases: wired(databases, wires), brokers: broker.address },
    kafka: true,
    restarts: RESTARTS,
    giveUp: (reason) => {
      givenUp = reason;
    },
  });
  mkdirSync(join(folder, 'services'), { recursive: true });
  await system.start();
  return {
    urls: system.urls,
    tokens: await allTokens(system),
    system,
    postgres,
    kafka,
    wires,
    broker,
    databases: Object.fromEntries(
      SERVICES.map((name) => [name, asSuperuser(postgres.url, `ywk_${name}`)]),
    ) as Record<Service, string>,
    givenUp: () => givenUp,
    stop: async () => {
      await system.stop();
      await Promise.all([kafka.stop(), postgres.stop()]);
      await Promise.all([broker.close(), ...Object.values(wires).map((wire) => wire.close())]);
    },
  };
};

/** The superuser sees everything, in the database named. */
const asSuperuser = (server: string, database: string): string => {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
};
