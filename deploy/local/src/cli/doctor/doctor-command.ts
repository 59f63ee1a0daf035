import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceName } from '@ywk/contracts';
import type { Command } from 'commander';
import { givenServers } from '../../launch/environment.ts';
import { placesIn, portsFrom, ROOT, SERVICES } from '../../launch/places.ts';
import { brokersFrom } from '../brokers.ts';
import { CannotConnect, pathOf, urlsFrom } from '../connection.ts';
import { serviceDatabase, serviceNamed } from '../service-connection.ts';
import { databaseFindings, migrationFindings } from './database-checks.ts';
import { exitCodeOf, linesOf, type Finding } from './finding.ts';
import { certificateFindings, diskFindings, secretFindings } from './host-checks.ts';
import { servedFindings, type TlsPlace } from './served-certificates.ts';
import { serviceFindings } from './service-checks.ts';
import { kafkaFindings } from './topic-checks.ts';

interface DoctorOptions {
  readonly url?: readonly string[];
  readonly database?: readonly string[];
  readonly keys?: string;
  readonly brokers?: string;
  readonly topics: boolean;
  readonly certificate?: readonly string[];
  readonly json?: true;
}

const kept = placesIn(join(ROOT, '.local'));

const pairsOf = (given: readonly string[] = []): Map<ServiceName, string> =>
  new Map(
    given.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new CannotConnect(`"${pair}" is not SERVICE=URL.`);
      return [serviceNamed(pair.slice(0, at)), pair.slice(at + 1)];
    }),
  );

/** The last line of a service's log here, as far as a screen shows it. */
const lastWordsOf = (service: ServiceName): string => {
  const file = join(kept.logs, `${service}.log`);
  if (!existsSync(file)) return '';
  return (readFileSync(file, 'utf8').trimEnd().split('\n').at(-1) ?? '').slice(0, 400);
};

const databasesOf = (options: DoctorOptions): { service: ServiceName; url: string }[] => {
  const given = pairsOf(options.database);
  return SERVICES.map((service) => {
    const url = given.get(service);
    return serviceDatabase({ service, ...(url === undefined ? {} : { database: url }) });
  });
};

/** The keys of persons stand beside recruitment's database unless another one is named. */
const keysOf = (recruitment: string, { keys }: DoctorOptions): string => {
  const url = keys ?? givenServers(process.env).databases.keys?.ownerUrl;
  return url ?? recruitment.replaceAll('ywk_recruitment', 'ywk_keys');
};

const migrations = (options: DoctorOptions): Promise<Finding[]>[] =>
  databasesOf(options).map(({ service, url }) => {
    const urls = { database: url, keys: keysOf(url, options) };
    return migrationFindings(service, service === 'recruitment' ? urls : url);
  });

const addressesOf = (options: DoctorOptions): { service: ServiceName; url: string }[] => {
  const usual = urlsFrom(process.env);
  const given = pairsOf(options.url);
  return SERVICES.map((service) => ({
    service,
    url: (given.get(service) ?? usual[service]).replace(/\/+$/, ''),
  }));
};

const services = (options: DoctorOptions): Promise<Finding[]>[] =>
  addressesOf(options).map(({ service, url }) =>
    serviceFindings({ service, url, lastWords: lastWordsOf(service) }),
  );

const topics = ({ topics: wanted, brokers }: DoctorOptions): Promise<Finding[]>[] => {
  if (!wanted) return [];
  const usual = `127.0.0.1:${portsFrom(process.env).kafka}`;
  return [kafkaFindings((brokers ?? givenServers(process.env).brokers ?? usual).split(','))];
};

const HTTPS_PORT = '443';
const POSTGRES_PORT = '5432';

const secureBrokers = ({ topics: wanted, brokers: given }: DoctorOptions): readonly string[] => {
  if (!wanted) return [];
  const { brokers, tls } = brokersFrom(given);
  return tls === undefined ? [] : brokers;
};

/** Servers that are reached over TLS, each once. */
const tlsPlaces = (options: DoctorOptions): TlsPlace[] => {
  const secure = addressesOf(options)
    .map(({ url }) => new URL(url))
    .filter(({ protocol }) => protocol === 'https:')
    .map(({ hostname, port }) => `${hostname}:${port || HTTPS_PORT}`);
  const databases = databasesOf(options)
    .map(({ url }) => new URL(url))
    .filter(({ searchParams }) => (searchParams.get('sslmode') ?? 'disable') !== 'disable')
    .map(({ hostname, port }) => `${hostname}:${port || POSTGRES_PORT}`);
  return [
    ...[...secure, ...secureBrokers(options)].map((address) => ({ address })),
    ...[...new Set(databases)].map((address) => ({ address, afterRequest: true as const })),
  ];
};

const tokensHere = (): string[] =>
  existsSync(kept.tokens) ? readdirSync(kept.tokens).map((name) => join(kept.tokens, name)) : [];

const host = (options: DoctorOptions): Finding[] => [
  ...diskFindings([kept.postgres, kept.kafka, kept.logs]),
  ...certificateFindings((options.certificate ?? []).map(pathOf)),
  ...secretFindings([kept.secrets, ...tokensHere()]),
];

const doctor = async (options: DoctorOptions): Promise<void> => {
  const looks = [services(options), databasesOf(options).map(databaseFindings)];
  const asked = [
    ...looks.flat(),
    ...migrations(options),
    ...topics(options),
    servedFindings(tlsPlaces(options)),
  ];
  const findings = [...(await Promise.all(asked)).flat(), ...host(options)];
  const text = options.json ? JSON.stringify({ findings }) : linesOf(findings).join('\n');
  process.stdout.write(`${text}\n`);
  process.exitCode = exitCodeOf(findings);
};

/** `ywk doctor` */
export const addDoctorCommand = (program: Command): void => {
  program
    .command('doctor')
    .description('Say what is wrong and what to do; exit code 0, 1 or 2 体检：指出问题与处理办法')
    .option(
      '--url <service=url...>',
      'where services answer; else as LOG_URLS says, else those of npm start',
    )
    .option(
      '--database <service=url...>',
      "databases with the owner's role; else those of npm start",
    )
    .option('--keys <url>', "database of the keys of persons; else beside recruitment's")
    .option('--brokers <host:port,...>', 'Kafka; else that of npm start')
    .option('--no-topics', 'the system runs without Kafka')
    .option('--certificate <file...>', 'certificates (PEM) that must not be about to expire')
    .option('--json', 'the findings for machines')
    .action(doctor);
};
