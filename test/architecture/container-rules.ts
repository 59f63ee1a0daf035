import { parse } from 'yaml';

/** A service of a compose file, as far as rules look at it. */
interface Part {
  readonly image?: string;
  readonly profiles?: readonly string[];
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly mem_limit?: string;
  readonly logging?: { readonly options?: Readonly<Record<string, string>> };
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly secrets?: readonly string[];
  readonly networks?: { readonly default?: { readonly aliases?: readonly string[] } };
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition?: string }>>;
}

export interface Compose {
  readonly services: Readonly<Record<string, Part>>;
  readonly secrets?: Readonly<Record<string, { readonly file?: string }>>;
}

/** Our own file: many parts take the same anchors, which is no attack. Tags of compose are passed over. */
export const composeOf = (text: string): Compose =>
  parse(text, { merge: true, maxAliasCount: -1, logLevel: 'error' }) as Compose;

/** Fills in what stands behind `:-` where a variable is not set; those without a default are empty. */
export const withDefaults = (text: string): string => {
  const inner = text.replaceAll(/\$\{\w+(?::?-([^${}]*))?\}/g, (_, usual?: string) => usual ?? '');
  return inner === text ? text : withDefaults(inner);
};

/** The image that is taken when no variable is set. */
export const imageOf = (part: Part | undefined): string => withDefaults(part?.image ?? '');

const PROFILES = ['infra', 'app', 'observability', 'tools'];
const SECRET_NAME = /(?:PASSWORD|SECRET|TOKEN|DATABASE_URL|KEY)(?:_[A-Z]+)?$/;
/** How tokens are asked for, without what opens anything. */
const ASKING = /^SERVICE_TOKEN_(?:URL|PARAMETERS)$/;
const CREDENTIALS = /:[/]{2}[^/@\s]+:[^/@\s]+@/;

const isPinned = (image: string): boolean => /:[\w.-]*\d[\w.-]*$/.test(image);

const openSecrets = ({ environment = {} }: Part): string[] =>
  Object.entries(environment)
    .filter(([name, value]) => SECRET_NAME.test(name) || CREDENTIALS.test(value))
    .filter(([name]) => !name.endsWith('_FILE') && !ASKING.test(name))
    .map(([name]) => name);

const isJob = ({ restart }: Part): boolean => restart === 'no';

const isHealthy = ({ healthcheck, ...part }: Part): boolean =>
  isJob(part) ? healthcheck?.disable === true : (healthcheck?.test?.length ?? 0) > 0;

const rotates = ({ logging }: Part): boolean =>
  logging?.options?.['max-size'] !== undefined && logging.options['max-file'] !== undefined;

const waits = ({ depends_on: others = {} }: Part): boolean =>
  Object.values(others).every(({ condition }) => condition?.startsWith('service_'));

/** What each part of the system must have; the text is the fault when it has not. */
const RULES: readonly (readonly [string, (part: Part) => boolean])[] = [
  ['names an image without a version', (part) => isPinned(imageOf(part))],
  [
    'has no known profile',
    ({ profiles }) => profiles?.every((one) => PROFILES.includes(one)) ?? false,
  ],
  ['has no health check (a job: one that is switched off)', isHealthy],
  ['does not say when it is started again', ({ restart }) => restart !== undefined],
  ['has no memory limit', ({ mem_limit: limit }) => limit !== undefined],
  ['does not rotate its logs', rotates],
  ['can write on its root file system', ({ read_only: readOnly }) => readOnly === true],
  ['keeps capabilities', ({ cap_drop: dropped }) => dropped?.includes('ALL') ?? false],
  [
    'may gain privileges',
    ({ security_opt: options }) => options?.includes('no-new-privileges:true') ?? false,
  ],
  ['waits for another without a condition', waits],
  [
    'opens a port to every network',
    ({ ports = [] }) => ports.every((port) => port.startsWith('${YWK_BIND:-127.0.0.1}:')),
  ],
];

/** What a compose file lacks, as `part: fault`. */
export const composeFaults = ({ services, secrets = {} }: Compose): string[] => [
  ...Object.entries(services).flatMap(([name, part]) => [
    ...RULES.filter(([, holds]) => !holds(part)).map(([fault]) => `${name}: ${fault}`),
    ...openSecrets(part).map((variable) => `${name}: ${variable} holds a secret in the open`),
  ]),
  ...Object.entries(secrets)
    .filter(([, { file }]) => file?.startsWith('${YWK_SECRETS:-./deploy/secrets}/') !== true)
    .map(([name]) => `${name}: the secret is no file of the folder of secrets`),
];

const FIRST_UID = 10_000;

interface Stage {
  readonly from: string;
  readonly name: string;
  readonly text: string;
}

const stagesOf = (dockerfile: string): Stage[] =>
  [...dockerfile.matchAll(/^FROM (\S+)(?: AS (\S+))?\n([^]*?)(?=^FROM |(?![^]))/gm)].map(
    ([, from = '', name = '', text = '']) => ({ from, name, text }),
  );

const FINAL_RULES: readonly (readonly [string, RegExp])[] = [
  ['The image has no health check.', /^HEALTHCHECK /m],
  ['The image keeps npm.', /rm -rf [^&]*[/]usr[/]local[/]lib[/]node_modules/],
  ['The image does not say its version.', /image[.]version="\$\{VERSION\}"/],
  ['The image does not say its revision.', /image[.]revision="\$\{REVISION\}"/],
  ['The image does not say its time.', /image[.]created="\$\{CREATED\}"/],
];

const userFault = (text: string): string[] => {
  const users = [...text.matchAll(/^USER (\S+)/gm)].map(([, user = '']) => user);
  const uid = Number(users.at(-1)?.split(':')[0]);
  return uid >= FIRST_UID ? [] : [`The image runs as ${users.at(-1) ?? 'root'}.`];
};

/** What a Dockerfile lacks. */
export const dockerfileFaults = (text: string): string[] => {
  const stages = stagesOf(text);
  const names = stages.map(({ name }) => name).filter(Boolean);
  const foreign = stages.filter(({ from }) => from !== '${NODE_IMAGE}' && !names.includes(from));
  const last = stages.at(-1)?.text ?? '';
  const open = [...text.matchAll(/^(?:ARG|ENV) (\w+)/gm)].map(([, name = '']) => name);
  return [
    ...foreign.map(({ from }) => `A stage begins with ${from}, which no variable moves.`),
    ...FINAL_RULES.filter(([, holds]) => !holds.test(last)).map(([fault]) => fault),
    ...userFault(last),
    ...open
      .filter((name) => SECRET_NAME.test(name))
      .map((name) => `${name} would stay in the image.`),
  ];
};
