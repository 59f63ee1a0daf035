import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { placesIn, portsFrom, ROOT } from '../../launch/places.ts';
import type { Secrets } from '../../launch/secrets.ts';
import { urlsOf } from '../../launch/services.ts';
import { CannotConnect } from '../connection.ts';
import type { OwnedDatabase } from '../service-connection.ts';

const keptIssuerKey = (): NodeJS.ProcessEnv => {
  const { secrets } = placesIn(join(ROOT, '.local'));
  if (!existsSync(secrets)) return {};
  const { issuerKey } = JSON.parse(readFileSync(secrets, 'utf8')) as Secrets;
  return { EMBEDDED_ISSUER_KEY: JSON.stringify(issuerKey) };
};

/** What the service's program is told; what is given goes first. */
const environmentOf = (
  { service, url }: OwnedDatabase,
  given: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv => {
  const ports = portsFrom(given);
  const urls = urlsOf(ports);
  return {
    NODE_ENV: 'development',
    LOG_LEVEL: 'warn',
    LOG_URLS: JSON.stringify(urls),
    KEY_SERVICE_URL: urls.recruitment,
    // Asked for by recruitment's configuration; no view needs a key.
    KEYS_DATABASE_URL: url,
    ...keptIssuerKey(),
    ...given,
    PORT: String(ports.services[service]),
    DATABASE_URL: url,
    MIGRATION_DATABASE_URL: url,
  };
};

const started = (
  database: OwnedDatabase,
  words: readonly string[],
  given: NodeJS.ProcessEnv,
): ChildProcess => {
  const program = join(ROOT, `services/${database.service}/app/dist/main.js`);
  if (!existsSync(program)) throw new CannotConnect('Build the services first: npm run build.');
  return spawn(process.execPath, ['--enable-source-maps', program, 'view', ...words], {
    cwd: ROOT,
    env: environmentOf(database, given),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
};

/** A view as the program lists it. */
export interface ListedView {
  readonly name: string;
  readonly logs: readonly string[];
  readonly tables: readonly string[];
  readonly group: string;
}

/** What became of a rebuild. */
export interface Rebuilt {
  readonly equal: boolean;
  readonly different: readonly string[];
  readonly swapped?: { readonly ms: number };
}

/** A line that a service's program writes. */
export interface ViewLine {
  readonly view?: ListedView;
  readonly progress?: { readonly done: number; readonly total: number };
  readonly result?: Rebuilt;
}

/** Whose database, and what the program is told; the person's own environment when not given. */
export interface ViewPlace {
  readonly database: OwnedDatabase;
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Runs `main.js view …` of a service and hands over each line that it writes. The views are the
 * service's own, so it is the service's own program that works on them.
 * @returns its exit code
 */
export const runViewProgram = async (
  { database, environment = process.env }: ViewPlace,
  words: readonly string[],
  take: (line: ViewLine) => void,
): Promise<number> => {
  const program = started(database, words, environment);
  const ended = once(program, 'close') as Promise<[number | null]>;
  if (program.stdout !== null) {
    const lines = createInterface({ input: program.stdout });
    lines.on('line', (line) => take(JSON.parse(line) as ViewLine));
  }
  const [code] = await ended;
  return code ?? 1;
};
