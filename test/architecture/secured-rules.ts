import { clientOf, SERVICE_NAMES } from '@ywk/contracts';
import type { Compose } from './container-rules.ts';

type Part = Compose['services'][string];

const merged = (one: Part | undefined, other: Part): Part => ({
  ...one,
  ...other,
  environment: { ...one?.environment, ...other.environment },
  depends_on: { ...one?.depends_on, ...other.depends_on },
});

/** A compose file with another one over it, whose lists take the place of those below (`!override`). */
export const composeWith = (base: Compose, over: Compose): Compose => ({
  services: {
    ...base.services,
    ...Object.fromEntries(
      Object.entries(over.services).map(([name, part]) => [
        name,
        merged(base.services[name], part),
      ]),
    ),
  },
  secrets: { ...base.secrets, ...over.secrets },
});

/** Files below /run/secrets that a part names without having them. */
const unmounted = ({ environment = {}, secrets = [] }: Part): string[] =>
  Object.entries(environment)
    .filter(([, value]) => value.startsWith('/run/secrets/'))
    .filter(([, value]) => !secrets.includes(value.slice('/run/secrets/'.length)))
    .map(([variable, value]) => `${variable} names ${value}, which it has not`);

const NEEDED: readonly (readonly [string, RegExp])[] = [
  ['NODE_ENV', /^production$/],
  ['JWT_ISSUER', /^\$\{JWT_ISSUER:\?/],
  ['EMBEDDED_ISSUER_KEY_FILE', /^$/],
  ['TLS_CA_FILE', /^\/run\/secrets\//],
  ['KAFKA_TLS_CA_FILE', /^\/run\/secrets\//],
  ['KEY_SERVICE_URL', /^https:/],
  ['LOG_URLS', /^(?:\w+=https:[^,]+,?){4}$/],
];
const NEEDED_TO_SERVE: readonly (readonly [string, RegExp])[] = [
  ['TLS_CERT_FILE', /^\/run\/secrets\//],
  ['TLS_KEY_FILE', /^\/run\/secrets\//],
  ['TLS_CLIENT_CA_FILE', /^\/run\/secrets\//],
  ['KAFKA_SASL_PASSWORD_FILE', /^\/run\/secrets\//],
  ['SERVICE_CLIENT_SECRET_FILE', /^\/run\/secrets\//],
];

const lacking = (part: Part | undefined, needed: typeof NEEDED): string[] =>
  needed
    .filter(([variable, form]) => !form.test(part?.environment?.[variable] ?? '-'))
    .map(([variable]) => `${variable} is not as it must be`);

const isFound = (part: Part | undefined, client: string): boolean =>
  part?.networks?.default?.aliases?.includes(client) ?? false;

const serviceFaults = (name: string, part: Part | undefined, client: string): string[] => [
  ...lacking(part, [...NEEDED, ...NEEDED_TO_SERVE]),
  ...(part?.environment?.['KAFKA_SASL_USERNAME'] === client ? [] : [`${name} is not ${client}`]),
  ...(isFound(part, client) ? [] : [`nobody finds ${client}`]),
];

const kafkaFaults = ({ environment = {} }: Part): string[] => {
  const protocols = environment['KAFKA_LISTENER_SECURITY_PROTOCOL_MAP'] ?? '';
  const authorizer = environment['KAFKA_AUTHORIZER_CLASS_NAME'] ?? '';
  return [
    ...(protocols.includes('PLAINTEXT') || protocols === '' ? ['speaks without TLS'] : []),
    ...(authorizer.endsWith('StandardAuthorizer') ? [] : ['refuses nobody anything']),
  ];
};

/** What a secured system lacks, as `part: fault`. */
export const securedFaults = ({ services, secrets = {} }: Compose): string[] => {
  const of = (name: string, faults: readonly string[]): string[] =>
    faults.map((fault) => `${name}: ${fault}`);
  const given = Object.keys(secrets);
  return [
    ...SERVICE_NAMES.flatMap((name) => [
      ...of(name, serviceFaults(name, services[name], clientOf(name))),
      ...of(`migrate-${name}`, lacking(services[`migrate-${name}`], NEEDED)),
    ]),
    ...of('kafka', kafkaFaults(services['kafka'] ?? {})),
    ...(services['postgres']?.command?.includes('--ssl=on') ? [] : ['postgres: takes no TLS']),
    ...Object.entries(services).flatMap(([name, part]) => [
      ...of(name, unmounted(part)),
      ...(part.secrets ?? [])
        .filter((secret) => !given.includes(secret))
        .map((secret) => `${name}: there is no secret ${secret}`),
    ]),
  ];
};
