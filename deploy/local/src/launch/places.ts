import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LOG_OWNERS, type ServiceName } from '@ywk/contracts';

/** The folder of this clone. */
export const ROOT = resolve(fileURLToPath(new URL('../../../..', import.meta.url)));

/** Services in the order in which a fact travels. */
export const SERVICES = Object.keys(LOG_OWNERS) as ServiceName[];

/** Which ports one running system uses. */
export interface Ports {
  readonly postgres: number;
  readonly kafka: number;
  readonly kafkaController: number;
  readonly services: Readonly<Record<ServiceName, number>>;
}

const DEFAULTS: Ports = {
  postgres: 55432,
  kafka: 59092,
  kafkaController: 59093,
  services: { recruitment: 3101, duty: 3102, appraisal: 3103, payroll: 3104 },
};

/** The variable with which a person moves a port. */
export const PORT_VARIABLES = {
  postgres: 'YWK_POSTGRES_PORT',
  kafka: 'YWK_KAFKA_PORT',
  kafkaController: 'YWK_KAFKA_CONTROLLER_PORT',
  recruitment: 'YWK_RECRUITMENT_PORT',
  duty: 'YWK_DUTY_PORT',
  appraisal: 'YWK_APPRAISAL_PORT',
  payroll: 'YWK_PAYROLL_PORT',
} as const;

const HIGHEST = 65_535;

const portFrom = (environment: NodeJS.ProcessEnv, variable: string, usual: number): number => {
  const text = environment[variable];
  if (text === undefined || text === '') return usual;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port <= HIGHEST) return port;
  throw new RangeError(`${variable} is "${text}"; a port is a number from 1 to ${HIGHEST}.`);
};

/** The usual ports, moved where the environment says so. @throws RangeError for what is no port */
export const portsFrom = (environment: NodeJS.ProcessEnv): Ports => {
  const read = (name: keyof typeof PORT_VARIABLES, usual: number): number =>
    portFrom(environment, PORT_VARIABLES[name], usual);
  const services = SERVICES.map((name) => [name, read(name, DEFAULTS.services[name])] as const);
  return {
    postgres: read('postgres', DEFAULTS.postgres),
    kafka: read('kafka', DEFAULTS.kafka),
    kafkaController: read('kafkaController', DEFAULTS.kafkaController),
    services: Object.fromEntries(services) as Record<ServiceName, number>,
  };
};

/** Where a system keeps things, below one folder (`.local` of the clone unless told otherwise). */
export const placesIn = (folder: string) => ({
  folder,
  postgres: join(folder, 'postgres'),
  kafka: join(folder, 'kafka'),
  logs: join(folder, 'logs'),
  tokens: join(folder, 'tokens'),
  secrets: join(folder, 'secrets.json'),
  demo: join(folder, 'demo.json'),
  lock: join(folder, 'launcher.lock'),
  clearing: join(folder, 'clearing'),
});

export type Places = ReturnType<typeof placesIn>;
