import { join } from 'node:path';
import type { ServiceName } from '@ywk/contracts';
import { startProcess, type ManagedProcess } from '../managed-process.ts';
import { NotReady, untilReady } from '../until-ready.ts';
import type { Databases } from './databases.ts';
import { belongsTo } from './our-processes.ts';
import { ROOT, SERVICES, type Places, type Ports } from './places.ts';
import type { Secrets } from './secrets.ts';
import type { Server } from './server.ts';

/** What all services of one system are told. */
export interface Setting {
  readonly places: Places;
  readonly ports: Ports;
  readonly databases: Databases;
  /** Empty: the services follow each other's logs over HTTP. */
  readonly brokers: string;
  readonly secrets: Secrets;
  /** Holds the instant at which acts are done; undefined: the present. */
  readonly actTimeFile: string | undefined;
}

export type ServiceUrls = Readonly<Record<ServiceName, string>>;

export const urlsOf = (ports: Ports): ServiceUrls =>
  Object.fromEntries(
    SERVICES.map((name) => [name, `http://127.0.0.1:${ports.services[name]}`]),
  ) as Record<ServiceName, string>;

/** The keys of persons are recruitment's alone; others ask it for them. */
const keysOf = ({ keys }: Databases): NodeJS.ProcessEnv => ({
  KEYS_DATABASE_URL: keys.appUrl,
  KEYS_MIGRATION_DATABASE_URL: keys.ownerUrl,
});

const environmentOf = (name: ServiceName, setting: Setting): NodeJS.ProcessEnv => {
  const { databases, ports, brokers, secrets } = setting;
  const urls = urlsOf(ports);
  return {
    LOG_LEVEL: 'info',
    ...process.env,
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    PORT: String(ports.services[name]),
    DATABASE_URL: databases[name].appUrl,
    MIGRATION_DATABASE_URL: databases[name].ownerUrl,
    ...(name === 'recruitment' ? keysOf(databases) : {}),
    KAFKA_BROKERS: brokers,
    LOG_URLS: JSON.stringify(urls),
    KEY_SERVICE_URL: urls.recruitment,
    EMBEDDED_ISSUER_KEY: JSON.stringify(secrets.issuerKey),
    ACT_TIME_FILE: setting.actTimeFile,
    YWK_PARENT_PIPE: '1',
  };
};

const MIGRATED_WITHIN_MS = 120_000;
const READY_WITHIN_MS = 180_000;

/**
 * How services run, in containers too. Young objects get 64 MiB instead of 16: what is put together
 * for a batch is garbage before it is copied, which saves a fifth of a close.
 */
const NODE_FLAGS = ['--enable-source-maps', '--max-semi-space-size=64'];

const run = (name: ServiceName, verb: 'migrate' | 'serve', setting: Setting): ManagedProcess =>
  startProcess({
    name,
    command: process.execPath,
    parameters: [
      ...NODE_FLAGS,
      join(ROOT, `services/${name}/app/dist/main.js`),
      verb,
      belongsTo(setting.places.folder),
    ],
    logFile: logOf(name, setting),
    ending: { signal: 'SIGTERM', graceMs: 25_000 },
    options: { env: environmentOf(name, setting), cwd: ROOT },
    parentPipe: true,
  });

const logOf = (name: ServiceName, { places }: Setting): string => join(places.logs, `${name}.log`);

/** Brings a service's databases up to date. @throws NotReady with the end of its log */
export const migrateService = async (name: ServiceName, setting: Setting): Promise<void> => {
  const migration = run(name, 'migrate', setting);
  const late = setTimeout(() => void migration.stop(), MIGRATED_WITHIN_MS);
  const how = await migration.exited;
  clearTimeout(late);
  if (how !== 'code 0')
    throw new NotReady(`${name}`, `could not migrate (${how})`, logOf(name, setting));
};

const isReady = async (url: string): Promise<boolean> =>
  (await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) })).status === 200;

/** Starts a service and waits until it says that it is ready. @throws NotReady */
export const startServiceProcess = async (name: ServiceName, setting: Setting): Promise<Server> => {
  const url = urlsOf(setting.ports)[name];
  const launch = async (): Promise<ManagedProcess> => {
    const started = run(name, 'serve', setting);
    await untilReady({
      name,
      process: started,
      logFile: logOf(name, setting),
      probe: () => isReady(url),
      withinMs: READY_WITHIN_MS,
    });
    return started;
  };
  let current = await launch();
  return {
    pid: () => current.pid,
    exited: () => current.exited,
    restart: async () => {
      await current.stop();
      current = await launch();
    },
    stop: () => current.stop(),
  };
};
